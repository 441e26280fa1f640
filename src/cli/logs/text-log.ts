/** Lines that are no rows of fields, such as those of name servers: a preset's pattern says where host, client and time stand. */
import { isAbsent } from './absent-words.js';
import { requestFromFields, type LineFields } from './column-request.js';
import type { FieldRole } from './columns.js';
import type { LineResult, LogReader, LogRecord, MarkedLines, ReaderOptions, UsedFields } from './log-record.js';
import { markedWords } from './marked-words.js';
import type { TextPattern } from './presets/preset.js';

export class TextReader implements LogReader {
  readonly #line: RegExp;
  readonly #others: RegExp;
  readonly used: UsedFields = {};
  readonly marked: MarkedLines | undefined;

  constructor(
    private readonly options: ReaderOptions,
    { line, others, words }: TextPattern,
  ) {
    this.marked = words === undefined ? undefined : markedWords(words, options);
    this.#line = new RegExp(line);
    this.#others = new RegExp(others);
  }

  read(line: Buffer, start: number, end: number, record: LogRecord): LineResult {
    const text = line.toString('utf8', start, end);
    if (text.trim() === '') return 'nothing';
    const groups = this.#line.exec(text)?.groups;
    if (groups === undefined) return this.#others.test(text) ? 'other-kind' : 'not-this-format';
    const said: Readonly<Record<string, string | undefined>> = groups;
    const fields: LineFields = {
      text: (role: FieldRole) => {
        const value = said[role] ?? '';
        return isAbsent(value) ? '' : role === 'host' ? plainName(value) : value;
      },
      refused: false,
      bareHost: 'never',
    };
    return requestFromFields(fields, this.options, record);
  }
}

/** Windows writes `(7)chatgpt(3)com(0)`; a name may end with the dot of the root. */
function plainName(written: string): string {
  return written.replace(/\(\d+\)/g, '.').replace(/^\.+|\.+$/g, '');
}

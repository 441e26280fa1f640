/**
 * The common and combined log formats, as Squid and other proxies write them:
 * `client ident user [time] "method URL protocol" status bytes "referer" "agent"`, and Squid's result at the end of the line.
 * Nothing that a user agent holds can matter.
 */
import { isAbsent } from './absent-words.js';
import { looksLikePageAt, type LineResult, type LogReader, type LogRecord, type ReaderOptions } from './log-record.js';
import { isRefusal } from './refusal-words.js';

const LINE = /^(\S+) (\S+) (.+?) \[([^\]]{20,30})\] "((?:[^"\\]|\\.)*)"(?: (\d{3}|-)(?= |$))?/;
/** Behind the quote that ends the user agent. */
const RESULT = /" ([A-Z][A-Z_]*):[A-Z_]+$/;
const REQUEST = /^([A-Z][A-Z_-]*) (\S.*?)(?: [A-Z]+\/\d[\d.]*)?$/;

export class CombinedReader implements LogReader {
  readonly used = {};

  constructor(private readonly options: ReaderOptions) {}

  read(line: Buffer, start: number, end: number, record: LogRecord): LineResult {
    if (start === end) return 'nothing';
    const text = line.toString('utf8', start, end);
    const found = LINE.exec(text);
    if (found === null) return 'too-few-fields';
    const [, client = '', , user = '', time = '', request = '', status = ''] = found;
    record.timeMs = this.options.clock.read(time);
    if (Number.isNaN(record.timeMs)) return 'no-time';
    const [, method = '', url = ''] = REQUEST.exec(request) ?? [];
    // A path alone is what a web server logs about itself.
    if (url === '' || url.startsWith('/')) return 'no-address';
    if (isRefusal(status) || isRefusal(RESULT.exec(text)?.[1] ?? '')) return 'refused';
    record.tunnel = method === 'CONNECT';
    record.setUrl(url);
    record.page = method === 'GET' && looksLikePageAt(record.url, record.urlStart, record.urlEnd);
    const named = !isAbsent(user);
    record.setPerson(named ? user : isAbsent(client) ? '' : client, named);
    return 'request';
  }
}

export function looksLikeCombined(line: string): boolean {
  return LINE.test(line);
}

/**
 * Reads a policy file as Chromium does. That takes more than JSON: a byte order mark, comments, a trailing comma, `\x41`, line
 * breaks in texts. It also takes less: a tab in a text, half a surrogate pair and 200 levels are refused. Every case of
 * `chromium-json.test.ts` was put into the policy folder of Chromium 156.
 */

/** Objects and lists inside each other. */
const MAX_DEPTH = 199;

/** In bytes read as Latin-1. */
const BYTE_ORDER_MARK = '\u00EF\u00BB\u00BF';

type ReadJson =
  | {
      readonly ok: true;
      readonly value: unknown;
      readonly hasComments: boolean;
      /** Every text, names too, in the order of the file, with the line on which it begins, from 1. */
      readonly texts: () => { readonly text: string; readonly line: number }[];
    }
  | { readonly ok: false; readonly mistake: string };

/** A mistake of the file's writer becomes a value with its place; nothing is thrown for it. */
export function readChromiumJson(bytes: Uint8Array): ReadJson {
  // A character for each byte: Chromium looks at the encoding of texts only, never at that of comments.
  const source = Buffer.from(bytes).toString('latin1');
  const reader = new Reader(source);
  try {
    return { ok: true, value: reader.readFile(), hasComments: reader.hasComments, texts: () => reader.placedTexts() };
  } catch (error) {
    if (!(error instanceof JsonMistake)) throw error;
    return { ok: false, mistake: `${placeOf(source, error.offset)}: ${error.message}` };
  }
}

class JsonMistake extends Error {
  constructor(
    readonly offset: number,
    expected: string,
  ) {
    super(`expected ${expected}`);
  }
}

function placeOf(source: string, offset: number): string {
  const lines = source.slice(0, offset).split('\n');
  return `line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`;
}

const LITERALS: readonly (readonly [string, boolean | null])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ '"': '"', '\\': '\\', '/': '/' },
  ...{ b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' },
};

/** How many hexadecimal digits follow. */
const HEX_ESCAPES: Readonly<Record<string, number>> = { u: 4, x: 2 };

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

class Reader {
  hasComments = false;
  private at = 0;
  private depth = 0;
  private readonly texts: { readonly text: string; readonly offset: number }[] = [];

  constructor(private readonly source: string) {}

  placedTexts(): { text: string; line: number }[] {
    let [line, at] = [1, 0];
    return this.texts.map(({ text, offset }) => {
      for (; at < offset; at += 1) if (this.source.charAt(at) === '\n') line += 1;
      return { text, line };
    });
  }

  readFile(): unknown {
    this.take(BYTE_ORDER_MARK);
    const value = this.readValue();
    this.skipSpace();
    if (this.at < this.source.length) this.fail('nothing after the value');
    return value;
  }

  private readValue(): unknown {
    this.skipSpace();
    const sign = this.source[this.at];
    if (sign === '{') return Object.fromEntries(this.readItems('}', () => this.readEntry()));
    if (sign === '[') return this.readItems(']', () => this.readValue());
    if (sign === '"') return this.readText();
    for (const [word, value] of LITERALS) if (this.take(word)) return value;
    return this.readNumber();
  }

  /** What stands between two brackets; one comma may follow the last. */
  private readItems<Item>(end: string, readItem: () => Item): Item[] {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) this.fail(`no more than ${MAX_DEPTH} levels`);
    this.at += 1;
    const items: Item[] = [];
    this.skipSpace();
    while (!this.take(end)) {
      items.push(readItem());
      this.skipSpace();
      if (!this.take(',') && this.source[this.at] !== end) this.fail(`a comma or ${end}`);
      this.skipSpace();
    }
    this.depth -= 1;
    return items;
  }

  private readEntry(): [string, unknown] {
    if (this.source[this.at] !== '"') this.fail('a name in double quotes');
    const name = this.readText();
    this.skipSpace();
    if (!this.take(':')) this.fail('a colon');
    return [name, this.readValue()];
  }

  private readNumber(): number {
    NUMBER.lastIndex = this.at;
    const number = Number(NUMBER.exec(this.source)?.[0] ?? Number.NaN);
    if (!Number.isFinite(number)) this.fail('a value');
    this.at = NUMBER.lastIndex;
    return number;
  }

  private readText(): string {
    const start = this.at;
    const parts: string[] = [];
    this.at += 1;
    while (!this.take('"')) {
      if (this.at >= this.source.length) this.fail('the closing double quote', start);
      parts.push(this.take('\\') ? this.readEscape() : this.readPlain());
    }
    const text = parts.join('');
    if (/\p{Surrogate}/u.test(text)) this.fail('whole surrogate pairs in a text', start);
    this.texts.push({ text, offset: start });
    return text;
  }

  private readEscape(): string {
    const sign = this.source[this.at] ?? '';
    const digits = HEX_ESCAPES[sign];
    if (digits === undefined) {
      const meant = ESCAPES[sign] ?? this.fail(String.raw`\ to be followed by one of " \ / b f n r t u x`);
      this.at += 1;
      return meant;
    }
    const hex = this.source.slice(this.at + 1, this.at + 1 + digits);
    if (hex.length < digits || !/^[\da-f]+$/i.test(hex)) this.fail(`${digits} hexadecimal digits after \\${sign}`);
    this.at += 1 + digits;
    return String.fromCharCode(Number.parseInt(hex, 16));
  }

  /** Everything up to the next quote or backslash. */
  private readPlain(): string {
    const start = this.at;
    while (this.at < this.source.length && !/["\\]/.test(this.source.charAt(this.at))) {
      const sign = this.source.charAt(this.at);
      if (sign < ' ' && sign !== '\n' && sign !== '\r') this.fail('no control character in a text, such as a tab');
      this.at += 1;
    }
    try {
      return utf8.decode(Buffer.from(this.source.slice(start, this.at), 'latin1'));
    } catch {
      return this.fail('UTF-8', start);
    }
  }

  private skipSpace(): void {
    for (;;) {
      while (/[ \t\r\n]/.test(this.source.charAt(this.at))) this.at += 1;
      if (this.source.startsWith('//', this.at)) this.skipComment('\n', 0);
      else if (this.source.startsWith('/*', this.at)) this.skipComment('*/', 2);
      else return;
    }
  }

  /** A line may be ended by the file's end. Chromium takes the three signs of a slash, a star and a slash for a whole comment. */
  private skipComment(end: string, length: number): void {
    const found = this.source.indexOf(end, this.at + 1);
    if (found === -1 && length > 0) this.fail('the end of the comment, */');
    this.hasComments = true;
    this.at = found === -1 ? this.source.length : found + length;
  }

  /** Whether the word stood here; then it is behind. */
  private take(word: string): boolean {
    if (!this.source.startsWith(word, this.at)) return false;
    this.at += word.length;
    return true;
  }

  private fail(expected: string, offset = this.at): never {
    throw new JsonMistake(offset, expected);
  }
}

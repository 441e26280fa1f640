/** Reads property lists in XML, with the line of each text. https://www.apple.com/DTDs/PropertyList-1.0.dtd */
import { decodedEntities } from '../../data/files/xml.js';
import type { PlacedText } from './text-places.js';

export type ReadPlist =
  | { readonly ok: true; readonly value: unknown; readonly texts: readonly PlacedText[] }
  | { readonly ok: false; readonly line: number; readonly expected: string };

class PlistMistake extends Error {
  constructor(
    readonly offset: number,
    readonly expected: string,
  ) {
    super(expected);
  }
}

/** Tags, with what is before them; comments, declarations and instructions are passed over. */
const TOKEN =
  /<!--[^]*?-->|<\?[^]*?\?>|<!\[CDATA\[([^]*?)\]\]>|<!DOCTYPE[^>[]*>|<(\/?)([a-z]+)\s*[^>]*?(\/?)>|([^<]+)|[^]/gi;

interface Token {
  readonly kind: 'open' | 'close' | 'empty' | 'text';
  /** Of the tag, or the text itself. */
  readonly text: string;
  readonly offset: number;
}

const MAX_DEPTH = 100;

/** A mistake of the file's writer becomes a value with its line. */
export function readPlist(source: string): ReadPlist {
  const lineAt = (offset: number): number => source.slice(0, offset).split('\n').length;
  try {
    const reader = new Reader(tokensIn(source));
    const value = reader.readDocument();
    return { ok: true, value, texts: linesOf(source, reader.texts) };
  } catch (error) {
    if (!(error instanceof PlistMistake)) throw error;
    return { ok: false, line: lineAt(error.offset), expected: error.expected };
  }
}

function linesOf(source: string, texts: readonly { text: string; offset: number }[]): PlacedText[] {
  let [line, at] = [1, 0];
  return texts.map(({ text, offset }) => {
    for (; at < offset; at += 1) if (source.charAt(at) === '\n') line += 1;
    return { text, line };
  });
}

function tokensIn(source: string): Token[] {
  return [...source.matchAll(TOKEN)].flatMap((match): Token[] => {
    const [whole, cdata, closing, name, self, text] = match;
    const offset = match.index;
    if (cdata !== undefined) return [{ kind: 'text', text: cdata, offset }];
    if (text !== undefined) return [{ kind: 'text', text: decodedEntities(text), offset }];
    if (name !== undefined) {
      return [{ kind: closing === '/' ? 'close' : self === '/' ? 'empty' : 'open', text: name, offset }];
    }
    if (whole.startsWith('<?') || whole.startsWith('<!--') || /^<!DOCTYPE/i.test(whole)) return [];
    throw new PlistMistake(offset, 'a property list in XML');
  });
}

class Reader {
  readonly texts: { text: string; offset: number }[] = [];
  #at = 0;
  #depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  readDocument(): unknown {
    const wraps = this.#peek().text === 'plist';
    if (wraps) this.#at += 1;
    const value = this.#value();
    if (wraps && this.#peek().kind !== 'close') this.#fail('the end of plist');
    return value;
  }

  /** Spaces between tags say nothing. */
  #peek(): Token {
    while (this.tokens[this.#at]?.kind === 'text' && (this.tokens[this.#at]?.text.trim() ?? '') === '') this.#at += 1;
    return this.tokens[this.#at] ?? { kind: 'close', text: '', offset: this.tokens.at(-1)?.offset ?? 0 };
  }

  #value(): unknown {
    const token = this.#peek();
    if (token.kind === 'close' || token.kind === 'text') this.#fail('a value such as <string>');
    this.#at += 1;
    if (token.kind === 'empty') return EMPTY[token.text] ?? '';
    if (token.text === 'dict' || token.text === 'array') return this.#inside(token.text);
    const text = this.#textUntil(token.text);
    if (token.text === 'integer' || token.text === 'real') return Number(text);
    this.texts.push({ text, offset: token.offset });
    return text;
  }

  #inside(name: 'dict' | 'array'): unknown {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) this.#fail(`no more than ${MAX_DEPTH} levels`);
    const items: unknown[] = [];
    const entries: [string, unknown][] = [];
    while (this.#peek().kind !== 'close') {
      if (name === 'array') items.push(this.#value());
      else entries.push([this.#key(), this.#value()]);
    }
    if (this.#peek().text !== name) this.#fail(`the end of ${name}`);
    this.#at += 1;
    this.#depth -= 1;
    return name === 'array' ? items : Object.fromEntries(entries);
  }

  #key(): string {
    const token = this.#peek();
    if (token.kind !== 'open' || token.text !== 'key') this.#fail('<key>');
    this.#at += 1;
    return this.#textUntil('key');
  }

  #textUntil(name: string): string {
    const parts: string[] = [];
    for (let token = this.tokens[this.#at]; token?.kind === 'text'; token = this.tokens[this.#at]) {
      parts.push(token.text);
      this.#at += 1;
    }
    const end = this.tokens[this.#at];
    if (end?.kind !== 'close' || end.text !== name) this.#fail(`</${name}>`);
    this.#at += 1;
    return parts.join('');
  }

  #fail(expected: string): never {
    throw new PlistMistake(this.tokens[Math.min(this.#at, this.tokens.length - 1)]?.offset ?? 0, expected);
  }
}

const EMPTY: Readonly<Record<string, unknown>> = { true: true, false: false, dict: {}, array: [] };

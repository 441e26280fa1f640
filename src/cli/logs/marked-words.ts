/** Lines of a pattern whose words stand in a fixed order, with a host and a client among them. */
import { ByteMemo } from './byte-memo.js';
import { ROLE_NUMBERS } from './columns.js';
import { SPACE } from './line-marks.js';
import type { MarkedLines, ReaderOptions } from './log-record.js';
import { MarkedRequest } from './marked-request.js';
import type { PatternWord } from './presets/preset.js';
import { SpacedFields } from './spaced-fields.js';

/** How many words at the beginning are the time. */
const TIME_WORDS = 3;
const { host: HOST, client: CLIENT, time: TIME } = ROLE_NUMBERS;

/** What a number of IPv4 or IPv6 is written with. */
const ADDRESS_BYTES = new Uint8Array(256);
for (const character of '0123456789abcdef.:') ADDRESS_BYTES[character.charCodeAt(0)] = 1;

/** @param words `host` and `client`, and expressions for all others, whose time comes first */
export function markedWords(words: readonly PatternWord[], options: ReaderOptions): MarkedLines {
  const fields = new SpacedFields(words.length + 1);
  const { starts, ends } = fields;
  const request = new MarkedRequest(options);
  const memos = words.map((word) => new ByteMemo((text) => (new RegExp(`^(?:${word})$`).test(text) ? 1 : 0), 1024));
  const [host, client] = [words.indexOf('host'), words.indexOf('client')];
  const start = (word: number) => starts[word] ?? 0;
  const end = (word: number) => ends[word] ?? 0;
  const isWord = (bytes: Buffer, word: number): boolean => {
    // Between month and day there may be two spaces.
    if (word > 1 && end(word - 1) + 1 !== start(word)) return false;
    if (word === host) return true;
    if (word === client) return isAddress(bytes, start(word), end(word));
    return memos[word]?.of(bytes, start(word), end(word)) === 1;
  };
  return {
    kinds: [SPACE],
    read: (bytes, from, marks, record) => {
      if (fields.take(bytes, from, marks) !== words.length || start(0) !== from) return null;
      for (let word = 0; word < words.length; word += 1) if (!isWord(bytes, word)) return null;
      const said = request.says(HOST, bytes, start(host), end(host));
      request.set(HOST, said, start(host), end(host));
      request.set(CLIENT, 1, start(client), end(client));
      request.set(TIME, 1, start(0), end(TIME_WORDS - 1));
      return said === 1 && request.fill(bytes, record) ? 'request' : null;
    },
  };
}

function isAddress(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (ADDRESS_BYTES[bytes[at] ?? 0] === 0) return false;
  return (bytes[start] ?? 0) <= 57 && (bytes[start] ?? 0) >= 48;
}

/** What a file is by its first bytes; what it is called says nothing. */
import { latin1 } from './byte-source.js';
import { looksLikeMail } from './mail.js';
import { isRichText } from './rich-text.js';

export type FileKind = 'zip' | 'compound' | 'pdf' | 'picture' | 'mail' | 'rich-text' | 'unknown' | 'text';

/** Enough of a file's beginning to know it by. */
export const BEGINNING = 8_192;

/** Bytes in hexadecimal digits, at the beginning unless it says where; `.` is any digit. A text may begin with the letters of some. */
const SIGNATURES: readonly (readonly [kind: FileKind, hex: string])[] = [
  ['zip', '504b0304'],
  ['zip', '504b0506'],
  ['zip', '504b0708'],
  ['compound', 'd0cf11e0a1b11ae1'],
  ['picture', '89504e470d0a1a0a'],
  ['picture', 'ffd8ff'],
  ['picture', '47494638'],
  ['picture', '424d........00000000'],
  ['picture', '49492a00'],
  ['picture', '4d4d002a'],
  ['picture', '52494646........57454250'],
  ['picture', '........6674797068656963'],
  ['picture', '........667479706d696631'],
  ['picture', '........6674797061766966'],
  // Programs, sound and film, archives of other kinds, databases, fonts.
  ['unknown', '4d5a(?:..)*00'],
  ['unknown', '7f454c46'],
  ['unknown', '1f8b'],
  ['unknown', '425a68'],
  ['unknown', 'fd377a585a'],
  ['unknown', '377abcaf271c'],
  ['unknown', '52617221'],
  ['unknown', '28b52ffd'],
  ['unknown', '4944330[0-4]'],
  ['unknown', '4f676753'],
  ['unknown', '664c6143'],
  ['unknown', '........66747970'],
  ['unknown', '53514c69746520666f726d6174203300'],
  ['unknown', '774f4646'],
  ['unknown', '774f4632'],
];
const LONGEST_SIGNATURE = 16;
const PATTERNS = SIGNATURES.map(([kind, hex]) => ({ kind, pattern: new RegExp(`^${hex}`) }));

export function kindOf(beginning: Uint8Array): FileKind {
  const hex = Array.from(beginning.subarray(0, LONGEST_SIGNATURE), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
  const signed = PATTERNS.find(({ pattern }) => pattern.test(hex));
  if (signed !== undefined) return signed.kind;
  const text = latin1(beginning);
  // Readers of PDF look for its head in the first 1,024 bytes.
  if (text.slice(0, 1_024).includes('%PDF-')) return 'pdf';
  if (isRichText(text)) return 'rich-text';
  return looksLikeMail(text) ? 'mail' : 'text';
}

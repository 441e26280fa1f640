/** Reads the organisation's logo: a small raster picture, known by its content, which becomes part of the policy. */
import path from 'node:path';
import { MAX_LOGO_BYTES } from '../../policy/schema.js';
import { CommandError, EXIT } from './command-error.js';
import { readBytes } from './files.js';

const SIGNATURES: readonly (readonly [type: string, isIt: (start: string) => boolean])[] = [
  ['png', (start) => start.startsWith('\x89PNG\r\n\x1a\n')],
  ['jpeg', (start) => start.startsWith('\xff\xd8\xff')],
  ['webp', (start) => start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP'],
];

/**
 * @param file as written in the policy, relative to the policy's own folder
 * @param place of that key in the policy, for the error
 * @returns a `data:` address
 * @throws CommandError when the file cannot be read, is no such picture or is too large
 */
export async function readLogo(policyFile: string, file: string, place: string): Promise<string> {
  const bytes = await readBytes(path.resolve(path.dirname(policyFile), file), 'the logo');
  const refuse = (found: string, expected: string) =>
    new CommandError(`${place}: organisation.logo: found ${file}, ${found}; expected ${expected}`, EXIT.refused);
  if (bytes.length > MAX_LOGO_BYTES) {
    throw refuse(`${bytes.length} bytes`, `${MAX_LOGO_BYTES} bytes at most: scale it to about 200 pixels of width`);
  }
  const start = bytes.subarray(0, 16).toString('latin1');
  const type = SIGNATURES.find(([, isIt]) => isIt(start))?.[0];
  if (type === undefined) throw refuse('whose content is no such picture', 'a PNG, JPEG or WebP picture');
  return `data:image/${type};base64,${bytes.toString('base64')}`;
}

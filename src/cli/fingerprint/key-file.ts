/** The key of a company's fingerprints: given, in a file, or made new beside the filter. */
import { randomBytes } from 'node:crypto';
import { isFingerprintKey } from '../../data/fingerprint/keyed-hash.js';
import { CommandError, EXIT } from '../lib/command-error.js';
import { readTextIfThere, writeNew } from '../lib/files.js';

export interface CompanyKey {
  /** 32 hexadecimal digits. */
  readonly key: string;
  /** The file it was written to just now; null: it was there before. */
  readonly madeIn: string | null;
}

const SHAPE = 'a key is 32 hexadecimal digits (16 bytes)';

/**
 * @param named the key itself or a file that holds it; null: the file beside the filter, made when it is not there
 * @throws CommandError when what is named is neither
 */
export async function companyKey(named: string | null, filterFile: string): Promise<CompanyKey> {
  if (named !== null && isFingerprintKey(named)) return { key: named.toLowerCase(), madeIn: null };
  const file = named ?? `${filterFile}.key`;
  const text = await readTextIfThere(file, 'the key');
  if (text !== null) {
    const key = text.trim();
    if (!isFingerprintKey(key))
      throw new CommandError(`${file}: ${SHAPE}, and this file holds something else`, EXIT.refused);
    return { key: key.toLowerCase(), madeIn: null };
  }
  if (named !== null)
    throw new CommandError(
      `--key ${named}: ${SHAPE} or a file with one, and there is no such file; without --key, one is made`,
    );
  const key = randomBytes(16).toString('hex');
  await writeNew(file, `${key}\n`, 0o644);
  return { key, madeIn: file };
}

/** `gatepost fingerprint`: the filter by which browsers recognise a company's own code and documents. */
import { createHash } from 'node:crypto';
import { readBytesIfThere, writeInPlace } from '../../lib/files.js';
import { companyKey } from '../../fingerprint/key-file.js';
import { makeFilter, type MadeFilter } from '../../fingerprint/make-filter.js';

export interface FingerprintRequest {
  readonly named: readonly string[];
  readonly outFile: string;
  /** The key or a file with it; null: the one beside the filter. */
  readonly key: string | null;
  readonly publicFolders: readonly string[];
  readonly keepsCache: boolean;
  readonly onRead?: (bytes: number) => void;
}

export interface FingerprintReport extends Omit<MadeFilter, 'bytes'> {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  /** False: the file was the same already, and was left as it is. */
  readonly isNew: boolean;
  readonly key: string;
  /** The file to which a new key was written; null: there was one. */
  readonly keyMadeIn: string | null;
}

/** @throws CommandError */
export async function fingerprint(request: FingerprintRequest): Promise<FingerprintReport> {
  const { named, outFile, publicFolders, keepsCache, onRead } = request;
  const { key, madeIn } = await companyKey(request.key, outFile);
  const { bytes, ...facts } = await makeFilter({
    ...{ named, key, publicFolders, cacheFile: keepsCache ? `${outFile}.cache` : null },
    ...(onRead === undefined ? {} : { onRead }),
  });
  const before = await readBytesIfThere(outFile, 'the filter');
  const isNew = before?.equals(bytes) !== true;
  if (isNew) await writeInPlace(outFile, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { file: outFile, bytes: bytes.length, sha256, isNew, key, keyMadeIn: madeIn, ...facts };
}

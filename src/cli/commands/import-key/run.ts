/** `gatepost import-key`: a public key made elsewhere, in the form that managed configuration takes. */
import type { TrustedKey } from '../../../trust/trusted-key.js';
import { writeNew } from '../../lib/files.js';
import { readPublicKey } from '../../publishing/key-file.js';

interface ImportKeyOptions {
  /** A public key: a JSON Web Key or PEM. */
  readonly file: string;
  /** The id browsers know it by; its own when missing, else one made from its thumbprint. */
  readonly keyId?: string | undefined;
  /** Where to write it; never overwritten. */
  readonly out?: string | undefined;
}

/** @throws CommandError when it is no public key that can verify policies */
export async function importKey({ file, keyId, out }: ImportKeyOptions): Promise<TrustedKey> {
  const key = await readPublicKey(file, keyId);
  if (out !== undefined) await writeNew(out, renderKey(key), 0o644);
  return key;
}

/** JSON, as `gatepost keygen` writes it. */
export function renderKey(key: TrustedKey): string {
  return `${JSON.stringify(key, null, 2)}\n`;
}

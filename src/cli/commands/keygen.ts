/** `gatepost keygen`: makes the key pair that signs policies. */
import path from 'node:path';
import type { Algorithm, TrustedKey } from '../../trust/trusted-key.js';
import { ensureNew, writeNew } from '../files.js';
import { generateSigningKey } from '../signing-key.js';

export interface KeyFiles {
  readonly privateFile: string;
  readonly publicFile: string;
  readonly publicKey: TrustedKey;
}

const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Never overwrites a file. The private key's file is readable by its owner only. */
export async function keygen(folder: string, algorithm: Algorithm): Promise<KeyFiles> {
  const { privateJwk, publicKey } = await generateSigningKey(algorithm);
  const privateFile = path.join(folder, 'policy-key.private.jwk.json');
  const publicFile = path.join(folder, 'policy-key.public.jwk.json');
  // The public file first: when either exists, no private key is left behind that nobody asked for.
  await ensureNew(privateFile);
  await writeNew(publicFile, asJson(publicKey), 0o644);
  await writeNew(privateFile, asJson(privateJwk), 0o600);
  return { privateFile, publicFile, publicKey };
}

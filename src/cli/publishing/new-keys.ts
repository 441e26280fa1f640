/** `gatepost keygen`: makes the key pair that signs policies. */
import { createPublicKey } from 'node:crypto';
import path from 'node:path';
import type { Algorithm, TrustedKey } from '../../trust/trusted-key.js';
import { ensureNew, writeNew } from '../lib/files.js';
import { generateSigningKey, privateJwkOf } from './signing-key.js';

export interface KeyFiles {
  /** The private key as a JSON Web Key. */
  readonly privateFile: string;
  /** The public key as a JSON Web Key, for managed configuration. */
  readonly publicFile: string;
  /** The same private key as PEM (PKCS#8), for openssl and for keeping it elsewhere. */
  readonly privatePemFile: string;
  readonly publicPemFile: string;
  readonly publicKey: TrustedKey;
}

const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Never overwrites a file. The private key's files are readable by their owner only. */
export async function keygen(folder: string, algorithm: Algorithm): Promise<KeyFiles> {
  const key = await generateSigningKey(algorithm);
  const { privateKey, publicKey } = key;
  const at = (ending: string) => path.join(folder, `policy-key.${ending}`);
  const files = {
    privateFile: at('private.jwk.json'),
    publicFile: at('public.jwk.json'),
    privatePemFile: at('private.pem'),
    publicPemFile: at('public.pem'),
  };
  // Before anything is written: when one exists, no private key is left behind that nobody asked for.
  for (const file of Object.values(files)) await ensureNew(file);
  await writeNew(files.publicFile, asJson(publicKey), 0o644);
  await writeNew(
    files.publicPemFile,
    createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString(),
    0o644,
  );
  await writeNew(files.privateFile, asJson(privateJwkOf(key)), 0o600);
  await writeNew(files.privatePemFile, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), 0o600);
  return { ...files, publicKey };
}

/** Documents of the sample policy's company that `gatepost publish` would never make. */
import { importJWK, type CryptoKey, type JWK } from 'jose';
import { stringify } from 'yaml';
import { parsePolicy } from '../../../src/cli/lib/policy-source-file.js';
import { privateJwkOf, type SigningKey } from '../../../src/cli/publishing/signing-key.js';
import { publishedFrom } from '../../../src/authoring/publish-source.js';
import type { PublishedPolicy } from '../../../src/policy/schema.js';
import { algorithmOf } from '../../../src/trust/trusted-key.js';
import type { SigningPair } from '../../support/signing.js';
import { samplePolicy } from './sample-policy.js';

/** The sample policy under this revision. */
export function publishedPolicy(revision: number, issuedAtMs = Date.now()): PublishedPolicy {
  const { source, resolved, tools } = parsePolicy(stringify(samplePolicy), 'policy.yaml');
  return publishedFrom(source, resolved, tools, { revision, nowMs: issuedAtMs, previous: null });
}

/** The same, restricting nothing: a browser that enforces it has been fooled. */
export function openedPolicy(revision: number, issuedAtMs?: number): PublishedPolicy {
  return { ...publishedPolicy(revision, issuedAtMs), rules: [] };
}

/** The company's key, to sign anything with. */
export async function signingPairOf(key: SigningKey): Promise<SigningPair> {
  const algorithm = algorithmOf(key.publicKey);
  const privateKey = (await importJWK(privateJwkOf(key) as JWK, algorithm)) as CryptoKey;
  return { algorithm, publicKey: key.publicKey, privateKey };
}

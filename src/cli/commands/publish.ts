/** `gatepost publish`: resolves, signs and puts in place the policy that browsers fetch. */
import path from 'node:path';
import { publishedFrom } from '../../policy/publish-source.js';
import { checkPolicy, type PolicyFinding } from '../../catalogue/check-policy.js';
import type { AcceptedPolicy, PublishedPolicy } from '../../policy/schema.js';
import { acceptPolicy } from '../../trust/accept-policy.js';
import type { TrustedKey } from '../../trust/trusted-key.js';
import { checkDocumentSize, checkLimits } from '../check-limits.js';
import { CommandError, EXIT } from '../command-error.js';
import { isOpenToOthers, readTextIfThere, withLock, writeInPlace } from '../files.js';
import { readPolicy, whereOf, type ReadPolicy } from '../policy-source-file.js';
import { readSigningKey, signDocument, type SigningKey } from '../signing-key.js';

export const DOCUMENT_NAME = 'policy.jws';

export interface PublishOptions {
  readonly policyFile: string;
  readonly keyFile: string;
  /** The folder that the host serves. */
  readonly folder: string;
  /** Allows a key other than the one that signed what is published now. */
  readonly newKey: boolean;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

export interface Published {
  readonly file: string;
  readonly policy: PublishedPolicy;
  readonly keyId: string;
  /** What the administrator should know although it went well. */
  readonly warnings: readonly string[];
}

/** The document in place stays untouched unless the new one is one that browsers will accept. */
export async function publish(options: PublishOptions): Promise<Published> {
  const read = await readPolicy(options.policyFile);
  const oddities = refuseErrors(read, checkPolicy(read, options.nowMs));
  const key = await readSigningKey(options.keyFile);
  if (await isOpenToOthers(options.keyFile)) oddities.push(`others can read ${options.keyFile}: chmod 600 it`);
  const file = path.join(options.folder, DOCUMENT_NAME);
  // Two at once would give the same revision to different content.
  const done = await withLock(file, () => publishNext(file, read, key, options));
  return { file, policy: done.policy, keyId: key.publicKey.kid, warnings: [...oddities, ...done.oddities] };
}

async function publishNext(
  file: string,
  read: ReadPolicy,
  key: SigningKey,
  options: PublishOptions,
): Promise<{ policy: PublishedPolicy; oddities: string[] }> {
  const { source, resolved, tools } = read;
  const previous = await readPublished(file, key.publicKey, options);
  ensureSamePolicy(file, source.name, previous);
  const revision = (previous?.revision ?? 0) + 1;
  const policy = publishedFrom(source, resolved, tools, { revision, nowMs: options.nowMs, previous });
  const document = await signDocument(key, JSON.stringify(policy));
  refuseErrors(read, checkDocumentSize(document));
  const accepted = await ensureAcceptable(document, key.publicKey, options.nowMs);
  const oddities = refuseErrors(read, await checkLimits(accepted, options.nowMs));
  await writeInPlace(file, document);
  return { policy, oddities };
}

/** @returns the warnings among the findings, a line each */
function refuseErrors({ placeOf }: ReadPolicy, findings: readonly PolicyFinding[]): string[] {
  const line = ({ code, path: place, message }: PolicyFinding) =>
    `${placeOf(place)}: ${whereOf(place)}: ${message} (${code})`;
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new CommandError(errors.map(line).join('\n'), EXIT.refused);
  return findings.map(line);
}

function ensureSamePolicy(file: string, name: string, previous: PublishedPolicy | null): void {
  if (previous === null || previous.name === name) return;
  throw new CommandError(
    `${file} holds the policy "${previous.name}", not "${name}": publish each policy into a folder of its own`,
    EXIT.refused,
  );
}

/** Null when nothing is published yet. */
async function readPublished(
  file: string,
  key: TrustedKey,
  { newKey, nowMs }: PublishOptions,
): Promise<PublishedPolicy | null> {
  const document = await readTextIfThere(file, 'the published policy');
  if (document === null) return null;
  const trustedKeys = newKey ? null : [key];
  const acceptance = await acceptPolicy(document, {
    trustedKeys,
    policyName: null,
    floor: null,
    nowMs,
    origin: 'stored',
  });
  if (acceptance.ok) return acceptance.policy;
  if (acceptance.code === 'key-unknown') {
    throw new CommandError(
      `${file} was ${acceptance.detail}, not with ${key.kid}: browsers that trust only that key would refuse yours. ` +
        'Use that key, or add the new one to trustedKeys everywhere and publish with --new-key',
      EXIT.refused,
    );
  }
  throw new CommandError(
    `${file} is not a policy signed with this key (${acceptance.code}: ${acceptance.detail}); ` +
      'its revision cannot be continued. Restore the file, or move it away to start at revision 1',
    EXIT.refused,
  );
}

/** The same code as in the browser judges the document before it goes out. */
async function ensureAcceptable(document: string, key: TrustedKey, nowMs: number): Promise<AcceptedPolicy> {
  const acceptance = await acceptPolicy(document, {
    trustedKeys: [key],
    policyName: null,
    floor: null,
    nowMs,
    origin: 'fetched',
  });
  if (acceptance.ok) return acceptance.policy;
  throw new CommandError(
    `browsers would refuse this policy (${acceptance.code}: ${acceptance.detail}); nothing was published`,
    EXIT.refused,
  );
}

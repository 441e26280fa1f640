/** What makes this installation itself: its secret, its place in rollouts, the id that a person can read out. */
import { parseBlockedAddress } from '../../protocol/block-page-url.js';
import { sha256 } from '../../policy/sha256.js';
import { exclusively } from './mutex.js';
import type { Ports } from '../ports.js';
import { installationRecord, type RecordOf } from './records.js';

export interface Installation {
  /** Proves to the block page that a rule of ours opened it. */
  readonly pageToken: string;
  /** Decides which percentages this browser is in; never leaves it. */
  readonly installId: string;
  /** Short and speakable, made from the install id, which cannot be found out from it. */
  readonly supportId: string;
}

export type StoredInstallation = RecordOf<typeof installationRecord>;

type Needed = Pick<Ports, 'durable' | 'random' | 'rules'>;

export async function withSupportId({ proof: pageToken, installId }: StoredInstallation): Promise<Installation> {
  const digest = (await sha256(`support id of ${installId}`)).toUpperCase();
  return { pageToken, installId, supportId: `${digest.slice(0, 5)}-${digest.slice(5, 10)}` };
}

/**
 * Made on first use and kept: the rules carry the proof, so a new one would mean installing them all anew. Two pieces of
 * work that find it missing at once make one. A storage that takes nothing costs no answer: the proof is found again in the
 * installed rules.
 */
export function ensureInstallation(ports: Needed): Promise<StoredInstallation> {
  return exclusively(ports.durable, async () => {
    const kept = await installationRecord.read(ports.durable);
    if (kept !== null) return kept;
    // Where the record was lost, installed rules still lead to pages that nobody else would know for ours.
    const proof = (await installedPageToken(ports)) ?? ports.random.token();
    const made = { proof, installId: ports.random.token() };
    await installationRecord.write(ports.durable, made).catch(() => undefined);
    return made;
  });
}

async function installedPageToken({ rules }: Needed): Promise<string | null> {
  const [address] = (await rules.installed()).flatMap(({ action }) =>
    action.type === 'redirect' ? action.redirect.regexSubstitution : [],
  );
  return address === undefined ? null : (parseBlockedAddress(address.slice(address.indexOf('#')))?.pageToken ?? null);
}

/** What makes this installation itself: its secret, its place in rollouts, the id that a person can read out. */
import { parseBlockedAddress } from '../../protocol/block-page-url.js';
import { sha256 } from '../../policy/sha256.js';
import { exclusively } from './mutex.js';
import type { Ports } from '../ports.js';
import { installationRecord } from './records.js';

export interface Installation {
  /** Proves to the explanation page that a rule of ours opened it. */
  readonly proof: string;
  /** Decides which percentages this browser is in; never leaves it. */
  readonly installId: string;
  /** Short and speakable, made from the install id, which cannot be found out from it. */
  readonly supportId: string;
}

type Needed = Pick<Ports, 'durable' | 'random' | 'rules'>;

/** Made on first use and kept: the rules carry the proof, so a new one would mean installing them all anew. */
export async function readInstallation(ports: Needed): Promise<Installation> {
  const { proof, installId } = (await installationRecord.read(ports.durable)) ?? (await makeInstallation(ports));
  const digest = (await sha256(`support id of ${installId}`)).toUpperCase();
  return { proof, installId, supportId: `${digest.slice(0, 5)}-${digest.slice(5, 10)}` };
}

async function makeInstallation(ports: Needed): Promise<{ proof: string; installId: string }> {
  return exclusively(ports.durable, async () => {
    const madeMeanwhile = await installationRecord.read(ports.durable);
    if (madeMeanwhile !== null) return madeMeanwhile;
    // Where the record was lost, installed rules still lead to pages that nobody else would know for ours.
    const proof = (await installedProof(ports)) ?? ports.random.token();
    const made = { proof, installId: ports.random.token() };
    await installationRecord.write(ports.durable, made);
    return made;
  });
}

async function installedProof({ rules }: Needed): Promise<string | null> {
  const [address] = (await rules.installed()).flatMap(({ action }) =>
    action.type === 'redirect' ? action.redirect.regexSubstitution : [],
  );
  return address === undefined ? null : (parseBlockedAddress(address.slice(address.indexOf('#')))?.proof ?? null);
}

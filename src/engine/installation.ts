/** What makes this installation itself: its secret, its place in rollouts, the id that a person can read out. */
import { sha256 } from '../policy/sha256.js';
import type { Ports } from './ports.js';
import { installationRecord } from './records.js';

export interface Installation {
  /** Proves to the explanation page that a rule of ours opened it. */
  readonly proof: string;
  /** Decides which percentages this browser is in; never leaves it. */
  readonly installId: string;
  /** Short and speakable, made from the install id, which cannot be found out from it. */
  readonly supportId: string;
}

/** Made on first use and kept: the rules carry the proof, so a new one would mean installing them all anew. */
export async function readInstallation(ports: Pick<Ports, 'durable' | 'random'>): Promise<Installation> {
  const stored = await installationRecord.read(ports.durable);
  const { proof, installId } = stored ?? { proof: ports.random.token(), installId: ports.random.token() };
  if (stored === null) await installationRecord.write(ports.durable, { proof, installId });
  const digest = (await sha256(`support id of ${installId}`)).toUpperCase();
  return { proof, installId, supportId: `${digest.slice(0, 5)}-${digest.slice(5, 10)}` };
}

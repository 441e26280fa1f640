/** This installation's own secret: it proves to the explanation page that a rule of ours opened it. */
import type { Ports } from './ports.js';
import { installationRecord } from './records.js';

/** Made on first use and kept: the rules carry it, so a new one would mean installing them all anew. */
export async function readProof(ports: Pick<Ports, 'durable' | 'random'>): Promise<string> {
  const record = await installationRecord.read(ports.durable);
  if (record !== null) return record.proof;
  const proof = ports.random.token();
  await installationRecord.write(ports.durable, { proof });
  return proof;
}

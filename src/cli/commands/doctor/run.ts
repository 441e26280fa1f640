/** `gatepost doctor`: says which mistake keeps the extension from working, on a machine or from a support file. */
import type { PolicyBrowser } from '../../deploy/browser-policies.js';
import { askHosts, type Ask } from '../../doctor/ask-hosts.js';
import { diagnoseBundle, parseBundle } from '../../doctor/bundle.js';
import { diagnose, subjectOf, type Finding } from '../../doctor/diagnose.js';
import { deliveredBy } from '../../doctor/evidence.js';
import { gather, type DoctorSystem } from '../../doctor/gather.js';
import type { Machine } from '../../doctor/machine.js';
import { readText } from '../../lib/files.js';

interface DoctorOptions {
  readonly machine: Machine;
  readonly browser: PolicyBrowser;
  readonly system: DoctorSystem;
  /** The id that the company packed; null when it was not said. */
  readonly extensionId: string | null;
  readonly ask: Ask;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

/** Nothing is changed; two addresses are asked: those of the package and of the policy. */
export async function doctor({ machine, browser, system, extensionId, ask, nowMs }: DoctorOptions): Promise<Finding[]> {
  const evidence = await gather(machine, browser, system);
  const expected = { extensionId };
  const found = diagnose(evidence, expected);
  const delivered = deliveredBy(evidence);
  const id = subjectOf(delivered, expected);
  return id === null ? found : [...found, ...(await askHosts(delivered, id, browser, ask, nowMs))];
}

export async function doctorOfBundle(file: string, extensionId: string | null): Promise<Finding[]> {
  return diagnoseBundle(parseBundle(await readText(file, 'the support file'), file), extensionId);
}

export function renderFindings(findings: readonly Finding[]): string {
  return findings
    .map(({ verdict, code, message }) => `${verdict === 'good' ? 'ok  ' : 'FAIL'}  ${code}: ${message}`)
    .join('\n');
}

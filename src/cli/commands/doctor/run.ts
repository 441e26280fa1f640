/** `gatepost doctor`: says which mistake keeps the extension from working, on a machine or from a support file. */
import type { PolicyBrowser } from '../../deploy/browser-policies.js';
import { askHosts } from '../../doctor/ask-hosts.js';
import { diagnoseBundle, parseBundle } from '../../doctor/bundle.js';
import { diagnose, subjectOf } from '../../doctor/diagnose.js';
import { type Finding } from '../../doctor/finding.js';
import { deliveredBy } from '../../doctor/evidence.js';
import { gather, type DoctorSystem } from '../../doctor/gather.js';
import type { Machine } from '../../doctor/machine.js';
import { readText } from '../../lib/files.js';
import type { Ask } from '../../host/ask.js';
import { asText } from '../../lib/terminal.js';

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
  const expected = { extensionId };
  const findings = new Map<string, Finding>();
  for (const evidence of await gather(machine, browser, system)) {
    const delivered = deliveredBy(evidence);
    const id = subjectOf(delivered, expected);
    const asked = id === null ? [] : await askHosts(delivered, id, browser, ask, nowMs);
    // Of two packages of the browser that were told the same, the same is said once.
    for (const finding of [...diagnose(evidence, expected), ...asked]) findings.set(JSON.stringify(finding), finding);
  }
  return [...findings.values()];
}

export async function doctorOfBundle(file: string, extensionId: string | null): Promise<Finding[]> {
  return diagnoseBundle(parseBundle(await readText(file, 'the support file'), file), extensionId);
}

const RESULTS: Readonly<Record<Finding['result'], string>> = { good: 'ok  ', warn: 'warn', bad: 'FAIL' };

export function renderFindings(findings: readonly Finding[]): string {
  return asText(findings.map(({ result, code, message }) => `${RESULTS[result]}  ${code}: ${message}`));
}

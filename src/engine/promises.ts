/** What the status page says of the promises that hold in this browser: one item each, kept or not. */
import type { SelfCheck } from '../messages/overview.js';
import type { ProblemCode } from '../messages/requests.js';
import type { ManagedState } from './managed-source.js';
import type { Ports } from './ports.js';
import { readSelfCheck } from './self-check.js';
import { readProblems } from './status.js';

/** Which problems break which promise; a problem that no promise names counts against the last look at the host. */
const PROMISES: readonly (readonly [code: string, brokenBy: readonly ProblemCode[]])[] = [
  ['configuration', ['managed-invalid', 'bootstrap-refused']],
  ['policy', ['no-policy', 'initial-closed', 'initial-observed', 'policy-lost', 'policy-distrusted', 'policy-stale']],
  ['rules', ['rules-refused', 'rules-left-out', 'guards-refused', 'no-host-access']],
  ['clock', ['clock-behind', 'clock-ahead']],
];

/** What was found by looking at the browser itself, beside what the problems say. */
const LOOKED_AT: ReadonlySet<string> = new Set(['guards', 'alarms', 'host-access', 'incognito']);

export async function readPromises(ports: Ports, managed: ManagedState): Promise<SelfCheck[]> {
  const problems = await readProblems(ports);
  const named = new Set(PROMISES.flatMap(([, codes]) => codes));
  const host = problems.map(({ code }) => code).filter((code) => !named.has(code));
  const promises = [...PROMISES, ['host', host] as const].map(([code, brokenBy]) => {
    const broken = problems.filter((problem) => brokenBy.includes(problem.code));
    return { code, ok: broken.length === 0, detail: broken.map((problem) => problem.code).join(', ') };
  });
  const found = (await readSelfCheck(ports, managed)).filter(({ code }) => LOOKED_AT.has(code));
  return [...promises, ...found];
}

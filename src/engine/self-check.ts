/** What this browser finds when it looks at itself: one item a promise, each kept or not. */
import type { SelfCheck } from '../messages/overview.js';
import type { ProblemCode } from '../messages/requests.js';
import type { Ports } from './ports.js';
import { readProblems } from './status.js';

/** Which problems break which promise; a problem that no promise names counts against the last look at the host. */
const PROMISES: readonly (readonly [code: string, brokenBy: readonly ProblemCode[]])[] = [
  ['configuration', ['managed-invalid', 'bootstrap-refused']],
  ['policy', ['no-policy', 'initial-closed', 'initial-observed', 'policy-lost', 'policy-distrusted', 'policy-stale']],
  ['rules', ['rules-refused', 'rules-left-out']],
  ['clock', ['clock-behind', 'clock-ahead']],
];

export async function readSelfCheck(ports: Ports): Promise<SelfCheck[]> {
  const problems = await readProblems(ports);
  const named = new Set(PROMISES.flatMap(([, codes]) => codes));
  const host = problems.map(({ code }) => code).filter((code) => !named.has(code));
  return [...PROMISES, ['host', host] as const].map(([code, brokenBy]) => {
    const broken = problems.filter((problem) => brokenBy.includes(problem.code));
    return { code, ok: broken.length === 0, detail: broken.map((problem) => problem.code).join(', ') };
  });
}

/** Which entries of lists the rules of a policy decide already: an imported rule, which stands behind them, changes nothing there. */
import type { AcceptedPolicy } from '../../../policy/schema.js';
import type { MappedLine } from '../../lists/arrange.js';
import { simulatedPairs } from '../../logs/simulated-policy.js';

export interface DecidedBefore extends Pick<MappedLine, 'file' | 'line' | 'text' | 'site'> {
  readonly rule: string;
  readonly action: string;
  /** `some-browsers`: its audience leaves others out; `this-host`: the entry covers subdomains, which the rule does not. */
  readonly part: 'all' | 'some-browsers' | 'this-host';
}

/** @param nowMs the moment for which audiences and windows are evaluated */
export async function decidedBefore(
  mapped: readonly MappedLine[],
  policy: AcceptedPolicy,
  nowMs: number,
): Promise<DecidedBefore[]> {
  const pairs = await simulatedPairs(policy, null, null, [nowMs]);
  return mapped.flatMap(({ file, line, text, site }) => {
    const isExact = site.startsWith('=');
    const decisions = pairs.map(({ policy: decide }) => decide(`https://${site.replace(/^=/, '')}`));
    const [decision] = decisions.flatMap((each) => each ?? []);
    if (decision === undefined) return [];
    const { id: rule, action } = decision.rule;
    const isEverywhere = decisions.every((each) => each?.rule.id === rule);
    const isWhole = isExact || !decision.site.startsWith('=');
    const part = isEverywhere ? (isWhole ? 'all' : 'this-host') : 'some-browsers';
    return [{ ...{ file, line, text, site, rule, action }, part }];
  });
}

/** Makes the browser's rules equal to the desired ones, in one atomic call, and calls nothing where they are already. */
import type { CompiledRules, DnrRule } from '../../dnr/compile-rules.js';
import { readMetadata } from '../../dnr/metadata-rule.js';
import { METADATA_RULE_ID } from '../../dnr/rule-ids.js';
import type { Records } from '../state/load-state.js';
import type { Ports } from '../ports.js';
import type { DesiredRules } from './desired-rules.js';
import { difference } from './diff-rules.js';
import { installTaken } from './refused-rules.js';
import { rulesToReadBack } from './self-check.js';

export interface Installed {
  /** Whether anything had to be installed. */
  readonly isNew: boolean;
  /** Policy rules of which the browser does not take a part. */
  readonly untaken: readonly string[];
}

type Needed = Pick<Ports, 'rules' | 'random'>;

export async function installRules(
  { rules: browser, random }: Needed,
  { compiled, metadata, fingerprint }: DesiredRules,
  { selfCheck, reconcile }: Pick<Records, 'selfCheck' | 'reconcile'>,
): Promise<Installed> {
  const { rules, policyRuleOf } = compiled;
  const untakenBefore = reconcile?.untaken ?? [];
  const isTaken = ({ id }: DnrRule) => !untakenBefore.includes(policyRuleOf.get(id) ?? '');
  const expected = rulesToReadBack(rules.filter(isTaken), random.fraction());
  // Chromium reads all its rules from the disk at each such call, so there is one: of few rules where no more are needed.
  const probablySame = selfCheck?.installed.rules === fingerprint;
  const few = probablySame ? [METADATA_RULE_ID, ...expected.map(({ id }) => id)] : undefined;
  const present = await browser.installed(few);
  const installed = readMetadata(present.find(({ id }) => id === METADATA_RULE_ID));
  const isMarked =
    installed?.fingerprint === metadata?.fingerprint && installed?.rollbackStamp === metadata?.rollbackStamp;
  // Rules may have gone, or say something else, although the metadata rule beside them stayed. What a pattern left out then is left
  // out still where nothing is installed anew.
  if (isMarked && difference(present, expected).addRules.length === 0) return { isNew: false, untaken: untakenBefore };
  const refused = await refusedPatterns(browser, rules);
  const isRefused = ({ condition }: DnrRule) =>
    condition.regexFilter !== undefined && refused.has(condition.regexFilter);
  const desired = metadata === null ? [] : [metadata.rule, ...rules.filter((rule) => !isRefused(rule))];
  const { removeRuleIds, addRules } = difference(probablySame ? await browser.installed() : present, desired);
  const untaken = await installTaken(browser, addRules, (taken) => browser.replace(removeRuleIds, taken));
  return { isNew: true, untaken: policyRulesOf(compiled, [...rules.filter(isRefused), ...untaken]) };
}

/** There are few of them, so they are simply compared. */
export async function installBypassRules({ rules }: Pick<Ports, 'rules'>, desired: readonly DnrRule[]): Promise<void> {
  const { removeRuleIds, addRules } = difference(await rules.installedForSession(), desired);
  if (removeRuleIds.length + addRules.length === 0) return;
  await installTaken(rules, addRules, (taken) => rules.replaceForSession(removeRuleIds, taken));
}

/** One rule with such a pattern would make the browser refuse all of them. */
async function refusedPatterns(browser: Ports['rules'], rules: readonly DnrRule[]): Promise<ReadonlySet<string>> {
  const patterns = [...new Set(rules.flatMap(({ condition }) => condition.regexFilter ?? []))];
  const taken = await Promise.all(patterns.map((each) => browser.takesPattern(each)));
  return new Set(patterns.filter((_, index) => taken[index] !== true));
}

function policyRulesOf({ policyRuleOf }: CompiledRules, rules: readonly DnrRule[]): string[] {
  return [...new Set(rules.flatMap(({ id }) => policyRuleOf.get(id) ?? []))];
}

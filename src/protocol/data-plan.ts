/** The plan of the data guard on one page, from what the active policy decides about it. Pure: the worker and the command ask it. */
import { compileDetector } from '../data/company/compile-detector.js';
import type { DataAction } from '../data/data-actions.js';
import type { DataPlan } from '../data/plan.js';
import type { Decision } from '../policy/decide.js';
import type { EffectivePolicy } from '../policy/effective-policy.js';
import type { CompanyData, RuleData } from '../policy/data-policy.js';
import type { LocalisedText } from '../policy/fields.js';
import { contactName } from '../policy/contact-name.js';
import { pickText } from '../policy/localised-text.js';
import { shownLine, shownText } from '../policy/shown-text.js';

/** What the caller adds: which tools may be used instead here and now. */
export type PlanWithoutAlternatives = Omit<DataPlan, 'alternatives'>;

/**
 * @param decision about the page's address
 * @param host shown where the address belongs to no tool
 * @param languages the reader's, most wanted first
 * @returns null where the rule has no guard
 */
export function dataPlanOf(
  { policy, mode }: Pick<EffectivePolicy, 'policy' | 'mode'>,
  { rule, tool }: Pick<Decision, 'rule' | 'tool'>,
  host: string,
  languages: readonly string[],
): PlanWithoutAlternatives | null {
  const { data } = rule;
  if (data === undefined) return null;
  const company: CompanyData = policy.data ?? { detectors: [], reasons: [], texts: {} };
  const words = (texts: LocalisedText | undefined): string =>
    shownText(pickText(texts, languages, policy.language) ?? '');
  const named = <Entry extends { readonly id: string; readonly label?: LocalisedText | undefined }>(entry: Entry) => ({
    ...entry,
    label: shownLine(words(entry.label)) || entry.id,
  });
  const { kinds: given, actions, onError, onUnreadable, unreadable } = mode === 'observing' ? observed(data) : data;
  const kinds = { ...given, own: given.own ?? ('off' as const) };
  const { contact } = policy.organisation;
  return {
    rule: rule.id,
    tool: tool?.id ?? null,
    toolName: shownLine(tool?.name ?? host),
    kinds,
    byDetector: actions,
    thresholds: data.thresholds,
    detectors: company.detectors.map((detector) => compileDetector(named(detector))),
    filters: (company.fingerprints ?? [])
      .filter(({ id }) => (actions[id] ?? kinds.own) !== 'off')
      .map(({ id, label, key, kind }) => ({ ...named({ id, label }), key, kind })),
    ...{ onError, onUnreadable, unreadable: unreadable ?? {} },
    fileTypes: data.fileTypes ?? [],
    labels: (company.labels ?? []).map(named),
    reasons: company.reasons.map(({ id, text }) => ({ id, text: shownLine(words(text)) || id })),
    texts: Object.fromEntries(Object.entries(company.texts).map(([kind, texts]) => [kind, words(texts)])),
    contact: { name: contactName(policy, languages), email: contact?.email ?? null, url: contact?.url ?? null },
  };
}

/** While a policy only observes, a guard counts and is in nobody's way. */
function observed({ kinds, actions }: RuleData): Omit<RuleData, 'thresholds'> {
  const counts = <All extends Readonly<Partial<Record<string, DataAction>>>>(all: All): All =>
    Object.fromEntries(Object.entries(all).map(([key, action]) => [key, action === 'off' ? 'off' : 'count'])) as All;
  return { kinds: counts(kinds), actions: counts(actions), onError: 'allow', onUnreadable: 'allow' };
}

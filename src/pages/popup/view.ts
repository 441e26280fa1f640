/** What the popup shows for a status. Pure: texts in, texts out. */
import { mayBeRestricted } from '../../policy/actions.js';
import type { Status } from '../../protocol/answers.js';
import type { BypassView, ToolView } from '../../protocol/views.js';
import { dayAndTime, timeOfDay } from '../shared/date-format.js';
import { accountName, categoryName, decisionName } from '../shared/labels.js';
import { policyLines, remarksOf } from '../shared/policy-state.js';
import { needsSupport, problemTexts } from '../shared/problems.js';
import type { Texts } from '../shared/texts.js';

interface PopupView {
  readonly site: {
    readonly kind: Status['site']['kind'] | 'bypassed';
    readonly headline: string;
    readonly reason: string | null;
    readonly opens: string | null;
    readonly alternatives: readonly ToolView[];
  };
  readonly bypasses: readonly BypassView[];
  /** Null: there is no policy to speak of. */
  readonly policy: readonly string[] | null;
  /** Shown in place of a policy, or beside it. */
  readonly remarks: readonly string[];
  readonly problems: readonly string[];
  /** What to do about them. */
  readonly whatToDo: string | null;
  /** Null: there is no policy to speak of, or tools are named in place of this site, and the popup has no room for both. */
  readonly approved: Status['approved'] | null;
  /** Said beside a tool that is open to the company's accounts only. */
  readonly account: string;
  readonly restricted: readonly RestrictedGroup[];
  /** Whether there is anything that a fresh look could find. */
  readonly canCheck: boolean;
}

export interface RestrictedGroup {
  readonly category: string;
  readonly tools: readonly { readonly name: string; readonly said: string }[];
}

export function popupView(status: Status, texts: Texts, language: string, nowMs: number): PopupView {
  const { policy } = status;
  const hasPolicy = policy !== null && policy.source !== 'initial';
  return {
    site: siteView(status, texts, language, nowMs),
    bypasses: status.bypasses,
    policy: hasPolicy ? policyLines(status, policy, texts, language, nowMs) : null,
    remarks: remarksOf(status, { texts, language, nowMs }),
    problems: problemTexts(status, texts, language),
    whatToDo: needsSupport(status) ? texts('problem_what_to_do', status.supportId) : null,
    approved: hasPolicy && status.site.alternatives.length === 0 ? status.approved : null,
    account: accountName(policy?.organisation ?? null, texts),
    restricted: restrictedGroups(status.restricted, texts, language),
    canCheck: status.managed !== 'unmanaged',
  };
}

function siteView({ site, policy }: Status, texts: Texts, language: string, nowMs: number): PopupView['site'] {
  const { kind, toolName, host, bypassUntilMs, grantedUntilMs, untilMs, reason, alternatives } = site;
  const name = toolName ?? host ?? '';
  const shown = mayBeRestricted(kind) || grantedUntilMs !== null ? reason : null;
  if (bypassUntilMs !== null) {
    const headline = texts('popup_site_bypassed', name, timeOfDay(bypassUntilMs, language));
    return { kind: 'bypassed', headline, reason: shown, opens: null, alternatives };
  }
  const moment = (key: string, ms: number | null) => (ms === null ? null : texts(key, dayAndTime(ms, nowMs, language)));
  const opens = moment('granted_until', grantedUntilMs) ?? moment('blocked_opens', untilMs);
  return {
    kind,
    headline: texts(headlineKey(kind, policy !== null), name),
    reason: shown,
    opens,
    alternatives,
  };
}

/** Without a policy, no rule has decided anything: that would sound like a decision. */
function headlineKey(kind: Status['site']['kind'], hasPolicy: boolean): string {
  if (kind === 'no-site') return 'popup_site_none';
  return hasPolicy ? `popup_site_${kind}` : 'popup_site_no_policy';
}

/** By category, both in the order of the reader's alphabet. */
function restrictedGroups(tools: Status['restricted'], texts: Texts, language: string): RestrictedGroup[] {
  const groups = new Map<string, { name: string; said: string }[]>();
  for (const { name, category, decision } of tools) {
    const title = categoryName(category, texts);
    groups.set(title, [...(groups.get(title) ?? []), { name, said: decisionName(decision, texts) }]);
  }
  const { compare } = new Intl.Collator(language);
  return [...groups]
    .sort(([one], [other]) => compare(one, other))
    .map(([category, own]) => ({ category, tools: own.sort((one, other) => compare(one.name, other.name)) }));
}

/** Answers the popup: this site's status, the active policy, and every problem with its code. */
import { PROBLEMS, problemCodes } from '../../protocol/problem-codes.js';
import type { Status } from '../../protocol/answers.js';
import { parseBlockedAddress } from '../../protocol/block-page-url.js';
import { NAVIGATION_FLOOD, OBSERVED_IN_PART } from '../../events/event-kinds.js';
import { isFinal, mayBeRestricted, rowOf } from '../../policy/actions.js';
import { decider } from '../../policy/decide.js';
import { shownLine } from '../../policy/shown-text.js';
import { parseAddress } from '../../policy/site.js';
import { unreadSites } from '../../policy/unread-sites.js';
import { floodedTabs } from '../state/pending-navigations.js';
import { grantedUntilMs } from '../state/exceptions.js';
import { bypassFor, bypassKey, type ValidBypass } from '../state/bypasses.js';
import type { State } from '../state/load-state.js';
import type { InForce } from '../state/policy-state.js';
import type { ToolbarState } from '../ports.js';
import { requestAnswerFor } from './request-answer.js';
import { restrictedUntil } from './restriction-end.js';
import { toolDecisions, decisionKindOf } from './tool-decisions.js';
import { rolloutViews } from './rollout-views.js';
import { alternativesOf, usableTools } from './alternatives.js';
import { policyView, textFor } from './views.js';

type Problem = Status['problems'][number];

/** @param url the address of the tab the popup was opened on; null when there is none */
export async function statusView(state: State, url: string | null, languages: readonly string[]): Promise<Status> {
  const { policyState, bypasses, records } = state;
  const inForce = policyState.kind === 'in-force' ? policyState : null;
  return {
    managed: managedKind(state),
    supportId: state.installation.supportId,
    site: await siteStatus(state, inForce, restrictedUrl(state, url), languages),
    policy: inForce === null ? null : policyView(inForce, languages),
    notice: inForce === null ? null : textFor(inForce.effective.policy, inForce.effective.policy.notice, languages),
    rollouts: inForce === null ? [] : await rolloutViews(state, inForce),
    approved: inForce === null ? [] : usableTools(inForce.effective, bypasses, approvedTools(inForce), languages),
    restricted: inForce === null ? [] : restrictedTools(inForce, languages),
    bypasses: inForce === null ? [] : bypasses.map((bypass) => bypassView(inForce, bypass)),
    problems: problemsOf(state),
    lastCheckAtMs: records.check?.atMs ?? null,
    lastGoodCheckAtMs: records.check?.lastGoodAtMs ?? null,
  };
}

export interface Health {
  readonly problems: readonly { readonly code: string; readonly detail: string }[];
  /** Of the active policy; null without one. */
  readonly revision: number | null;
  /** What the toolbar icon says wherever no restricted site is shown. A problem is more urgent than a bypass. */
  readonly toolbar: ToolbarState;
}

export function healthOf(state: State): Health {
  const { policyState, bypasses, records } = state;
  const problems = problemsOf(state);
  const usual = bypasses.length > 0 ? 'bypass' : 'usual';
  return {
    problems: [...problems, ...uncountedIn(records.guards?.unobserved ?? 0), ...floodIn(state)],
    revision: policyState.kind === 'in-force' ? policyState.effective.policy.revision : null,
    toolbar: problems.length > 0 ? 'problem' : usual,
  };
}

// The next two are for whoever reads the events alone: an employee need not see them, and could not fix them.

function floodIn({ session, nowMs }: State): Health['problems'] {
  const tabs = floodedTabs({ pendingNavigations: session.pendingNavigations ?? [], nowMs });
  return tabs === 0 ? [] : [{ code: NAVIGATION_FLOOD, detail: tabs === 1 ? 'in one tab' : `in ${tabs} tabs` }];
}

function uncountedIn(unobserved: number): Health['problems'] {
  return unobserved === 0 ? [] : [{ code: OBSERVED_IN_PART, detail: `${unobserved} patterns are not counted` }];
}

export function problemsOf(state: State): Problem[] {
  const { policyState, managed } = state;
  if (policyState.kind === 'open' && policyState.reason === 'unmanaged') return [];
  const problems: Problem[] = [];
  if (managed.problem !== null) {
    problems.push({ code: 'managed-invalid', detail: `${managed.problem.field}: ${managed.problem.expected}` });
  }
  const { reason } = policyState.kind === 'in-force' ? { reason: 'waiting' as const } : policyState;
  if (reason !== 'waiting' && reason !== 'unmanaged' && reason !== 'managed-invalid') {
    problems.push({ code: reason, detail: '' });
  }
  if (policyState.kind === 'in-force') {
    problems.push(...problemsOfPolicy(policyState), ...missingFilters(policyState, state.records));
  }
  const { bootstrap } = state.documents;
  if (bootstrap.kind === 'refused') problems.push({ code: 'bootstrap-refused', detail: bootstrap.code });
  problems.push(...problemsOfRecords(state.records));
  if (policyState.kind === 'in-force' && !state.hasHostAccess) problems.push({ code: 'no-host-access', detail: '' });
  return problems;
}

function problemsOfRecords({ check, reconcile, guards, room }: State['records']): Problem[] {
  const problems: Problem[] = [];
  const failedCheck = problemCodes.find((code) => code === check?.outcome && PROBLEMS[code].severity === 'update');
  if (check !== null && failedCheck !== undefined) problems.push({ code: failedCheck, detail: check.detail });
  if (reconcile?.failure != null) problems.push({ code: 'rules-rejected', detail: reconcile.failure });
  const leftOut = [...new Set([...(reconcile?.leftOut ?? []), ...(reconcile?.untaken ?? [])])];
  if (leftOut.length > 0) problems.push({ code: 'rules-truncated', detail: leftOut.join(', ') });
  if (guards?.failure != null) problems.push({ code: 'guards-refused', detail: guards.failure });
  if (room?.sessionFull === true) problems.push({ code: 'session-full', detail: '' });
  return problems;
}

function problemsOfPolicy({ source, effective, time }: InForce): Problem[] {
  const problems: Problem[] = [];
  if (source === 'initial') {
    const closed = effective.rules.some(({ action }) => isFinal(action));
    problems.push({ code: closed ? 'initial-fail-closed' : 'initial-observed', detail: '' });
  }
  if (effective.unknownZones.length > 0) {
    const zones = effective.unknownZones.map(({ ruleId, timeZone }) => `${ruleId} (${timeZone})`);
    problems.push({ code: 'time-zone-unknown', detail: zones.join(', ') });
  }
  const unread = unreadSites(effective);
  if (unread.length > 0) problems.push({ code: 'site-unknown', detail: inShort(unread) });
  if (effective.expired) problems.push({ code: 'policy-expired', detail: effective.policy.expiresAt });
  if (time.doubt !== null) problems.push({ code: time.doubt, detail: '' });
  return problems;
}

/** Those that were tried to fetch: a policy that has just come is no problem. */
function missingFilters({ effective: { policy } }: InForce, { filters }: State['records']): Problem[] {
  const named = policy.data?.fingerprints ?? [];
  const detail = (filters?.missing ?? []).flatMap(({ sha256, code, detail: why }) =>
    named.filter((each) => each.sha256 === sha256).map(({ id }) => `${id}: ${code}${why === '' ? '' : ` (${why})`}`),
  );
  return detail.length === 0 ? [] : [{ code: 'fingerprints-missing', detail: detail.join(', ') }];
}

const SHOWN_SITES = 5;

/** Sites come from the policy, and may be of any length. */
function inShort(unread: readonly { readonly ruleId: string; readonly site: string }[]): string {
  const named = unread.slice(0, SHOWN_SITES).map(({ ruleId, site }) => `${ruleId} (${shownLine(site.slice(0, 80))})`);
  return named.join(', ') + (unread.length > SHOWN_SITES ? ' …' : '');
}

function managedKind({ isDemonstration, managed }: State): Status['managed'] {
  if (isDemonstration) return 'demonstration';
  const { configuration, settlesAtMs, problem } = managed;
  if (configuration !== null || problem !== null) return 'managed';
  return settlesAtMs === null ? 'unmanaged' : 'waiting';
}

/** On our own block page, the site meant is the one it explains. */
function restrictedUrl({ blockedPage }: State, url: string | null): string | null {
  const page = `${blockedPage}#`;
  if (url?.startsWith(page) !== true) return url;
  return parseBlockedAddress(url.slice(page.length))?.url ?? null;
}

async function siteStatus(
  state: State,
  inForce: InForce | null,
  url: string | null,
  languages: readonly string[],
): Promise<Status['site']> {
  const nothing = {
    toolName: null,
    reason: null,
    untilMs: null,
    bypassUntilMs: null,
    grantedUntilMs: null,
    alternatives: [],
  };
  const host = url === null ? null : (parseAddress(url)?.host ?? null);
  if (url === null || host === null) return { kind: 'no-site', host: null, ...nothing };
  const decision = inForce === null ? null : decider(inForce.effective)(url);
  if (inForce === null || decision === null) return { kind: 'ungoverned', host, ...nothing };
  const { rule, tool, restricts } = decision;
  const { bypasses } = state;
  const { policy } = inForce.effective;
  const granted = grantedUntilMs(inForce.effective, decision, state.installation.supportId);
  const said = granted === null ? null : requestAnswerFor(state, inForce, decision, { host, languages });
  return {
    kind: decisionKindOf(decision),
    host,
    toolName: tool === null ? null : shownLine(tool.name),
    reason: said?.reason ?? textFor(policy, rule.reason, languages),
    untilMs: restricts ? await restrictedUntil(state, inForce, url, decision) : null,
    bypassUntilMs: bypassFor(bypasses, decision)?.untilMs ?? null,
    grantedUntilMs: granted,
    alternatives: restricts ? alternativesOf(inForce.effective, bypasses, rule, languages) : [],
  };
}

function bypassView({ effective }: InForce, bypass: ValidBypass): Status['bypasses'][number] {
  const tool = effective.policy.tools.find(({ id }) => id === bypass.toolId);
  const { grantedAtMs, untilMs, site } = bypass;
  return { key: bypassKey(bypass), name: shownLine(tool?.name ?? site), grantedAtMs, untilMs };
}

function restrictedTools({ effective }: InForce, languages: readonly string[]): Status['restricted'] {
  return toolDecisions(effective, languages)
    .filter(({ decision }) => mayBeRestricted(decision))
    .map(({ name, category, decision }) => ({ name, category, decision }));
}

/** The tools that a rule allows by name, in the policy's order. */
function approvedTools({ effective }: InForce): string[] {
  const allowed = effective.rules.filter(({ action }) => rowOf(action).approves).flatMap(({ tools }) => tools);
  return [...new Set(allowed)];
}

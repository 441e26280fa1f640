/**
 * Answers the block page: what was restricted and why, or that the address is open again.
 *
 * The page's fragment is not to be trusted: anything might have opened the page. It goes on to an address only when the
 * fragment carries this installation's proof (a rule of ours wrote it) and this tab was seen to be restricted from that
 * very address: under the active policy when the page asked first, or under the one just replaced. A page that a guard
 * opened carries a mark instead of the proof: it is explained when the address is restricted, and needs the ticket to go on.
 */
import { mayContinue } from '../../policy/actions.js';
import { isLocal, isRequired } from '../../policy/justification.js';
import { isGuardReason, parseBlockedAddress, type GuardReason } from '../../protocol/block-page-url.js';
import type { Explanation } from '../../protocol/answers.js';
import { visibleLength } from '../../protocol/visible-length.js';
import { decider, type Decision } from '../../policy/decide.js';
import { parseAddress } from '../../policy/site.js';
import { accessRequest } from '../state/access-requests.js';
import { bypassFor, bypassOf } from '../state/bypasses.js';
import type { Effect } from '../state/effects.js';
import { grantedUntilMs } from '../state/exceptions.js';
import type { State } from '../state/load-state.js';
import {
  goingOn,
  hasPendingNavigation,
  pendingNavigationFor,
  withPendingNavigation,
  type PendingNavigation,
} from '../state/pending-navigations.js';
import { wasRestrictedBefore, type InForce } from '../state/policy-state.js';
import type { Frame } from '../ports.js';
import { restrictedView } from './block-page-view.js';
import { requestAnswerFor } from './request-answer.js';
import { brandOf } from './views.js';
import {
  alternativeEvents,
  continuedEvents,
  requestedEvents,
  restrictionEvents,
  type Visit,
} from '../telemetry/page-events.js';

export interface Asking {
  readonly fragment: string;
  readonly languages: readonly string[];
  readonly frame: Frame;
  /** The page's own id of this visit; without one, nothing about it is recorded. */
  readonly visit?: string | null;
}

/** What the page is answered, and what is to be remembered of that. */
export interface Explained {
  readonly explanation: Explanation;
  /** Before the page hears of it. */
  readonly first: readonly Effect[];
  /** The answer does not wait for these. */
  readonly then: readonly Effect[];
}

const answered = (explanation: Explanation, first: readonly Effect[] = []): Explained => ({
  ...{ explanation, first, then: [] },
});

export async function explain(state: State, asking: Asking): Promise<Explained> {
  const explained = await explainAddress(state, asking);
  const { explanation } = explained;
  const brand = brandOf(state);
  if (explanation.kind === 'restricted' || brand === undefined) return explained;
  return { ...explained, explanation: { ...explanation, brand } };
}

async function explainAddress(state: State, asking: Asking): Promise<Explained> {
  const { policyState, bypasses, records } = state;
  const asked = askedIn(state, asking.fragment);
  if (asked === null) return answered({ kind: 'not-ours' });
  const { host, url, guardReason } = asked;
  if (policyState.kind === 'unsettled') return answered({ kind: 'unexplained', host });
  const pendingNavigations = pendingNavigationsOf(state);
  const decision = policyState.kind === 'in-force' ? decider(policyState.effective)(url) : null;
  const isRestricted = decision?.restricts === true;
  const pendingNavigation = isRestricted ? await pendingNavigationFor(pendingNavigations, asking.frame, url) : null;
  if (policyState.kind === 'in-force' && isRestricted && bypassFor(bypasses, decision) === null) {
    const view = await restrictedView(state, policyState, decision, { host, url, languages: asking.languages });
    return {
      explanation: { ...view, interrupted: guardReason !== null && guardReason !== 'guard' },
      first: leaving(pendingNavigation),
      then: restrictionEvents(policyState, decision, { host, visit: asking.visit ?? null, guardReason }),
    };
  }
  const granted = grantOf(state, decision, { host, languages: asking.languages });
  const isWitnessed = () =>
    guardReason === null ? wasRestrictedBefore(state, records.policy, url) : Promise.resolve(false);
  const known =
    pendingNavigation === null
      ? pendingNavigations
      : {
          ...pendingNavigations,
          pendingNavigations: withPendingNavigation(pendingNavigations.pendingNavigations, pendingNavigation),
        };
  const gone = await goingOn(known, asking.frame, url, isWitnessed);
  if (gone !== null && gone !== 'too-often') return answered({ kind: 'lifted', host, url, ...granted }, leaving(gone));
  const stay = { kind: 'lifted-stay', host, url: gone === null ? null : url, ...granted } as const;
  return answered(stay, leaving(pendingNavigation));
}

interface Grant {
  readonly grantedUntilMs: number | null;
  readonly grantReason?: string;
}

/** What a page that is open again says of an exception for this browser. */
function grantOf(
  state: State,
  decision: Decision | null,
  asked: { readonly host: string; readonly languages: readonly string[] },
): Grant {
  const { policyState, installation } = state;
  if (policyState.kind !== 'in-force' || decision === null) return { grantedUntilMs: null };
  const untilMs = grantedUntilMs(policyState.effective, decision, installation.supportId);
  const said = untilMs === null ? null : requestAnswerFor(state, policyState, decision, asked);
  return { grantedUntilMs: untilMs, ...(said?.answer === 'granted' ? { grantReason: said.reason } : {}) };
}

function leaving(pendingNavigation: PendingNavigation | null): readonly Effect[] {
  return pendingNavigation === null ? [] : [{ kind: 'record-pending-navigation', pendingNavigation }];
}

const pendingNavigationsOf = ({ session, nowMs }: State) => ({
  pendingNavigations: session.pendingNavigations ?? [],
  nowMs,
});

/** Grants a bypass where the rule only warns. */
export async function continueAfterWarning(
  state: State,
  asking: Asking,
  justification: string,
): Promise<readonly Effect[]> {
  const restriction = await restrictionOf(state, asking);
  if (restriction === null) return [];
  const { inForce, decision, visit } = restriction;
  const length = visibleLength(justification);
  const given = length === 0 ? '' : justification.trim();
  const { justification: asked = 'none', justificationLength = 1 } = decision.rule.warn ?? {};
  const enough = !isRequired(asked) || length >= justificationLength;
  if (!mayContinue(decision.rule.action) || decision.obfuscated || !enough) return [];
  const bypass = bypassOf(decision, { justification: given, visit: visit.visit, nowMs: state.nowMs });
  const recorded = isLocal(asked) ? '' : given;
  return [
    { kind: 'grant-bypass', bypass },
    ...continuedEvents(inForce, decision, { ...visit, justification: recorded }),
  ];
}

/** The reader has gone to ask for access. */
export async function noteAccessRequest(state: State, asking: Asking): Promise<readonly Effect[]> {
  const restriction = await restrictionOf(state, asking);
  if (restriction === null) return [];
  const { inForce, decision, visit } = restriction;
  return [
    { kind: 'note-access-request', request: accessRequest(decision, state.nowMs) },
    ...requestedEvents(inForce, decision, visit),
  ];
}

/** The reader has gone to a tool that may be used in the site's place. */
export async function noteAlternative(state: State, asking: Asking, home: string): Promise<readonly Effect[]> {
  const restriction = await restrictionOf(state, asking);
  if (restriction === null) return [];
  const { inForce, decision, visit } = restriction;
  return alternativeEvents(inForce, decision, { ...visit, home });
}

interface Restriction {
  readonly inForce: InForce;
  readonly decision: Decision;
  readonly visit: Visit;
}

/**
 * What the page's reader acts on; null when nothing that the page may ask about is restricted. In a frame of another page
 * nobody acts: that page could lead its reader to press a button unawares. What is acted on is what this tab was last told
 * about, since whoever opened the page can lead it to another address.
 */
async function restrictionOf(state: State, { fragment, frame, visit = null }: Asking): Promise<Restriction | null> {
  const { policyState } = state;
  if (frame.frameId !== 0 || policyState.kind !== 'in-force') return null;
  const asked = askedIn(state, fragment);
  if (asked === null || !(await hasPendingNavigation(pendingNavigationsOf(state), frame, asked.url))) return null;
  const decision = decider(policyState.effective)(asked.url);
  return decision?.restricts === true ? { inForce: policyState, decision, visit: { host: asked.host, visit } } : null;
}

interface Asked {
  readonly host: string;
  readonly url: string;
  /** Null when a rule of ours opened the page. */
  readonly guardReason: GuardReason | null;
}

/** What the page's fragment asks about; null when no rule or guard of ours can have written it. */
function askedIn({ installation }: State, fragment: string): Asked | null {
  const address = parseBlockedAddress(fragment);
  if (address === null) return null;
  const guardReason = isGuardReason(address.pageToken) ? address.pageToken : null;
  if (guardReason === null && address.pageToken !== installation.pageToken) return null;
  const host = parseAddress(address.url)?.host;
  return host === undefined ? null : { host, url: address.url, guardReason };
}

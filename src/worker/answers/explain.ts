/**
 * Answers the explanation page: what was restricted and why, or that the address is open again.
 *
 * The page's fragment is not to be trusted: anything might have opened the page. It goes on to an address only when the
 * fragment carries this installation's proof (a rule of ours wrote it) and this tab was seen to be restricted from that
 * very address: under the policy in force when the page asked first, or under the one just replaced. A page that a guard
 * opened carries a mark instead of the proof: it is explained when the address is restricted, and needs the ticket to go on.
 */
import { isGuardMark, parseBlockedAddress, type GuardMark } from '../../protocol/block-page-url.js';
import type { Explanation } from '../../protocol/answers.js';
import { visibleLength } from '../../protocol/visible-length.js';
import { decider, type Decision } from '../../policy/decide.js';
import { parseAddress } from '../../policy/site.js';
import { noteRequest } from '../state/access-requests.js';
import { grantedUntilMs } from '../state/exceptions.js';
import { readInstallation } from '../state/installation.js';
import { grantPermit, permitFor, readPermits } from '../state/bypasses.js';
import type { Frame, Ports } from '../ports.js';
import { restrictedView } from './block-page-view.js';
import { readStanding, wasRestrictedBefore, type InForce } from '../state/policy-state.js';
import { hasTicket, leaveTicket, mayGoOn } from '../state/pending-navigations.js';
import {
  noteRestriction,
  recordAlternative,
  recordContinued,
  recordRequested,
  type Visit,
} from '../telemetry/page-events.js';

export interface Asking {
  readonly fragment: string;
  readonly languages: readonly string[];
  readonly frame: Frame;
  /** The page's own id of this visit; without one, nothing about it is recorded. */
  readonly visit?: string | null;
}

export async function explain(ports: Ports, asking: Asking): Promise<Explanation> {
  const asked = await readAsked(ports, asking.fragment);
  if (asked === null) return { kind: 'not-ours' };
  const { host, url, mark } = asked;
  const { standing, managed } = await readStanding(ports);
  if (standing.kind === 'unsettled') return { kind: 'unexplained', host };
  const decision = standing.kind === 'in-force' ? decider(standing.effective)(url) : null;
  if (standing.kind === 'in-force' && decision?.restricts) {
    await leaveTicket(ports, asking.frame, url);
    const permits = await readPermits(ports, standing.effective);
    if (permitFor(permits, decision) === null) {
      noteRestriction(ports, standing, decision, { host, visit: asking.visit ?? null, mark });
      const view = await restrictedView(ports, managed, standing, decision, { host, url, languages: asking.languages });
      return { ...view, interrupted: mark !== null && mark !== 'guard' };
    }
  }
  const granted = standing.kind === 'in-force' ? await grantedUntilMs(ports, standing.effective, decision) : null;
  const isWitnessed = async () => mark === null && (await wasRestrictedBefore(ports, managed, url));
  return (await mayGoOn(ports, asking.frame, url, isWitnessed))
    ? { kind: 'lifted', host, url, grantedUntilMs: granted }
    : { kind: 'lifted-stay', host, grantedUntilMs: granted };
}

/** Gives leave to continue where the rule only warns, and answers like `explain` then. */
export async function continueAfterWarning(ports: Ports, asking: Asking, justification: string): Promise<Explanation> {
  const restriction = await readRestriction(ports, asking);
  if (restriction !== null) {
    const { inForce, decision, visit } = restriction;
    const length = visibleLength(justification);
    const given = length === 0 ? '' : justification.trim();
    const { justification: asked, justificationLength = 1 } = decision.rule.warn ?? {};
    const enough = asked !== 'required' || length >= justificationLength;
    if (decision.rule.action === 'warn' && !decision.disguised && enough) {
      await grantPermit(ports, inForce.effective, decision, { justification: given, visit: visit.visit });
      await recordContinued(ports, inForce, decision, { ...visit, justification: given });
    }
  }
  return explain(ports, asking);
}

/** Remembers that the reader has gone to ask for access, and answers like `explain` then. */
export async function noteAccessRequest(ports: Ports, asking: Asking): Promise<Explanation> {
  const restriction = await readRestriction(ports, asking);
  if (restriction !== null) {
    const { inForce, decision, visit } = restriction;
    await noteRequest(ports, decision);
    await recordRequested(ports, inForce, decision, visit);
  }
  return explain(ports, asking);
}

/** The reader has gone to a tool that may be used in the site's place. Answers like `explain`. */
export async function noteAlternative(ports: Ports, asking: Asking, home: string): Promise<Explanation> {
  const restriction = await readRestriction(ports, asking);
  if (restriction !== null) {
    const { inForce, decision, visit } = restriction;
    await recordAlternative(ports, inForce, decision, { ...visit, home });
  }
  return explain(ports, asking);
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
async function readRestriction(ports: Ports, { fragment, frame, visit = null }: Asking): Promise<Restriction | null> {
  if (frame.frameId !== 0) return null;
  const asked = await readAsked(ports, fragment);
  const { standing } = await readStanding(ports);
  if (asked === null || standing.kind !== 'in-force' || !(await hasTicket(ports, frame, asked.url))) return null;
  const decision = decider(standing.effective)(asked.url);
  return decision?.restricts === true ? { inForce: standing, decision, visit: { host: asked.host, visit } } : null;
}

interface Asked {
  readonly host: string;
  readonly url: string;
  /** Null when a rule of ours opened the page. */
  readonly mark: GuardMark | null;
}

/** What the page's fragment asks about; null when no rule or guard of ours can have written it. */
async function readAsked(ports: Ports, fragment: string): Promise<Asked | null> {
  const address = parseBlockedAddress(fragment);
  if (address === null) return null;
  const mark = isGuardMark(address.proof) ? address.proof : null;
  if (mark === null && address.proof !== (await readInstallation(ports)).proof) return null;
  const host = parseAddress(address.url)?.host;
  return host === undefined ? null : { host, url: address.url, mark };
}

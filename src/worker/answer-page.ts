/** Answers the messages of our own pages: what they ask, and what they want done first. */
import { mayContinue } from '../policy/actions.js';
import type { Answer, Explanation } from '../protocol/answers.js';
import type { Request } from '../protocol/requests.js';
import { continueAfterWarning, explain, noteAccessRequest, noteAlternative, type Asking } from './answers/explain.js';
import { selfCheckView, type Answered } from './answers/health-report.js';
import { overviewView } from './answers/overview.js';
import { searchPolicy } from './answers/search.js';
import { statusView } from './answers/status.js';
import { endBypass } from './enforce/ended-bypasses.js';
import { POLL_ALARM } from './enforce/self-check.js';
import { applyWhatCanBe } from './state/apply.js';
import { readDataCounts } from './state/data-counts.js';
import type { Effect } from './state/effects.js';
import { MAX_SEGMENTS } from '../events/retention.js';
import { readCursor, readEvents } from './state/event-log.js';
import type { State } from './state/load-state.js';
import { readDeliveries } from './state/send-state.js';
import { mayCheckAgain } from './update/check-schedule.js';
import type { Frame, Ports } from './ports.js';

/** Block pages that ask for a fresh look within this time of the last one get what that one found. */
export const CHECK_AGAIN_MS = 3_000;

/** The popup looks by itself when the last look is older than this. */
const POPUP_CHECK_MS = 30_000;

/** What a page can set in motion. */
export interface Work {
  /** The state of this moment. */
  open(): Promise<State>;
  sync(): Promise<void>;
  reconcile(): Promise<void>;
}

/** @param frame where the page that asks is; null when it is not in a tab */
export async function answerPage(ports: Ports, work: Work, request: Request, frame: Frame | null): Promise<Answer> {
  switch (request.kind) {
    case 'overview': {
      const [answered, logged] = await Promise.all([loadAnswered(ports), loadLogged(ports)]);
      return overviewView(await work.open(), { answered, logged }, request.languages);
    }
    case 'self-check':
      return { selfCheck: selfCheckView(await work.open(), await loadAnswered(ports)) };
    case 'search':
      return searchPolicy(await work.open(), request);
    case 'status': {
      const state = await work.open();
      // The popup does not wait for this: it asks again when the look has ended.
      if (mayCheckAgain(state.records.check, state.nowMs, POPUP_CHECK_MS)) void work.sync();
      return statusView(state, request.url, request.languages);
    }
    case 'check-now':
      await work.sync();
      return statusView(await work.open(), request.url, request.languages);
    case 'end-bypass':
      await applyWhatCanBe(ports, endBypass(await work.open(), request.bypass));
      await work.reconcile();
      return statusView(await work.open(), request.url, request.languages);
    case 'explain':
    case 'check-again':
    case 'continue':
    case 'note-request':
    case 'note-alternative':
      return frame === null ? { kind: 'not-ours' } : explainTo(ports, work, request, frame);
  }
}

type Explaining = Extract<Request, { fragment: string }>;

async function explainTo(ports: Ports, work: Work, request: Explaining, frame: Frame): Promise<Explanation> {
  const { fragment, languages, visit } = request;
  const asking: Asking = { fragment, languages, frame, visit: frame.isPrivate === true ? null : (visit ?? null) };
  const { explanation, first, then } = await explain(await stateFor(ports, work, request, asking), asking);
  await applyWhatCanBe(ports, first);
  void applyWhatCanBe(ports, then);
  if (explanation.kind === 'restricted' && frame.frameId === 0) {
    await ports.toolbar.markRestricted(frame.tabId, mayContinue(explanation.action) ? 'warned' : 'restricted');
  }
  // The rules must be gone before the page or its reader goes on, or they would meet them again.
  if (explanation.kind === 'lifted' || explanation.kind === 'lifted-stay')
    await work.reconcile().catch(() => undefined);
  return explanation;
}

/** The state to explain by: after what the page wants done first. */
async function stateFor(ports: Ports, work: Work, request: Explaining, asking: Asking): Promise<State> {
  const state = await work.open();
  if (request.kind === 'explain') return state;
  if (request.kind === 'check-again') {
    if (!mayCheckAgain(state.records.check, state.nowMs, CHECK_AGAIN_MS)) return state;
    // What was known before explains as well as what could not be written down now.
    await work.sync().catch(() => undefined);
    return work.open();
  }
  await applyWhatCanBe(ports, await effectsOf(state, request, asking));
  // What could not be stored does not hold.
  return work.open();
}

function effectsOf(state: State, request: Explaining, asking: Asking): Promise<readonly Effect[]> {
  switch (request.kind) {
    case 'continue':
      return continueAfterWarning(state, asking, request.justification);
    case 'note-request':
      return noteAccessRequest(state, asking);
    case 'note-alternative':
      return noteAlternative(state, asking, request.home);
    case 'explain':
    case 'check-again':
      return Promise.resolve([]);
  }
}

export async function loadAnswered({ alarms, access }: Ports): Promise<Answered> {
  const [isPollAlarmSet, hasIncognitoAccess] = await Promise.all([alarms.isSet(POLL_ALARM), access.incognito()]);
  return { isPollAlarmSet, hasIncognitoAccess };
}

export async function loadLogged({ durable }: Ports) {
  const { sentThrough } = await readCursor(durable);
  const { list: deliveries } = await readDeliveries({ durable });
  const counts = await readDataCounts({ durable });
  return { events: await readEvents(durable, 0, MAX_SEGMENTS), sentThrough, deliveries, counts };
}

/** Answers the messages of our own pages: what they ask, and what they want done first. */
import type { Answer, Explanation } from '../protocol/answers.js';
import type { Request } from '../protocol/requests.js';
import { endPermit } from './enforce/ended-bypasses.js';
import { continueAfterWarning, explain, noteAccessRequest, noteAlternative, type Asking } from './answers/explain.js';
import { mayLookAgain } from './update/check-schedule.js';
import { readOverview } from './answers/overview.js';
import type { Frame, Ports } from './ports.js';
import { searchPolicy } from './answers/search.js';
import { readAtOnce } from './state/storage-snapshot.js';
import { readSelfCheck } from './answers/health-report.js';
import { readStatus } from './answers/status.js';

/** Explanation pages that ask for a fresh look within this time of the last one get what that one found. */
export const LOOK_AGAIN_MS = 3_000;

/** The popup looks by itself when the last look is older than this. */
const POPUP_LOOK_MS = 30_000;

/** What a page can set in motion. */
export interface Work {
  sync(): Promise<void>;
  reconcile(): Promise<void>;
}

/** @param frame where the page that asks is; null when it is not in a tab */
export async function answerPage(ports: Ports, work: Work, request: Request, frame: Frame | null): Promise<Answer> {
  switch (request.kind) {
    case 'overview':
      return readOverview(readAtOnce(ports), request.languages);
    case 'self-check':
      return { selfCheck: await readSelfCheck(readAtOnce(ports)) };
    case 'search':
      return searchPolicy(readAtOnce(ports), request.query, request.languages);
    case 'status': {
      const now = readAtOnce(ports);
      // The popup does not wait for this: it asks again when the look has ended.
      if (await mayLookAgain(now, POPUP_LOOK_MS)) void work.sync();
      return readStatus(now, request.url, request.languages);
    }
    case 'check-now':
      await work.sync();
      return readStatus(readAtOnce(ports), request.url, request.languages);
    case 'end-permit':
      await endNow(ports, work, request.permit);
      return readStatus(readAtOnce(ports), request.url, request.languages);
    case 'explain':
    case 'look-again':
    case 'continue':
    case 'note-request':
    case 'note-alternative':
      return frame === null ? { kind: 'not-ours' } : explainTo(ports, work, request, frame);
  }
}

type Explaining = Extract<Request, { fragment: string }>;

async function explainTo(ports: Ports, work: Work, request: Explaining, frame: Frame): Promise<Explanation> {
  // What was known before explains as well as what could not be written down now.
  if (request.kind === 'look-again' && (await mayLookAgain(ports, LOOK_AGAIN_MS)))
    await work.sync().catch(() => undefined);
  const { fragment, languages, visit } = request;
  const asking: Asking = { fragment, languages, frame, visit: frame.isPrivate === true ? null : (visit ?? null) };
  const explanation = await explained(readAtOnce(ports), request, asking);
  if (explanation.kind === 'restricted' && frame.frameId === 0) {
    await ports.toolbar.markRestricted(frame.tabId, explanation.action === 'warn' ? 'warned' : 'restricted');
  }
  // The rules must be gone before the page or its reader goes on, or they would meet them again.
  if (explanation.kind === 'lifted' || explanation.kind === 'lifted-stay')
    await work.reconcile().catch(() => undefined);
  return explanation;
}

function explained(ports: Ports, request: Explaining, asking: Asking): Promise<Explanation> {
  switch (request.kind) {
    case 'continue':
      return continueAfterWarning(ports, asking, request.justification);
    case 'note-request':
      return noteAccessRequest(ports, asking);
    case 'note-alternative':
      return noteAlternative(ports, asking, request.home);
    case 'explain':
    case 'look-again':
      return explain(ports, asking);
  }
}

async function endNow(ports: Ports, work: Work, permit: string): Promise<void> {
  await endPermit(ports, permit);
  await work.reconcile();
}

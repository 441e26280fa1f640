/** Answers the messages of our own pages: what they ask, and what they want done first. */
import { type Explanation, type Request, type Status } from '../messages/requests.js';
import { continueAfterWarning, explain, type Asking } from './explain.js';
import { mayLookAgain } from './next-look.js';
import type { Frame, Ports } from './ports.js';
import { readStatus } from './status.js';

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
export async function answerPage(
  ports: Ports,
  work: Work,
  request: Request,
  frame: Frame | null,
): Promise<Explanation | Status> {
  if (request.kind === 'status' || request.kind === 'check-now') {
    if (request.kind === 'check-now') await work.sync();
    // The popup does not wait for this: it asks again when the look has ended.
    else if (await mayLookAgain(ports, POPUP_LOOK_MS)) void work.sync();
    return readStatus(ports, request.url, request.languages);
  }
  if (frame === null) return { kind: 'not-ours' };
  if (request.kind === 'look-again' && (await mayLookAgain(ports, LOOK_AGAIN_MS))) await work.sync();
  const asking: Asking = { fragment: request.fragment, languages: request.languages, frame };
  const explanation =
    request.kind === 'continue'
      ? await continueAfterWarning(ports, asking, request.justification)
      : await explain(ports, asking);
  // The rules must be gone before the page or its reader goes on, or they would meet them again.
  if (explanation.kind === 'lifted' || explanation.kind === 'lifted-stay') await work.reconcile();
  return explanation;
}

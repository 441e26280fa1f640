/**
 * The engine: what each event of the browser and each message of a page sets in motion. Every wake-up only requests
 * work; the work itself runs one at a time.
 */
import { requestSchema, type Explanation, type Request, type Status } from '../messages/requests.js';
import { continueAfterWarning, explain, type Asking } from './explain.js';
import { noteManagedRemoved } from './managed-source.js';
import type { Frame, Ports } from './ports.js';
import { reconcile } from './reconcile.js';
import { checkRecord } from './records.js';
import { SerialTask } from './serial-task.js';
import { hasProblem, readStatus } from './status.js';
import { syncPolicy } from './sync-policy.js';

/** Pages that ask for a fresh look within this time of the last one get what that one found. */
export const LOOK_AGAIN_MS = 3_000;

export interface Engine {
  /** Puts the browser in step with what is stored, without looking at the host. */
  reconcile(): Promise<void>;
  /** Looks at the policy's host, then puts the browser in step. */
  sync(): Promise<void>;
  managedChanged(removed: boolean): Promise<void>;
  /**
   * @param frame where the page that asks is; null when it is not in a tab
   * @returns undefined when the message is no request of our pages, so that it is left alone
   */
  answer(message: unknown, frame: Frame | null): Promise<Explanation | Status> | undefined;
}

export function createEngine(ports: Ports): Engine {
  const reconciling = new SerialTask(async () => {
    await reconcile(ports);
    await ports.toolbar.showProblem(await hasProblem(ports));
  });
  const syncing = new SerialTask(async () => {
    await syncPolicy(ports);
    await reconciling.request();
  });

  async function explained(explanation: Explanation): Promise<Explanation> {
    // The rules must be gone before the page or its reader goes on, or they would meet them again.
    if (explanation.kind === 'lifted' || explanation.kind === 'lifted-stay') await reconciling.request();
    return explanation;
  }

  async function answerRequest(request: Request, frame: Frame | null): Promise<Explanation | Status> {
    if (request.kind === 'status' || request.kind === 'check-now') {
      if (request.kind === 'check-now') await syncing.request();
      return readStatus(ports, request.url, request.languages);
    }
    if (frame === null) return { kind: 'not-ours' };
    if (request.kind === 'look-again' && (await isLookDue(ports))) await syncing.request();
    const asking: Asking = { fragment: request.fragment, languages: request.languages, frame };
    if (request.kind === 'continue') {
      return explained(await continueAfterWarning(ports, asking, request.justification));
    }
    return explained(await explain(ports, asking));
  }

  return {
    reconcile: () => reconciling.request(),
    sync: () => syncing.request(),
    async managedChanged(removed) {
      if (removed) await noteManagedRemoved(ports);
      await syncing.request();
    },
    answer(message, frame) {
      const request = requestSchema.safeParse(message);
      return request.success ? answerRequest(request.data, frame) : undefined;
    },
  };
}

async function isLookDue({ durable, clock }: Ports): Promise<boolean> {
  const check = await checkRecord.read(durable);
  const sinceMs = check === null ? Infinity : clock.nowMs() - check.atMs;
  // A clock that was set back must not keep the next look away.
  return sinceMs < 0 || sinceMs >= LOOK_AGAIN_MS;
}

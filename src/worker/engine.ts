/**
 * The engine: what each event of the browser and each message of a page sets in motion. Every wake-up only requests
 * work; the work itself runs one at a time.
 */
import type { Answer } from '../protocol/answers.js';
import { requestSchema } from '../protocol/requests.js';
import type { GuardList } from '../policy/guard-list.js';
import { answerPage } from './answer-page.js';
import { guardListFor } from './enforce/guards.js';
import { noteManagedRemoved } from './state/managed-source.js';
import { endHeldPage, endView } from './enforce/held-tabs.js';
import { recordHealth } from './telemetry/health-events.js';
import { hasFailedLook, isLookDue, spreadLook } from './update/check-schedule.js';
import { recordObserved } from './telemetry/observed-pages.js';
import type { Frame, OpenedPage, Ports } from './ports.js';
import { readAtOnce } from './state/storage-snapshot.js';
import { reconcile } from './enforce/reconcile.js';
import { SerialTask } from './serial-task.js';
import { migrated } from './state/migrations.js';
import { ensureRoom, unfailing } from './state/session-room.js';
import { ensureSendAlarm, sendEvents, spreadDeliveryAfterStart } from './telemetry/send-events.js';
import { PendingAnswers } from './pending-answers.js';
import { readHealth } from './answers/status.js';
import { PageReviver } from './enforce/revive-page.js';
import { syncPolicy } from './update/check-policy.js';

const BEGUN_KEY = 'begun';

export interface Engine {
  /** The worker has started, or a look may be due: looks at the policy's host if so, and puts the browser in step. */
  wake(): Promise<void>;
  /** Puts the browser in step with what is stored, without looking at the host. */
  reconcile(): Promise<void>;
  networkBack(): Promise<void>;
  managedChanged(removed: boolean): Promise<void>;
  /** Sends events, if a delivery is due. */
  deliver(): Promise<void>;
  /** The page in this frame was to end by its guard some moments ago, for this address, and may have stayed. */
  ending(frame: Frame, address: string): Promise<void>;
  /** A view of a page that no rule sees has opened in this tab. */
  viewing(tabId: number, url: string): Promise<void>;
  /** What the guard of this page judges by; null: nothing. Undefined where no policy says. */
  guardList(url: string): Promise<GuardList | null | undefined>;
  /** The browser refused to load our block page in this tab. */
  refused(tabId: number, url: string): Promise<void>;
  /** A page of an observed site has opened. */
  opened(page: OpenedPage): Promise<void>;
  /**
   * @param frame where the page that asks is; null when it is not in a tab
   * @returns undefined when the message is no request of our pages, so that it is left alone
   */
  answer(message: unknown, frame: Frame | null): Promise<Answer> | undefined;
}

export function createEngine(unmigrated: Ports): Engine {
  const ports: Ports = { ...unmigrated, durable: migrated(unmigrated.durable) };
  const reconciling = new SerialTask(() => putInStep(ports));
  const syncing = new SerialTask(async () => {
    await syncPolicy(ports);
    await reconciling.request();
  });
  const answers = new PendingAnswers();
  const waking = new SerialTask(async () => {
    await beginSession(ports);
    const wasDue = await isLookDue(ports);
    // A page that woke the worker is answered first; its question comes a moment after the start.
    await answers.given();
    // What a page has just set in motion need not be done twice.
    await syncing.idle();
    await (wasDue && (await isLookDue(ports)) ? syncing : reconciling).request();
  });
  const sending = new SerialTask(() => deliverAfter(waking, ports));
  const reviver = new PageReviver(ports);
  const work = { sync: () => syncing.request(), reconcile: () => reconciling.request() };
  return {
    wake: () => waking.request(),
    reconcile: () => reconciling.request(),
    networkBack: () => lookAfterFailure(ports, reconciling),
    async managedChanged(removed) {
      if (removed) await noteManagedRemoved(ports);
      await syncing.request();
    },
    deliver: () => sending.request(),
    ending: (frame, address) => afterwards(() => endHeldPage(ports, frame, address)),
    viewing: (tabId, url) => afterwards(() => endView(ports, tabId, url)),
    guardList: (url) => guardListFor(readAtOnce(ports), url),
    refused: (tabId, url) => afterwards(() => reviver.revive(tabId, url)),
    opened: (page) => followedBy(recordObserved(ports, page), () => ensureSendAlarm(ports)),
    answer(message, frame) {
      const request = requestSchema.safeParse(message);
      if (!request.success) return undefined;
      const answer = answers.add(answerPage(unfailing(ports), work, request.data, frame));
      return followedBy(answer, () => ensureSendAlarm(ports));
    },
  };
}

async function putInStep(unread: Ports): Promise<void> {
  const ports = readAtOnce(unread);
  await reconcile(ports);
  await afterwards(() => ensureRoom(ports));
  const health = await readHealth(ports);
  await ports.toolbar.show(health.toolbar);
  await afterwards(() => recordHealth(ports, health));
  await afterwards(() => ensureSendAlarm(ports));
}

async function lookAfterFailure(ports: Ports, reconciling: SerialTask<void>): Promise<void> {
  if (!(await hasFailedLook(ports))) return;
  await spreadLook(ports);
  await reconciling.request();
}

/** The first wake-up of a browser session, whichever event it comes with. */
async function beginSession(ports: Ports): Promise<void> {
  if ((await ports.session.get(BEGUN_KEY)) === true) return;
  await spreadLook(ports);
  await afterwards(() => spreadDeliveryAfterStart(ports));
  await ports.session.set(BEGUN_KEY, true);
}

/** A delivery that was missed is put off first, when this is how the browser's session begins. */
async function deliverAfter(waking: SerialTask<void>, ports: Ports): Promise<void> {
  await waking.idle();
  await afterwards(() => sendEvents(ports));
}

/** The page does not wait for what is recorded about it. */
function followedBy<Result>(answer: Promise<Result>, note: () => Promise<void>): Promise<Result> {
  const noted = () => afterwards(note);
  answer.then(noted, noted);
  return answer;
}

/** What is written down or sent about the work must not make the work itself fail; the next wake-up tries again. */
async function afterwards(note: () => Promise<void>): Promise<void> {
  await note().catch(() => undefined);
}

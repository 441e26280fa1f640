/**
 * The engine: what each event of the browser and each message of a page sets in motion. Every wake-up only requests
 * work; the work itself runs one at a time.
 */
import type { GuardList } from '../policy/guard-list.js';
import type { Answer } from '../protocol/answers.js';
import { requestSchema } from '../protocol/requests.js';
import { answerPage } from './answer-page.js';
import { healthOf } from './answers/status.js';
import { answerDataGuard, type DataPage } from './data-guard.js';
import type { OpenFilters } from './own-code.js';
import { guardListFor } from './enforce/guards.js';
import { endUnresponsivePage, endView } from './enforce/unresponsive-tabs.js';
import { newMemory, type Memory } from './enforce/memory.js';
import { reconcile } from './enforce/reconcile.js';
import { PageReviver } from './enforce/revive-page.js';
import { PendingAnswers } from './pending-answers.js';
import { SerialTask } from './serial-task.js';
import { apply } from './state/apply.js';
import { recordDaysOver } from './state/data-counts.js';
import { storeEffects } from './state/effects.js';
import { noteManagedRemoved } from './state/managed-source.js';
import { migrateState } from './state/migrations.js';
import { openState, openStateToAnswer } from './state/open-state.js';
import { begunRecord, checkRecord } from './state/records.js';
import { ensureRoom } from './state/session-room.js';
import { recordHealth } from './telemetry/health-events.js';
import { observedPage } from './telemetry/observed-pages.js';
import { ensureSendAlarm, sendEvents, spreadDeliveryAfterStart } from './telemetry/send-events.js';
import { hasFailedCheck, isCheckDue, spreadCheck } from './update/check-schedule.js';
import { fetchFilters } from './update/fetch-filters.js';
import { syncPolicy } from './update/check-policy.js';
import type { Frame, OpenedPage, Ports } from './ports.js';

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
  /** What the guard of this page decides by; null: nothing. Undefined where no policy says. */
  guardList(url: string): Promise<GuardList | null | undefined>;
  /** The browser refused to load our block page in this tab. */
  refused(tabId: number, url: string): Promise<void>;
  /** A page of an observed site has opened. */
  opened(page: OpenedPage): Promise<void>;
  /** What a data guard asks or tells; undefined when the message is none of its. */
  dataGuard(message: unknown, page: DataPage): Promise<unknown> | undefined;
  /**
   * @param frame where the page that asks is; null when it is not in a tab
   * @returns undefined when the message is no request of our pages, so that it is left alone
   */
  answer(message: unknown, frame: Frame | null): Promise<Answer> | undefined;
}

export function createEngine(ports: Ports): Engine {
  const memory = newMemory();
  const open = () => openState(ports, memory);
  const filters: OpenFilters = new Map();
  const answers = new PendingAnswers();
  const { reconciling, syncing, waking, sending } = tasksOf(ports, memory, answers);
  const reviver = new PageReviver(ports);
  const work = {
    open: () => openStateToAnswer(ports, memory),
    sync: () => syncing.request(),
    reconcile: () => reconciling.request(),
  };
  const count = async (page: OpenedPage) => apply(ports, observedPage(await open(), page));
  return {
    wake: () => waking.request(),
    reconcile: () => reconciling.request(),
    networkBack: async () => {
      if (await bringLookNear(ports)) await reconciling.request();
    },
    async managedChanged(removed) {
      if (removed) await noteManagedRemoved(ports);
      await syncing.request();
    },
    deliver: () => sending.request(),
    ending: (frame, address) => afterwards(async () => endUnresponsivePage(ports, await open(), frame, address)),
    viewing: (tabId, url) => afterwards(async () => endView(ports, await open(), tabId, url)),
    guardList: async (url) => guardListFor(await open(), ports.guards, memory, url),
    refused: (tabId, url) => afterwards(async () => reviver.revive((await open()).installation, tabId, url)),
    opened: (page) => followedBy(count(page), () => ensureSendAlarm(ports)),
    dataGuard: (message, page) => answerDataGuard(ports, open, message, page, filters),
    answer(message, frame) {
      const request = requestSchema.safeParse(message);
      if (!request.success) return undefined;
      const answer = answers.add(answerPage(ports, work, request.data, frame));
      return followedBy(answer, () => ensureSendAlarm(ports));
    },
  };
}

/** What the worker does by itself, each one run at a time. */
function tasksOf(ports: Ports, memory: Memory, answers: PendingAnswers) {
  const reconciling = new SerialTask(() => putInStep(ports, memory));
  const fetching = new SerialTask(async () => fetchFilters(ports, await openState(ports, memory)));
  const syncing = new SerialTask(async () => {
    await syncPolicy(ports, memory);
    await reconciling.request();
    void afterwards(() => fetching.request());
  });
  const waking = new SerialTask(async () => {
    const wasDue = await beginWork(ports);
    // A page that woke the worker is answered first; its question comes a moment after the start.
    await answers.given();
    // What a page has just set in motion need not be done twice.
    await syncing.idle();
    await (wasDue && (await isDue(ports)) ? syncing : reconciling).request();
  });
  const sending = new SerialTask(async () => {
    // A delivery that was missed is put off first, when this is how the browser's session begins.
    await waking.idle();
    await afterwards(() => sendEvents(ports));
  });
  return { reconciling, syncing, waking, sending };
}

async function putInStep(ports: Ports, memory: Memory): Promise<void> {
  let state = await reconcile(ports, memory);
  await afterwards(async () => {
    const room = await ensureRoom(ports, state.records.room);
    state = { ...state, records: { ...state.records, room } };
  });
  const health = healthOf(state);
  await ports.toolbar.show(health.toolbar);
  await afterwards(() => recordHealth(ports, state, health));
  await afterwards(() => recordDaysOver(ports));
  await afterwards(() => ensureSendAlarm(ports));
}

/** Where the last look failed, now that the network is back. @returns whether the next look was to be set anew */
async function bringLookNear(ports: Ports): Promise<boolean> {
  const check = await checkRecord.read(ports.durable);
  const nowMs = ports.clock.nowMs();
  if (!hasFailedCheck(check, nowMs)) return false;
  await apply(ports, spreadCheck(check, nowMs, ports.random.fraction()));
  return true;
}

/**
 * The first wake-up of a browser session, whichever event it comes with, spreads what is due. A page that woke the worker is
 * about to ask: until it has, no more is read than that takes.
 * @returns whether a look is due
 */
async function beginWork(ports: Ports): Promise<boolean> {
  await migrateState(ports.durable);
  if ((await begunRecord.read(ports.session)) !== true) {
    const check = await checkRecord.read(ports.durable);
    await apply(ports, spreadCheck(check, ports.clock.nowMs(), ports.random.fraction()));
    await afterwards(() => spreadDeliveryAfterStart(ports));
    await apply(ports, storeEffects('session', { [begunRecord.key]: true }));
  }
  return isDue(ports);
}

async function isDue({ durable, clock }: Ports): Promise<boolean> {
  return isCheckDue(await checkRecord.read(durable), clock.nowMs());
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

/**
 * Tickets: which address each frame was restricted from, so that the block page can go on to that address, and to no other,
 * once it is open again. They live as long as the browser's session. Any page can have frames restricted without end, at
 * addresses as long as it likes: so a ticket holds the digest of its address, and there are only so many.
 */
import { sha256 } from '../../policy/sha256.js';
import * as z from '../../policy/shapes.js';
import type { Frame } from '../ports.js';
import { sessionRecord } from './records.js';

/**
 * Going on more often than this, each time within this time of the last, means that the browser still restricts what we
 * call open: stop there. Not at the second time, since a reader may reload the page while it goes on.
 */
const MAX_TIMES_IN_A_ROW = 3;
const LOOP_GUARD_MS = 10_000;

/** Of all tabs, and of the frames inside one: what one page does takes no ticket away from another tab. */
const MAX_PENDING_NAVIGATIONS = 400;
const MAX_FRAMES_OF_TAB = 20;

/** Whoever comes back to a page later than that presses a link to go on. */
export const PENDING_NAVIGATION_LIFE_MS = 7 * 24 * 3_600_000;

const pendingNavigationSchema = z.object({
  tabId: z.int(),
  frameId: z.int(),
  /** Of the address. */
  digest: z.string(),
  atMs: z.number(),
  wentOnAtMs: z.nullable(z.number()),
  /** How often it went on, each time soon after the last. */
  timesInARow: z.int(),
});

export type PendingNavigation = z.infer<typeof pendingNavigationSchema>;

export const pendingNavigationsRecord = sessionRecord('tickets', z.array(pendingNavigationSchema));

/** What there is when a frame asks. @property nowMs by this browser's own clock, since the epoch */
export interface PendingNavigations {
  readonly pendingNavigations: readonly PendingNavigation[];
  readonly nowMs: number;
}

/** The ticket of a frame that is restricted from this address now; null when it has one already. */
export async function pendingNavigationFor(
  known: PendingNavigations,
  frame: Frame,
  url: string,
): Promise<PendingNavigation | null> {
  const digest = await sha256(url);
  return pendingNavigationOf(known, frame)?.digest === digest
    ? null
    : { ...frameOf(frame), digest, atMs: known.nowMs, wentOnAtMs: null, timesInARow: 0 };
}

/** Whether this address is what the frame was last told about. */
export async function hasPendingNavigation(known: PendingNavigations, frame: Frame, url: string): Promise<boolean> {
  return pendingNavigationOf(known, frame)?.digest === (await sha256(url));
}

/**
 * Whether this frame may go on to the address, which is open now.
 * @param isWitnessed whether the address is known to have been restricted, asked where there is no ticket
 * @returns the ticket that says that it went on; `too-often` where only the reader may go on; null when nobody may from here
 */
export async function goingOn(
  known: PendingNavigations,
  frame: Frame,
  url: string,
  isWitnessed: () => Promise<boolean>,
): Promise<PendingNavigation | 'too-often' | null> {
  const digest = await sha256(url);
  const own = pendingNavigationOf(known, frame);
  const isOwn = own?.digest === digest;
  if (!isOwn && !(await isWitnessed())) return null;
  const wentOnAtMs = isOwn ? own.wentOnAtMs : null;
  const isSoonAfter = wentOnAtMs !== null && Math.abs(known.nowMs - wentOnAtMs) < LOOP_GUARD_MS;
  const timesInARow = isOwn && isSoonAfter ? own.timesInARow + 1 : 1;
  if (timesInARow > MAX_TIMES_IN_A_ROW) return 'too-often';
  return { ...frameOf(frame), digest, atMs: known.nowMs, wentOnAtMs: known.nowMs, timesInARow };
}

/** The latest are kept: of a tab's frames, and of all. Those that have run out go. */
export function withPendingNavigation(
  list: readonly PendingNavigation[],
  pendingNavigation: PendingNavigation,
): PendingNavigation[] {
  const { tabId, frameId, atMs } = pendingNavigation;
  const others = list.filter((each) => isAlive(each, atMs) && (each.tabId !== tabId || each.frameId !== frameId));
  const framesOfTab = others.filter((each) => each.tabId === tabId && each.frameId !== 0);
  const excess = frameId === 0 ? 0 : Math.max(0, framesOfTab.length + 1 - MAX_FRAMES_OF_TAB);
  const tooMany = new Set(framesOfTab.slice(0, excess));
  return [...others.filter((each) => !tooMany.has(each)).slice(1 - MAX_PENDING_NAVIGATIONS), pendingNavigation];
}

/** How many tabs have had so many frames restricted that some have lost their tickets, or are about to. */
export function floodedTabs({ pendingNavigations, nowMs }: PendingNavigations): number {
  const frames = new Map<number, number>();
  for (const each of pendingNavigations) {
    if (each.frameId !== 0 && isAlive(each, nowMs)) frames.set(each.tabId, (frames.get(each.tabId) ?? 0) + 1);
  }
  return [...frames.values()].filter((count) => count >= MAX_FRAMES_OF_TAB).length;
}

const frameOf = ({ tabId, frameId }: Frame) => ({ tabId, frameId });

function pendingNavigationOf(
  { pendingNavigations, nowMs }: PendingNavigations,
  { tabId, frameId }: Frame,
): PendingNavigation | undefined {
  return pendingNavigations.find((each) => isAlive(each, nowMs) && each.tabId === tabId && each.frameId === frameId);
}

function isAlive({ atMs }: PendingNavigation, nowMs: number): boolean {
  return Math.abs(nowMs - atMs) < PENDING_NAVIGATION_LIFE_MS;
}

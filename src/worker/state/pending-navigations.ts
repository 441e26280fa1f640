/**
 * Tickets: which address each frame was restricted from, so that the block page can go on to that address, and to no other,
 * once it is open again. They live as long as the browser's session. Any page can have frames restricted without end, at
 * addresses as long as it likes: so a ticket holds the digest of its address, and there are only so many.
 */
import { sha256 } from '../../policy/sha256.js';
import * as z from '../../policy/shapes.js';
import { exclusively } from './mutex.js';
import type { Frame, Ports } from '../ports.js';

/** Going on twice within this time means that the browser still restricts what we call open: stop there. */
const LOOP_GUARD_MS = 10_000;

export const TICKETS_KEY = 'tickets';

/** Of all tabs, and of the frames inside one: what one page does takes no ticket away from another tab. */
const MAX_TICKETS = 400;
const MAX_FRAMES_OF_TAB = 20;

/** Whoever comes back to a page later than that presses a link to go on. */
export const TICKET_LIFE_MS = 7 * 24 * 3_600_000;

const ticketSchema = z.object({
  tabId: z.int(),
  frameId: z.int(),
  /** Of the address. */
  digest: z.string(),
  atMs: z.number(),
  wentOnAtMs: z.nullable(z.number()),
});

type Ticket = z.infer<typeof ticketSchema>;
type Needed = Pick<Ports, 'session' | 'clock'>;

export async function leaveTicket(ports: Needed, frame: Frame, url: string): Promise<void> {
  const digest = await sha256(url);
  await exclusively(ports.session, async () => {
    const tickets = await readTickets(ports);
    if (ticketOf(tickets, frame)?.digest === digest) return;
    await writeTicket(ports, tickets, frame, { digest, wentOnAtMs: null });
  });
}

/** Whether this address is what the frame was last told about. */
export async function hasTicket(ports: Needed, frame: Frame, url: string): Promise<boolean> {
  return ticketOf(await readTickets(ports), frame)?.digest === (await sha256(url));
}

/**
 * Whether this frame may go on to the address, which is open now; notes that it does.
 * @param isWitnessed whether the address is known to have been restricted, asked where there is no ticket
 */
export async function mayGoOn(
  ports: Needed,
  frame: Frame,
  url: string,
  isWitnessed: () => Promise<boolean>,
): Promise<boolean> {
  const digest = await sha256(url);
  const own = ticketOf(await readTickets(ports), frame);
  if (own?.digest !== digest && !(await isWitnessed())) return false;
  return exclusively(ports.session, async () => {
    const tickets = await readTickets(ports);
    const wentOnAtMs = own?.digest === digest ? (ticketOf(tickets, frame)?.wentOnAtMs ?? null) : null;
    const nowMs = ports.clock.nowMs();
    if (wentOnAtMs !== null && Math.abs(nowMs - wentOnAtMs) < LOOP_GUARD_MS) return false;
    await writeTicket(ports, tickets, frame, { digest, wentOnAtMs: nowMs });
    return true;
  });
}

function ticketOf(tickets: readonly Ticket[], { tabId, frameId }: Frame): Ticket | undefined {
  return tickets.find((each) => each.tabId === tabId && each.frameId === frameId);
}

/** The latest are kept: of a tab's frames, and of all. */
async function writeTicket(
  { session, clock }: Needed,
  tickets: readonly Ticket[],
  { tabId, frameId }: Frame,
  { digest, wentOnAtMs }: Pick<Ticket, 'digest' | 'wentOnAtMs'>,
): Promise<void> {
  const others = tickets.filter((each) => each.tabId !== tabId || each.frameId !== frameId);
  const framesOfTab = others.filter((each) => each.tabId === tabId && each.frameId !== 0);
  const tooMany = new Set(frameId === 0 ? [] : framesOfTab.slice(0, 1 + framesOfTab.length - MAX_FRAMES_OF_TAB));
  const kept = others.filter((each) => !tooMany.has(each)).slice(1 - MAX_TICKETS);
  await session.set(TICKETS_KEY, [...kept, { tabId, frameId, digest, atMs: clock.nowMs(), wentOnAtMs }]);
}

/** Those that have not run out, oldest first. */
async function readTickets({ session, clock }: Needed): Promise<Ticket[]> {
  const stored = z.array(ticketSchema).safeParse(await session.get(TICKETS_KEY));
  const nowMs = clock.nowMs();
  return stored.success ? stored.data.filter(({ atMs }) => Math.abs(nowMs - atMs) < TICKET_LIFE_MS) : [];
}

/**
 * Tickets: which address each frame was restricted from, so that the explanation page can go on to that address, and to
 * no other, once it is open again. They live as long as the browser's session.
 */
import * as z from '../../policy/shapes.js';
import type { Frame, Ports } from '../ports.js';

/** Going on twice within this time means that the browser still restricts what we call open: stop there. */
const LOOP_GUARD_MS = 10_000;

const ticketSchema = z.object({ url: z.string(), wentOnAtMs: z.nullable(z.number()) });

type Needed = Pick<Ports, 'session' | 'clock'>;

const keyOf = ({ tabId, frameId }: Frame): string => `ticket.${tabId}.${frameId}`;

export async function leaveTicket(ports: Needed, frame: Frame, url: string): Promise<void> {
  const before = await readTicket(ports, frame);
  if (before?.url === url) return;
  await ports.session.set(keyOf(frame), { url, wentOnAtMs: null });
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
  const ticket = await readTicket(ports, frame);
  const own = ticket?.url === url ? ticket : null;
  if (own === null && !(await isWitnessed())) return false;
  const nowMs = ports.clock.nowMs();
  if (own?.wentOnAtMs !== null && own !== null && Math.abs(nowMs - own.wentOnAtMs) < LOOP_GUARD_MS) return false;
  await ports.session.set(keyOf(frame), { url, wentOnAtMs: nowMs });
  return true;
}

async function readTicket(ports: Needed, frame: Frame): Promise<z.infer<typeof ticketSchema> | null> {
  const result = ticketSchema.safeParse(await ports.session.get(keyOf(frame)));
  return result.success ? result.data : null;
}

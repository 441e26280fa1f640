/** Remembers, for as long as the browser's session lasts, for which rule and tool its user has gone to ask for access. */
import * as z from '../../policy/shapes.js';
import type { Decision } from '../../policy/decide.js';
import type { Ports } from '../ports.js';

const KEY = 'accessRequests';
const MAX_KEPT = 50;

const schema = z.array(z.object({ about: z.string(), atMs: z.number() }));

type Needed = Pick<Ports, 'session' | 'clock'>;

const aboutOf = ({ rule, tool, site }: Decision): string => JSON.stringify([rule.id, tool?.id ?? site]);

export async function noteRequest(ports: Needed, decision: Decision): Promise<void> {
  const about = aboutOf(decision);
  const others = (await readRequests(ports)).filter((each) => each.about !== about);
  await ports.session.set(KEY, [...others, { about, atMs: ports.clock.nowMs() }].slice(-MAX_KEPT));
}

/** When that was, in milliseconds since the epoch; null when it was not. */
export async function requestedAt(ports: Needed, decision: Decision): Promise<number | null> {
  const about = aboutOf(decision);
  return (await readRequests(ports)).find((each) => each.about === about)?.atMs ?? null;
}

async function readRequests(ports: Needed): Promise<z.infer<typeof schema>> {
  const stored = schema.safeParse(await ports.session.get(KEY));
  return stored.success ? stored.data : [];
}

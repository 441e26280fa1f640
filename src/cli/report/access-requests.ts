/** The requests for access among collected events. */
import * as z from 'zod';
import { CommandError } from '../lib/command-error.js';
import { eventFiles, type Skipped } from './event-files.js';
import { readEventLines } from './event-lines.js';
import { ID } from '../../events/event-fields.js';
import { eventLineSchema, textSchema } from '../../server/event-schema.js';

const { id, tool, host, rule, action } = eventLineSchema.shape;

/** Strict, whoever wrote the file: what it names is to be opened. */
const requestSchema = z.object({
  kind: z.literal('requested'),
  at: z.iso.datetime(),
  receivedAt: z.iso.datetime().nullish(),
  browserId: textSchema(ID),
  identity: z.string().nullable(),
  ...{ id, tool, host, rule, action },
});

export type AccessRequest = Omit<z.infer<typeof requestSchema>, 'kind' | 'receivedAt'>;

interface AccessRequests {
  /** The newest first; one that arrived twice is there once. */
  readonly requests: readonly AccessRequest[];
  /** Lines about a request that say something else than requests do. */
  readonly unreadable: number;
  readonly skipped: readonly Skipped[];
}

/** @throws CommandError when there are no files */
export async function readAccessRequests(places: readonly string[]): Promise<AccessRequest[]> {
  return [...(await accessRequestsIn(places)).requests];
}

/** The same, with what could not be read. @throws CommandError when there are no files */
export async function accessRequestsIn(places: readonly string[]): Promise<AccessRequests> {
  const found = new Map<string, AccessRequest>();
  const { files, skipped: left } = await eventFiles(places);
  const skipped = [...left];
  let unreadable = 0;
  for (const file of files) {
    try {
      for await (const request of requestsOf(file)) {
        // Two that differ under one id are both there: one of them is forged, and nobody can tell which.
        if (request === null) unreadable += 1;
        else found.set(JSON.stringify({ ...request, at: null }), request);
      }
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      skipped.push({ file, why: error.message });
    }
  }
  const requests = [...found.values()].sort((one, other) => (one.at < other.at ? 1 : -1));
  return { requests, unreadable, skipped };
}

/** Null for each that says something else than requests do. */
async function* requestsOf(file: string): AsyncGenerator<AccessRequest | null> {
  for await (const line of readEventLines(file, (text) => text.includes('requested'))) {
    if (line.kind === 'unreadable') yield* Array.from({ length: line.count }, () => null);
    else if (line.event['kind'] === 'requested') yield requestIn(line.event);
  }
}

function requestIn(event: Readonly<Record<string, unknown>>): AccessRequest | null {
  const read = requestSchema.safeParse(event);
  if (!read.success) return null;
  const { kind: _, receivedAt, at, ...rest } = read.data;
  // A clock that is ahead does not keep a request above those that come after it.
  return { ...rest, at: receivedAt != null && receivedAt < at ? receivedAt : at };
}

/** As it is typed on a command line, where a hyphen in front would make it a flag. */
export const typedId = (id: string): string => id.replace(/^-+/, '');

/** @param start the id, or enough of its beginning to tell it from the others @throws CommandError */
export function requestWith(requests: readonly AccessRequest[], start: string): AccessRequest {
  const wanted = typedId(start);
  const whole = requests.filter(({ id }) => typedId(id) === wanted);
  const [request, ...others] =
    whole.length > 0 || wanted === '' ? whole : requests.filter(({ id }) => typedId(id).startsWith(wanted));
  if (request !== undefined && others.length === 0) return request;
  if (whole.length > 1) {
    throw new CommandError(
      `${whole.length} different requests have the id ${start}: browsers never make an id twice, so that all but one ` +
        'were sent by somebody else; ask the user before you grant one',
    );
  }
  const why =
    request === undefined ? 'no request has the id' : `${others.length + 1} requests have ids that begin with`;
  throw new CommandError(`${why} ${start}: gatepost requests lists them`);
}

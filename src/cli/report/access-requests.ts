/** The requests for access among collected events. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { CommandError } from '../lib/command-error.js';
import { eventFiles } from './load-events.js';

const requestSchema = z.object({
  kind: z.literal('requested'),
  id: z.string(),
  at: z.string(),
  browserId: z.string(),
  identity: z.string().nullable(),
  tool: z.string().nullable(),
  host: z.string().nullable(),
  rule: z.string().nullable(),
  action: z.string().nullable(),
});

export type AccessRequest = Omit<z.infer<typeof requestSchema>, 'kind'>;

/** The newest first; one that arrived twice is there once. @throws CommandError when there are no files */
export async function readAccessRequests(places: readonly string[]): Promise<AccessRequest[]> {
  const found = new Map<string, AccessRequest>();
  for (const file of await eventFiles(places)) {
    for await (const line of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
      // Few lines are requests, and reading each as JSON would cost the most.
      const request = line.includes('"requested"') ? requestIn(line) : null;
      if (request !== null) found.set(request.id, request);
    }
  }
  return [...found.values()].sort((one, other) => (one.at < other.at ? 1 : -1));
}

/** As it is typed on a command line, where a hyphen in front would make it a flag. */
export const typedId = (id: string): string => id.replace(/^-+/, '');

/** @param start the id, or enough of its beginning to tell it from the others @throws CommandError */
export function requestWith(requests: readonly AccessRequest[], start: string): AccessRequest {
  const [request, ...others] = requests.filter(({ id }) => typedId(id).startsWith(typedId(start)));
  if (request !== undefined && others.length === 0) return request;
  const why =
    request === undefined ? 'no request has the id' : `${others.length + 1} requests have ids that begin with`;
  throw new CommandError(`${why} ${start}: gatepost requests lists them`);
}

function requestIn(line: string): AccessRequest | null {
  try {
    const read = requestSchema.safeParse(JSON.parse(line));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** Writes docs/reference/events.md from the schema of events. With --check it writes nothing, and fails when the page is out of date. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { bundledModule } from './bundled-module.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const file = path.join(root, 'docs/reference/events.md');

/**
 * @typedef {{ about: string, meaning: string }} Kind
 * @typedef {{ meaning: string, classification: string, inRecord?: string }} Field
 * @typedef {{
 *   kinds: Record<string, Kind>, fields: Record<string, Field>, attributes: Record<string, string | null>,
 *   resource: Record<string, string>, types: Record<string, Type>, warnings: string[], purposes: Record<string, string>,
 *   mostEvents: number, shownEvents: number, segmentEvents: number, shownDays: number
 * }} Words
 * @typedef {{ type?: string, maxLength?: number, maxItems?: number, maximum?: number, anyOf?: Type[] }} Type
 */

const words = /** @type {Words} */ (
  /** @type {unknown} */ (
    await bundledModule(`
      import { z } from 'zod';
      import { eventLineSchema } from './src/server/event-schema.ts';
      import { RESOURCE_WORDS } from './src/events/event-words.ts';
      import { eventFieldRows } from './src/events/event-fields.ts';
      import { eventKinds, isWarning } from './src/events/event-kinds.ts';
      import { SENDER_FIELDS, SERVICE, SERVICE_NAME } from './src/events/otlp.ts';
      import { MAX_SEGMENTS, SEGMENT_EVENTS, SHOWN_DAYS, SHOWN_SEGMENTS } from './src/events/retention.ts';
      import { en } from './src/events/sheet-words/en.ts';
      export const purposes = Object.fromEntries(Object.entries(en.kinds).map(([kind, { purpose }]) => [kind, purpose]));
      export const mostEvents = MAX_SEGMENTS * SEGMENT_EVENTS;
      export const shownEvents = SHOWN_SEGMENTS * SEGMENT_EVENTS;
      export { SEGMENT_EVENTS as segmentEvents, SHOWN_DAYS as shownDays };
      export { KINDS as kinds, FIELDS as fields } from './src/events/event-words.ts';
      export const attributes = Object.fromEntries(eventFieldRows.map(([name, { attribute }]) => [name, attribute]));
      const sender = Object.entries(SENDER_FIELDS).map(([name, key]) => [key, RESOURCE_WORDS[name]]);
      export const resource = { [SERVICE_NAME]: '\`' + SERVICE + '\`', ...Object.fromEntries(sender) };
      export const types = z.toJSONSchema(eventLineSchema).properties;
      export const warnings = eventKinds.filter(isWarning);
    `)
  )
);

const GROUPS = { use: 'Use', policy: 'Policy', health: 'Health' };

/** @param {number} number */
const inThousands = (number) => number.toLocaleString('en');

/** @param {string[]} cells */
const row = (cells) => `| ${cells.join(' | ')} |`;

/** @param {string} name */
function typeOf(name) {
  const type = words.types[name] ?? {};
  return (type.anyOf ?? [type]).map(boundedType).join(', or ');
}

/** @param {Type} type */
function boundedType({ type = '', maxLength, maxItems, maximum }) {
  if (maxLength !== undefined) return `${type}, at most ${maxLength} characters`;
  if (maxItems !== undefined) return `${type}, at most ${maxItems}`;
  const isBounded = maximum !== undefined && maximum !== Number.MAX_SAFE_INTEGER;
  return isBounded ? `${type}, at most ${maximum.toLocaleString('en')}` : type;
}

function kindTables() {
  return Object.entries(GROUPS).flatMap(([group, title]) => [
    `### ${title}`,
    '',
    row(['kind', 'severity', 'meaning', 'purpose']),
    row(['---', '---', '---', '---']),
    ...Object.entries(words.kinds)
      .filter(([, { about }]) => about === group)
      .map(([kind, { meaning }]) =>
        row([`\`${kind}\``, words.warnings.includes(kind) ? 'warning' : 'info', meaning, words.purposes[kind] ?? '']),
      ),
    '',
  ]);
}

function fieldTable() {
  return [
    row(['field', 'type and bound', 'meaning', 'personal data', 'in OTLP']),
    row(['---', '---', '---', '---', '---']),
    ...Object.entries(words.fields).map(([name, { meaning, classification, inRecord }]) => {
      const otlp = [words.attributes[name], inRecord].filter((text) => text != null).join('; ');
      return row([`\`${name}\``, typeOf(name), meaning, classification, otlp]);
    }),
  ];
}

function resourceTable() {
  const rows = Object.entries(words.resource).map(([name, meaning]) => row([`\`${name}\``, meaning]));
  return [row(['attribute', 'value']), row(['---', '---']), ...rows];
}

const INTRODUCTION = `# Events

Everything that a browser with Gatepost records, stores and sends. This page is generated from the schema in the code
(\`src/events/event-fields.ts\`, by \`npm run events-doc\`); a test fails when they differ.

- **Without a collector, nothing is sent.** Events leave the browser only if the managed configuration sets
  \`eventsEndpoint\`. Events from before that are never sent.
- **Visible to the employee.** The status page lists every event in full, and whether, when and where it was sent.
- **Hosts only.** Never a path, a query, a fragment, a title, page content, typed or pasted text, or a prompt. The only text from a person is
  the justification that a warning asks for.
- **No names.** The device ID for support identifies a browser. It is random and created at installation. Events include a user name only
  if the administrator sets \`identity\`, and the status page shows this.
- **Counts by day for the data guard.** The data guard keeps nothing of a text. \`data-found\` has day, tool, rule, kind, detector, channel,
  outcome and count. It is recorded when the day is over, without host, user, ring and time of day; the receiver rejects one with any other field.
- **Governed sites only.** A site that no rule covers leaves no event, and wakes nothing. On sites with an \`observe\` rule, a script reports that a
  page opened, and nothing else. If a page navigates to a place (\`host/path\`) without loading, it is not counted.
- **No background requests.** Blocked requests from other pages to a restricted site leave no event.
- **No proof of intent.** A page of any site can link to a restricted site, or embed it in an invisible frame, and the event is the same as
  for a manual visit. That page also chooses the host name: \`anything.chatgpt.com\` is governed whether this host exists or not.
- **No private windows.** Incognito and private windows leave no events of any kind.
`;

const DURABILITY = `## Storage

- The browser writes events to the extension's storage one at a time. The block page does not wait for this. It sends a visit's id to the
  worker at least twice, so an event is recorded exactly once even if the worker stops in between. Continuing and asking for
  access wait the few milliseconds until the event is stored.
- An identical event within a minute (all fields except id and time) increases the count of the first one, unless that was already sent.
- The browser stores at most ${inThousands(words.mostEvents)} events, about 5 MiB. Beyond that it drops the oldest, ${words.segmentEvents} at a time, and \`events-lost\` counts them.
- Sent events remain visible to the employee: about ${words.shownEvents} events, for ${words.shownDays} days (those of the last week may stay longer).
- These events are lost: an event in the milliseconds before a crash, if its page closes at the same moment; data that the operating system had
  not yet written when the power failed; everything when the browser's profile is deleted. The end of a bypass is not recorded if the browser
  closes first.

## Delivery

- OTLP over HTTP as JSON, gzipped, \`POST\` to \`eventsEndpoint\`, with \`eventsHeaders\`. No cookies; redirects are not followed.
- Events are batched for one minute (±20 %). A request has at most 256 events.
- After 429, 502, 503, 504, no answer, no network or a redirect, the browser retries the same events after 1, 2, 4 … 30 minutes, or after
  \`Retry-After\` (at most 6 hours). After any other status except 2xx it does not retry, and counts them as \`events-lost\` with
  \`refused\`, as it does for records rejected by a partial success.
- Delivery is at least once: after a crash, a request may be repeated, with the same ids and content. Remove duplicates by
  \`log.record.uid\`.

## Configuration

| key              | value                                                                                                |
| ---------------- | ---------------------------------------------------------------------------------------------------- |
| \`eventsEndpoint\` | full address of the collector's logs, over https (http on loopback only), such as \`https://collector.example/v1/logs\` |
| \`eventsHeaders\`  | list of \`{"name": …, "value": …}\`, at most 20, such as \`Authorization\`. Stored with the managed configuration; never shown, exported or logged |
| \`identity\`       | user name to include in events, set by your deployment tool for each user. The user sees it on the status page. Omit it unless you need it and are allowed to use it |

## The built-in collector and its files

\`gatepost serve public --collect events\` accepts the same requests and writes daily files, and \`gatepost report events\` reads them
([Connect a collector](../guides/connect-a-collector.md)).

- **Token.** With \`--collect-token <file>\`, the collector accepts only events with this bearer token. Generate it randomly
  (\`openssl rand -hex 32\`): requests with a wrong token have a separate rate limit, so that they cannot displace others, but the limit does not
  prevent guessing.
- **Rate.** One address may send 600 requests at once and 20 a second. Behind a TLS host, all browsers have that host's address:
  \`--trust-forwarded-for\` uses the last address in \`X-Forwarded-For\`. Use it only if the host in front sets this header itself.
- **Bodies.** A request body may have 1 MiB, take 30 seconds, and pause for 10 seconds. The collector reads 256 at once and holds
  64 MiB in total; beyond that it rejects the slowest request.
- **Files.** If a link, folder or pipe has the name of a daily file, the collector leaves it alone and writes to a successor.
- **Other collectors.** \`gatepost report\`, \`requests\` and \`grant\` also read the JSON format of the OpenTelemetry Collector's file exporter:
  one request per line, uncompressed, or compressed as a whole with gzip or Zstandard. In a folder, they read files named \`.ndjson\`, \`.jsonl\` or
  \`.json\`. They report unreadable files and files with lines that are not events, and count the rest.
- **Forged events.** Anybody who can send events can also invent events and browsers. A report's threshold counts browsers by the ids that they
  claim, so forged events can lift a line above it: require a token. \`gatepost grant\` opens only what the rule in the request covers, prints
  this rule first, and rejects an id that two different requests have.
`;

const page = [
  INTRODUCTION,
  '## Kinds',
  '',
  'In OTLP, the event name is `gatepost.<kind>`. It is in the field `eventName` and in the attribute `event.name`, because some',
  'collectors and stores drop the field. `gatepost serve --collect` reads the field, then the attribute, then the first word of the body.',
  '',
  ...kindTables(),
  '## Fields',
  '',
  '`gatepost serve --collect` rejects an event that exceeds these bounds, has an invalid host name, or has characters in ids, code, tool or',
  'rule that Gatepost never writes there. The browser records only valid host names.',
  '',
  'Pseudonymous data is personal data under the GDPR: `usage` fields show what somebody did at that browser.',
  '',
  ...fieldTable(),
  '',
  '## Sender',
  '',
  'Every request has these resource attributes:',
  '',
  ...resourceTable(),
  '',
  DURABILITY,
].join('\n');

const wanted = await format(page, { ...(await resolveConfig(file)), parser: 'markdown' });
if (!process.argv.includes('--check')) await writeFile(file, wanted);
else if ((await readFile(file, 'utf8').catch(() => '')) !== wanted) {
  process.stderr.write('docs/reference/events.md is out of date: run npm run events-doc\n');
  process.exitCode = 1;
}

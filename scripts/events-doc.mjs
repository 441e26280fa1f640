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
 * @typedef {{ meaning: string, classification: string, otlp: string }} Field
 * @typedef {{
 *   kinds: Record<string, Kind>, fields: Record<string, Field>, resource: Record<string, string>,
 *   types: Record<string, Type>, warnings: string[]
 * }} Words
 * @typedef {{ type?: string, maxLength?: number, maxItems?: number, maximum?: number, anyOf?: Type[] }} Type
 */

const words = /** @type {Words} */ (
  /** @type {unknown} */ (
    await bundledModule(`
      import { z } from 'zod';
      import { eventLineSchema } from './src/server/event-schema.ts';
      import { eventKinds, isWarning } from './src/events/event.ts';
      export { KINDS as kinds, FIELDS as fields, RESOURCE_WORDS as resource } from './src/events/event-words.ts';
      export const types = z.toJSONSchema(eventLineSchema).properties;
      export const warnings = eventKinds.filter(isWarning);
    `)
  )
);

const GROUPS = { use: 'What people meet', policy: 'The policy', health: 'The browser’s own health' };

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
    row(['kind', 'severity', 'meaning']),
    row(['---', '---', '---']),
    ...Object.entries(words.kinds)
      .filter(([, { about }]) => about === group)
      .map(([kind, { meaning }]) => row([`\`${kind}\``, words.warnings.includes(kind) ? 'warning' : 'info', meaning])),
    '',
  ]);
}

function fieldTable() {
  return [
    row(['field', 'type and bound', 'meaning', 'tells about a person', 'in OTLP']),
    row(['---', '---', '---', '---', '---']),
    ...Object.entries(words.fields).map(([name, { meaning, classification, otlp }]) =>
      row([`\`${name}\``, typeOf(name), meaning, classification, otlp]),
    ),
  ];
}

function resourceTable() {
  const rows = Object.entries(words.resource).map(([name, meaning]) => row([`\`${name}\``, meaning]));
  return [row(['attribute', 'value']), row(['---', '---']), ...rows];
}

const INTRODUCTION = `# Events

What a browser with Gatepost writes down, keeps and sends: all of it. This page is made from the schema that the code
uses (\`src/server/event-schema.ts\` and \`src/events\`, by \`npm run events-doc\`); a test fails when they differ.

- **No collector, nothing is sent.** Events leave the browser only when the managed configuration names an
  \`eventsEndpoint\`. What was recorded before that is never sent.
- **The employee sees them too.** The status page lists every event in full, and whether, when and where to it was sent.
- **A host, no more.** Never a path, a query, a fragment, a title, what a page shows, what is typed or pasted, a prompt.
  The one text that a person writes is the justification that a warning asks for.
- **No name.** A browser is known by its support id: random, made at installation. Only when the administrator sets
  \`identity\` do events say who, and the status page says so.
- **Nothing about other sites.** A site that no rule is about leaves no event, and wakes nothing. On sites under an \`observe\` rule a
  script says that a page has opened, and nothing else; a place (\`host/path\`) that a page moves to without loading is not counted.
- **Nothing in the background.** What other pages load from a restricted site fails without an event.
- **No proof of intent.** A page of any site can lead to a restricted site, or show it in a frame that nobody sees, and the event is the
  same as for a visit by hand. The host is what that page named: \`anything.chatgpt.com\` is governed too, whether there is such a host or not.
- **Nothing in private windows.** There is no event of incognito and private windows, of any kind.
`;

const DURABILITY = `## How they are kept

- Events are written to the extension's storage one at a time. The explanation page does not wait for that. It asks the
  worker at least twice, with one id for the visit, so that an event is recorded once even when the worker dies in between.
  Continuing and requesting are the exception: they wait the few milliseconds until the event is in storage.
- The same again within a minute (all fields the same but id and time) is counted in the first, as long as it has not been sent.
- At most 9,600 events and about 5 MiB are kept. Beyond, the oldest go, 32 at a time, and \`events-lost\` tells how many.
- What has been sent stays for the reader: about 480 events, for 30 days (the latest week's may stay longer).
- Lost all the same: an event in the milliseconds before a crash when its page is closed in that moment too; what the
  operating system had not put on disk when the power failed; everything when the browser's profile is deleted. The end of
  a permit is not recorded when the browser is closed before it.

## How they are sent

- OTLP over HTTP as JSON, gzipped, \`POST\` to \`eventsEndpoint\`, with \`eventsHeaders\`; no cookies; redirects are not followed.
- Events gather for a minute, give or take a fifth. A request holds at most 256 of them.
- 429, 502, 503, 504, no answer and no network (a redirect looks the same): the same events again, after 1, 2, 4 … 30 minutes or what \`Retry-After\` asks for
  (6 hours at most). Any other status but 2xx: they are not sent again, and counted as \`events-lost\` with \`refused\`. So are the
  records that a partial success rejects.
- At least once: after a crash, a request may be made twice. Its records have the same ids and the same content;
  \`log.record.uid\` tells them apart.

## Configuration

| key              | value                                                                                                |
| ---------------- | ---------------------------------------------------------------------------------------------------- |
| \`eventsEndpoint\` | full address of the collector's logs, over https (http on loopback only), such as \`https://collector.example/v1/logs\` |
| \`eventsHeaders\`  | list of \`{"name": …, "value": …}\`, at most 20, such as an \`Authorization\`. Kept as part of the managed configuration; never shown, exported or logged |
| \`identity\`       | who uses this browser, put in by your deployment tool for each user. Leave it out unless you must have it, and may |

## The receiver and the files

A small company or a trial needs no collector: \`gatepost serve public --collect events\` takes the same requests and writes daily files,
and \`gatepost report events\` reads them. For more, see [Events at scale](../internals/scale.md).

- **Token.** \`--collect-token <file>\` takes events only with that bearer token. Make it by chance (\`openssl rand -hex 32\`): requests with a
  wrong token have a rate of their own, so that nobody keeps others from sending; they do not stop a token that can be guessed.
- **Rate.** Each address may make 600 requests at once and 20 a second. Behind a host with TLS every browser has that host's address:
  \`--trust-forwarded-for\` takes the last address in \`X-Forwarded-For\`. Use it only where the host in front writes that header itself.
- **Bodies.** A body of a request is 1 MiB at most, takes 30 seconds at most, and 10 without a byte. 256 are read at once, and 64 MiB are held
  for all of them; beyond that the one that has taken longest is refused.
- **Files.** Links, folders and pipes under the name of a daily file are left alone; a successor takes the events.
- **Other collectors.** \`gatepost report\`, \`requests\` and \`grant\` also read what the file exporter of an OpenTelemetry Collector writes in
  its JSON format: a request on each line, compressed with gzip or Zstandard as a whole or not at all. In a folder they take the files whose names end
  with \`.ndjson\`, \`.jsonl\` or \`.json\`. A file that cannot be read is named, and so is one with lines that are no events; the rest counts.
- **Made-up events.** Whoever may send events can make them up, browsers too. The threshold of a report counts browsers as they name themselves,
  so made-up ones can lift a line above it: ask for a token. \`gatepost grant\` opens nothing but what the rule named by the request is about, prints
  it first, and refuses an id that two different requests have.
`;

const page = [
  INTRODUCTION,
  '## Kinds',
  '',
  'In OTLP, the event name is `gatepost.<kind>`: in the field `eventName`, and once more in the attribute `event.name`, because some',
  'collectors and stores drop the field. `gatepost serve --collect` reads the field, then the attribute, then the first word of the body.',
  '',
  ...kindTables(),
  '## Fields',
  '',
  '`gatepost serve --collect` refuses an event that is beyond these bounds, whose host is no host name, or whose ids, code, tool or rule',
  'hold a sign that ours never hold. The browser records no host that is no host name.',
  '',
  'Pseudonymous data stays personal data under the GDPR: `usage` fields tell what somebody at that browser did.',
  '',
  ...fieldTable(),
  '',
  '## The sender',
  '',
  'Resource attributes of every request:',
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

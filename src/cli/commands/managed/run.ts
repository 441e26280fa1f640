/**
 * `gatepost managed`: composes the managed configuration that enterprise policy hands the browsers, and judges it with the
 * extension's own code before anybody rolls it out.
 */
import { CATEGORIES } from '../../../catalogue/categories.js';
import { catalogueTools } from '../../../authoring/catalogue-tools.js';
import { nearestNames } from '../../../catalogue/nearest.js';
import type { KnownTool } from '../../../authoring/known-tools.js';
import { parseSite, type Site } from '../../../policy/site.js';
import { siteMistake } from '../../../policy/site-mistake.js';
import { isWithin } from '../../../policy/site-intersection.js';
import { acceptPolicy } from '../../../trust/accept-policy.js';
import { parseManagedConfiguration } from '../../../trust/managed-configuration.js';
import type { TrustedKey } from '../../../trust/trusted-key.js';
import { CommandError, EXIT } from '../../lib/command-error.js';
import { readText, writeNew } from '../../lib/files.js';
import { readPublicKey } from '../../publishing/key-file.js';

export const INITIAL_MODES = ['open', 'observe', 'closed'] as const;

export interface ManagedOptions {
  readonly url: string;
  readonly keyFiles: readonly string[];
  /** The name that the policy must carry. */
  readonly name?: string | undefined;
  readonly groups: readonly string[];
  readonly ring?: string | undefined;
  readonly organisation?: string | undefined;
  /** A published policy that browsers start from before they have reached the host. */
  readonly bootstrapFile?: string | undefined;
  /** What holds before any policy has come. */
  readonly initialMode?: (typeof INITIAL_MODES)[number] | undefined;
  /** What `closed` closes and `observe` counts: categories and tools of the catalogue, and sites. */
  readonly initial: InitialSelection;
  /** Where browsers send their events. */
  readonly eventsEndpoint?: string | undefined;
  /** What the collector asks for: `name: value`, or `@file` with one of them on each line. */
  readonly eventsHeaders?: readonly string[];
  /** Who uses these browsers, for events to say so. */
  readonly identity?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

interface InitialSelection {
  readonly categories: readonly string[];
  readonly tools: readonly string[];
  readonly sites: readonly string[];
}

/** Only what was given is there; the browser's own schema calls for no more. */
interface ManagedDocument {
  readonly policyUrl: string;
  readonly trustedKeys?: readonly TrustedKey[];
  readonly policyName?: string;
  readonly groups?: readonly string[];
  readonly ring?: string;
  readonly organisation?: string;
  readonly bootstrapPolicy?: string;
  readonly initialMode?: string;
  readonly initialSites?: readonly string[];
  readonly eventsEndpoint?: string;
  readonly eventsHeaders?: readonly Header[];
  readonly identity?: string;
}

interface Header {
  readonly name: string;
  readonly value: string;
}

/** @throws CommandError that names the flag that is wrong */
export async function managed(options: ManagedOptions): Promise<ManagedDocument> {
  const { url, name, groups, ring, organisation, initialMode, initial, eventsEndpoint, identity } = options;
  const keys = await Promise.all(options.keyFiles.map((file) => readPublicKey(file)));
  ensureDistinct(keys);
  ensureText('--organisation', organisation);
  ensureText('--identity', identity);
  const document: ManagedDocument = {
    policyUrl: url,
    ...(keys.length === 0 ? {} : { trustedKeys: keys }),
    ...(name === undefined ? {} : { policyName: name }),
    ...(groups.length === 0 ? {} : { groups: [...groups] }),
    ...(ring === undefined ? {} : { ring }),
    ...(organisation === undefined ? {} : { organisation }),
    ...(options.bootstrapFile === undefined ? {} : { bootstrapPolicy: await bootstrap(options, keys) }),
    ...(initialMode === undefined ? {} : { initialMode }),
    ...initialSitesFor(initialMode, initial),
    ...(eventsEndpoint === undefined ? {} : { eventsEndpoint }),
    ...(await eventsHeadersFor(options)),
    ...(identity === undefined ? {} : { identity }),
  };
  const reading = parseManagedConfiguration(document);
  if (reading.kind === 'managed') return document;
  const field = reading.kind === 'invalid' ? reading.field : '';
  const expected = reading.kind === 'invalid' ? reading.expected : 'an address and a key';
  throw refused(`${FLAGS[field] ?? field}: expected ${expected}`);
}

const FLAGS: Readonly<Record<string, string>> = {
  policyUrl: '--url',
  trustedKeys: '--key',
  eventsEndpoint: '--events-endpoint',
  eventsHeaders: '--events-header',
};

function ensureText(flag: string, text: string | undefined): void {
  if (text === undefined || (text.trim() !== '' && text.length <= 300)) return;
  throw refused(`${flag}: expected some text, 300 characters at most`);
}

/** Its headers may hold a secret: the file is its owner's alone. @throws CommandError when there is such a file already */
export async function writeManaged(composed: ManagedDocument, file: string): Promise<void> {
  await writeNew(file, `${JSON.stringify(composed, null, 2)}\n`, 0o600);
}

function ensureDistinct(keys: readonly TrustedKey[]): void {
  const twice = keys.find(({ kid }, index) => keys.findIndex((each) => each.kid === kid) !== index);
  if (twice === undefined) return;
  throw refused(`--key: two keys have the id ${twice.kid}; give one another id with \`gatepost import-key --kid\``);
}

async function bootstrap({ bootstrapFile = '', name, nowMs }: ManagedOptions, keys: TrustedKey[]): Promise<string> {
  if (keys.length === 0)
    throw refused('--bootstrap needs --key: browsers take a policy to start from only if it is signed');
  const document = (await readText(bootstrapFile, 'the bootstrap policy')).trim();
  const acceptance = await acceptPolicy(document, {
    trustedKeys: keys,
    policyName: name ?? null,
    floor: null,
    nowMs,
    origin: 'fetched',
  });
  if (acceptance.ok) return document;
  throw refused(`--bootstrap: browsers would refuse ${bootstrapFile} (${acceptance.code}: ${acceptance.detail})`);
}

async function eventsHeadersFor(options: ManagedOptions): Promise<{ eventsHeaders?: readonly Header[] }> {
  const { eventsEndpoint, eventsHeaders = [] } = options;
  if (eventsHeaders.length === 0) return {};
  if (eventsEndpoint === undefined) throw refused('--events-header needs --events-endpoint, to be sent there');
  return { eventsHeaders: (await Promise.all(eventsHeaders.map(headersIn))).flat() };
}

async function headersIn(flag: string): Promise<Header[]> {
  if (!flag.startsWith('@')) return [headerIn(flag, flag)];
  const lines = (await readText(flag.slice(1), 'the headers')).split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.map((line, index) => headerIn(line, `${flag}, line ${index + 1}`));
}

/** @param place what a refusal names: a line of a file may hold a secret */
function headerIn(text: string, place: string): Header {
  const [, name, value] = /^\s*([^\s:]+)\s*:\s*(.*?)\s*$/.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return { name, value };
  throw refused(`--events-header ${place}: expected a name, a colon and a value, such as "Authorization: Bearer …"`);
}

function initialSitesFor(
  mode: ManagedOptions['initialMode'],
  initial: InitialSelection,
): { initialSites?: readonly string[] } {
  const named = [...initial.categories, ...initial.tools, ...initial.sites];
  if (mode === 'closed' || mode === 'observe') {
    if (named.length > 0) return { initialSites: sitesOf(initial) };
    throw refused(
      `--initial-mode ${mode}: say what it is about with --initial-category, --initial-tool or --initial-site`,
    );
  }
  if (named.length === 0) return {};
  throw refused(
    '--initial-category, --initial-tool and --initial-site need --initial-mode closed, or observe, to have a meaning',
  );
}

/** Browsers have no catalogue: every name becomes the sites it stands for, and none that another one covers. */
function sitesOf({ categories, tools, sites }: InitialSelection): string[] {
  const known = catalogueTools();
  for (const category of categories) ensureKnown('--initial-category', category, CATEGORIES);
  for (const id of tools)
    ensureKnown(
      '--initial-tool',
      id,
      known.map((tool) => tool.id),
    );
  for (const site of sites) {
    const mistake = siteMistake(site);
    if (mistake !== null) throw refused(`--initial-site ${site}: expected ${mistake}`);
  }
  const chosen = known.filter(({ id, category }) => tools.includes(id) || categories.includes(category));
  return withoutCovered([...new Set([...chosen.flatMap(placesOf), ...sites])].sort());
}

function placesOf({ sites, api, embedded }: KnownTool): string[] {
  return [...sites, ...api, ...embedded];
}

function withoutCovered(texts: readonly string[]): string[] {
  const all = texts.flatMap((text) => {
    const parsed = parseSite(text);
    return parsed.ok ? [{ text, site: parsed.site }] : [];
  });
  const covers = (outer: Site, inner: Site) => isWithin(inner, outer) && !isWithin(outer, inner);
  return all.filter(({ site }) => !all.some((other) => covers(other.site, site))).map(({ text }) => text);
}

function ensureKnown(flag: string, name: string, known: readonly string[]): void {
  if (known.includes(name)) return;
  const near = nearestNames(name, known, 2);
  const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : 'the catalogue has none of that name';
  throw refused(`${flag} ${name}: ${hint}`);
}

function refused(message: string): CommandError {
  return new CommandError(message, EXIT.refused);
}

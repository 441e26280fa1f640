/**
 * `gatepost managed`: composes the managed configuration that enterprise policy hands the browsers, and validates it with the
 * extension's own code before anybody rolls it out.
 */
import { Option } from 'commander';
import { CATEGORIES } from '../../../catalogue/categories.js';
import { catalogueTools } from '../../../authoring/catalogue-tools.js';
import { nearestNames } from '../../../catalogue/nearest.js';
import type { KnownTool } from '../../../authoring/known-tools.js';
import { parseSite, type Site } from '../../../policy/site.js';
import { siteMistake } from '../../../policy/site-mistake.js';
import { isWithin } from '../../../policy/site-intersection.js';
import { acceptPolicy } from '../../../trust/accept-policy.js';
import { parseManagedConfiguration } from '../../../trust/managed-configuration.js';
import { isManagedKey, MANAGED_KEYS, type Configured, type ManagedKey } from '../../../trust/managed-keys.js';
import { MANAGED_WORDS } from '../../../trust/managed-words.js';
import type { TrustedKey } from '../../../trust/trusted-key.js';
import { CommandError, EXIT } from '../../lib/command-error.js';
import { readText, writeNew } from '../../lib/files.js';
import { readPublicKey } from '../../publishing/key-file.js';

export interface ManagedOptions {
  readonly url: string;
  readonly keyFiles: readonly string[];
  readonly groups: readonly string[];
  /** A published policy that browsers start from before they have reached the host. */
  readonly bootstrapFile?: string | undefined;
  /** What holds before any policy has come. */
  readonly initialMode?: Configured['initialMode'];
  /** What `closed` closes and `observe` counts: categories and tools of the catalogue, and sites. */
  readonly initial: InitialSelection;
  /** What the collector asks for: `name: value`, or `@file` with one of them on each line. */
  readonly eventsHeaders?: readonly string[];
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
  /** The flags that `managed-keys.ts` has for texts (`name`, `ring` and so on), by the name of their value. */
  readonly [textFlag: string]: unknown;
}

interface InitialSelection {
  readonly categories: readonly string[];
  readonly tools: readonly string[];
  readonly sites: readonly string[];
}

/** Only what was given is there; the browser's own schema calls for no more. */
type ManagedDocument = { readonly [Key in ManagedKey]?: Configured[Key] | undefined };

interface Header {
  readonly name: string;
  readonly value: string;
}

/** @throws CommandError that names the flag that is wrong */
export async function managed(options: ManagedOptions): Promise<ManagedDocument> {
  const { groups, initialMode, initial } = options;
  const keys = await Promise.all(options.keyFiles.map((file) => readPublicKey(file)));
  ensureDistinct(keys);
  const document = inOrder({
    ...textsOf(options),
    trustedKeys: keys.length === 0 ? undefined : keys,
    groups: groups.length === 0 ? undefined : [...groups],
    bootstrapPolicy: options.bootstrapFile === undefined ? undefined : await bootstrap(options, keys),
    initialMode,
    ...initialSitesFor(initialMode, initial),
    ...(await eventsHeadersFor(options)),
  });
  const reading = parseManagedConfiguration(document);
  if (reading.kind === 'managed') return document;
  const field = reading.kind === 'invalid' ? reading.field : '';
  const expected = reading.kind === 'invalid' ? reading.expected : 'an address and a key';
  throw refused(`${isManagedKey(field) ? flagOf(field) : field}: expected ${expected}`);
}

/** The keys in the order of their definition, those without a value left out. */
function inOrder(values: Readonly<Partial<Record<ManagedKey, unknown>>>): ManagedDocument {
  const entries = MANAGED_KEYS.flatMap((key) => (values[key] === undefined ? [] : [[key, values[key]] as const]));
  return Object.fromEntries(entries);
}

function textsOf(options: ManagedOptions): Readonly<Partial<Record<ManagedKey, string>>> {
  const texts: Partial<Record<ManagedKey, string>> = {};
  for (const key of MANAGED_KEYS) {
    for (const { option, takes } of MANAGED_WORDS[key].flags) {
      const text = options[new Option(option).attributeName()];
      if (takes !== 'text' || typeof text !== 'string') continue;
      if (text.trim() === '') throw refused(`${flagOf(key)}: expected some text`);
      texts[key] = text;
    }
  }
  return texts;
}

function flagOf(key: ManagedKey): string {
  const [flag] = MANAGED_WORDS[key].flags;
  return (flag === undefined ? null : new Option(flag.option).long) ?? key;
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
    policyName: typeof name === 'string' ? name : null,
    minimumRevision: null,
    nowMs,
    origin: 'fetched',
  });
  if (acceptance.ok) return document;
  throw refused(`--bootstrap: browsers would refuse ${bootstrapFile} (${acceptance.code}: ${acceptance.detail})`);
}

async function eventsHeadersFor(options: ManagedOptions): Promise<{ eventsHeaders?: Header[] }> {
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

function initialSitesFor(mode: ManagedOptions['initialMode'], initial: InitialSelection): { initialSites?: string[] } {
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

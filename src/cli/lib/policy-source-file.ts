/** Reads policy.yaml: syntax and schema mistakes are reported with file, line, column, path, what was found and expected. */
import * as z from 'zod';
import { catalogueTools } from '../../authoring/catalogue-tools.js';
import { nearestNames } from '../../catalogue/nearest.js';
import { knownTools, type KnownTool, type SourceMistake } from '../../authoring/known-tools.js';
import { resolveSource, type Resolved } from '../../authoring/resolve-source.js';
import { policySourceSchema, type PolicySource } from '../../authoring/source.js';
import { CommandError, EXIT } from './command-error.js';
import { readText } from './files.js';
import { readFilters, type FilterFile } from './filter-files.js';
import { readLogo } from './logo.js';
import { placeIn } from './line-place.js';
import { readYaml } from './yaml-source.js';

/** A policy that has no mistakes, with everything it refers to. */
export interface ReadPolicy {
  readonly source: PolicySource;
  readonly resolved: Resolved;
  readonly tools: ReadonlyMap<string, KnownTool>;
  /** The files of its filters of fingerprints, by id; none where only the text was read. */
  readonly filters: ReadonlyMap<string, FilterFile>;
  /** Line and column of a place in the policy, from 1, or of the nearest part of it that is there. */
  readonly place: (path: SourceMistake['path']) => { readonly line: number; readonly column: number };
  /** `file:line:column` of a place in the policy, or of the nearest part of it that is there. */
  readonly placeOf: (path: SourceMistake['path']) => string;
}

/** @throws CommandError that lists every mistake, a line each */
export async function readPolicy(file: string): Promise<ReadPolicy> {
  const read = await withFilters(parsePolicy(await readText(file, 'the policy'), file), file);
  const { logo } = read.source.organisation;
  if (logo === undefined) return read;
  const embedded = await readLogo(file, logo, read.placeOf(['organisation', 'logo']));
  return { ...read, resolved: { ...read.resolved, logo: embedded } };
}

/**
 * The same with the filters of fingerprints that it names, which documents name by their digest.
 * @throws CommandError that lists every file that cannot be used, a line each
 */
export async function withFilters(read: ReadPolicy, file: string): Promise<ReadPolicy> {
  const { filters, findings } = await readFilters(file, read.source);
  if (findings.length > 0) {
    const line = ({ path, message }: (typeof findings)[number]) =>
      `${read.placeOf(path)}: ${whereOf(path)}: ${message}`;
    throw new CommandError(findings.map(line), EXIT.refused);
  }
  return { ...read, resolved: { ...read.resolved, filters }, filters };
}

/** One mistake of form, at its place in the file. */
export interface PlacedMistake {
  readonly severity: 'error';
  /** `syntax`: not YAML as policies use it; `form`: a key or value; `name`: what a name refers to. */
  readonly code: 'syntax' | 'form' | 'name';
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
  /** The path in the policy, such as `rules.0.tools.0`; null for a mistake of syntax. */
  readonly where: string | null;
  readonly message: string;
}

type ParsedPolicy =
  | { readonly ok: true; readonly read: ReadPolicy }
  | { readonly ok: false; readonly mistakes: readonly PlacedMistake[] };

/** @throws CommandError that lists every mistake, a line each */
export function parsePolicy(text: string, file: string): ReadPolicy {
  const parsed = tryParsePolicy(text, file);
  if (parsed.ok) return parsed.read;
  const line = ({ line: row, column, where, message }: PlacedMistake) =>
    `${file}:${row}:${column}: ${where === null ? '' : `${where}: `}${message}`;
  throw new CommandError(parsed.mistakes.map(line), EXIT.refused);
}

/** The same, with the mistakes as values. Never throws for a mistake in the text. */
export function tryParsePolicy(text: string, file: string): ParsedPolicy {
  const yaml = readYaml(text);
  const at = placeIn(text);
  if (!yaml.ok) {
    const syntax = ({ offset, message }: { offset: number; message: string }): PlacedMistake => ({
      ...{ severity: 'error', code: 'syntax', ...at(offset), where: null, message },
    });
    return { ok: false, mistakes: yaml.mistakes.map(syntax) };
  }
  const place = (path: SourceMistake['path']) => at(yaml.offsetOf(path));
  const placed =
    (code: PlacedMistake['code']) =>
    (mistake: SourceMistake): PlacedMistake => ({
      ...{ severity: 'error', code, ...place(mistake.path), where: whereOf(mistake.path), message: inWords(mistake) },
    });
  const suggest = suggestions();
  const source = policySourceSchema.safeParse(yaml.value, { reportInput: true });
  if (!source.success) {
    const mistakes = source.error.issues.flatMap((issue) => spread(issue, suggest));
    return { ok: false, mistakes: mistakes.map(placed('form')) };
  }
  const known = knownTools(source.data, catalogueTools());
  const resolved = resolveSource(source.data, known, suggest);
  if (resolved.mistakes.length > 0) return { ok: false, mistakes: resolved.mistakes.map(placed('name')) };
  const placeOf = (path: SourceMistake['path']) => {
    const { line, column } = place(path);
    return `${file}:${line}:${column}`;
  };
  return { ok: true, read: { source: source.data, resolved, tools: known.byId, filters: new Map(), place, placeOf } };
}

function inWords({ found, expected }: SourceMistake): string {
  return `${found === undefined ? '' : `found ${shown(found)}, `}${expected}`;
}

export function whereOf(path: SourceMistake['path']): string {
  return path.length === 0 ? 'the policy' : path.map((part) => cut(String(part), LONGEST_SHOWN)).join('.');
}

const LONGEST_SHOWN = 80;

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 3)}...` : text;
}

/** One mistake a line: unknown keys come together from the schema, and are reported each at its own place. */
function spread(issue: z.core.$ZodIssue, suggest: Suggest): SourceMistake[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key],
      found: undefined,
      expected: unknownKey(key, suggest),
    }));
  }
  // The schema's own words for its basic types, made to fit ours.
  const expected = issue.message.replace(/^Invalid \w+: (expected .*?)(?:, received .*)?$/, '$1').replaceAll('|', ', ');
  return [{ path, found: issue.input, expected }];
}

/** What keys were called before 1.0, and what they are called now. */
const RENAMED: Readonly<Record<string, string>> = {
  instead: 'alternatives',
  whenStale: 'onExpiry',
  poll: 'pollInterval',
  facts: 'context',
};

function unknownKey(key: string, suggest: Suggest): string {
  const renamed = Object.hasOwn(RENAMED, key) ? RENAMED[key] : undefined;
  if (renamed !== undefined) return `${key} is called ${renamed} now: rename the key`;
  const known = keysOfPolicies();
  if (known.includes(key)) return 'unknown key here: it belongs elsewhere in a policy';
  const [near] = suggest(key, known);
  return near === undefined ? 'unknown key: remove it, or correct its spelling' : `unknown key: did you mean ${near}?`;
}

let keys: readonly string[] | undefined;

/** Every key that the language has somewhere. */
function keysOfPolicies(): readonly string[] {
  return (keys ??= [...new Set(keysIn(z.toJSONSchema(policySourceSchema, { io: 'input' })))]);
}

function keysIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const here = 'properties' in schema ? Object.keys(schema.properties ?? {}) : [];
  return [...here, ...Object.values(schema).flatMap(keysIn)];
}

type Suggest = (name: string, names: Iterable<string>) => string[];

/** Looking for similar names takes a while, and nobody reads more: the first mistakes of a file get suggestions. */
const SUGGESTIONS = 100;

function suggestions(): Suggest {
  let left = SUGGESTIONS;
  return (name, names) => (left-- > 0 ? nearestNames(name, names, 2) : []);
}

/** The beginning of a value as JSON; of a long one, no more is looked at than is shown. */
function shown(value: unknown): string {
  return value === undefined ? 'nothing' : cut(beginningOf(value, 3), LONGEST_SHOWN);
}

function beginningOf(value: unknown, depth: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, LONGEST_SHOWN));
  if (typeof value !== 'object' || value === null) return String(value);
  const isList = Array.isArray(value);
  const some = Object.entries(value).slice(0, depth === 0 ? 0 : LONGEST_SHOWN / 4);
  const parts = some.map(
    ([key, part]) => `${isList ? '' : `${JSON.stringify(cut(key, LONGEST_SHOWN))}:`}${beginningOf(part, depth - 1)}`,
  );
  const inside = parts.join(',');
  return isList ? `[${inside}]` : `{${inside}}`;
}

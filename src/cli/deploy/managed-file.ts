/**
 * Reads managed.yaml, the managed configuration of the company's browsers, and validates it twice: as the extension will, and
 * against the schema by which Chromium drops, without a word, every key that it does not know or whose type is another.
 */
import * as z from 'zod';
import type { Policies, PolicyValue } from './browser-policies.js';
import { nearestNames } from '../../catalogue/nearest.js';
import { siteMistake } from '../../policy/site-mistake.js';
import { parseManagedConfiguration, type ManagedConfiguration } from '../../trust/managed-configuration.js';
import { CommandError, EXIT } from '../lib/command-error.js';
import { readText } from '../lib/files.js';
import { placeIn } from '../lib/line-place.js';
import { readYaml } from '../lib/yaml-source.js';

export interface ManagedFile {
  /** As written, native values. */
  readonly raw: Policies;
  readonly configuration: ManagedConfiguration;
}

interface Schema {
  readonly type?: string | undefined;
  readonly properties?: Readonly<Record<string, Schema>> | undefined;
  readonly items?: Schema | undefined;
}

const policyValue: z.ZodType<PolicyValue> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.array(policyValue), z.record(z.string(), policyValue)]),
);

const schemaOfSchema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    type: z.string().optional(),
    properties: z.record(z.string(), schemaOfSchema).optional(),
    items: schemaOfSchema.optional(),
  }),
);

/** @param schemaFile the extension's managed-schema.json */
export async function readManagedFile(file: string, schemaFile: string): Promise<ManagedFile> {
  const raw = parseYaml(await readText(file, 'the managed configuration'), file);
  const schema = schemaOfSchema.parse(JSON.parse(await readText(schemaFile, "the extension's schema")));
  const mistakes = mistakesIn(raw, schema, '');
  if (mistakes.length > 0) throw refused(file, mistakes);
  const reading = parseManagedConfiguration(raw);
  if (reading.kind === 'managed') {
    const { configuration, problem } = reading;
    if (problem === null) return { raw, configuration };
    throw refused(file, siteMistakes(raw['initialSites']));
  }
  if (reading.kind === 'unmanaged') throw refused(file, ['it is empty: expected at least policyUrl']);
  throw refused(file, [`${reading.field}: expected ${reading.expected}`]);
}

/** In more words than the extension has for them. */
function siteMistakes(sites: PolicyValue | undefined): string[] {
  if (!Array.isArray(sites)) return [];
  return sites.flatMap((site: PolicyValue, place) => {
    const mistake = typeof site === 'string' ? siteMistake(site) : null;
    return mistake === null ? [] : [`initialSites.${place}: found ${JSON.stringify(site)}, expected ${mistake}`];
  });
}

function parseYaml(text: string, file: string): Policies {
  const yaml = readYaml(text);
  if (!yaml.ok) {
    const at = placeIn(text);
    const inWords = ({ line, column }: ReturnType<typeof at>) => `line ${line}, column ${column}`;
    throw refused(
      file,
      yaml.mistakes.map(({ offset, message }) => `${inWords(at(offset))}: ${message}`),
    );
  }
  const read = z.record(z.string(), policyValue).safeParse(yaml.value ?? {});
  if (read.success) return read.data;
  const at = read.error.issues[0]?.path.map(String).join('.') ?? '';
  throw refused(file, [
    `${at === '' ? 'the file' : at}: expected keys with texts, numbers, true or false, lists or maps`,
  ]);
}

function mistakesIn(value: PolicyValue, schema: Schema, at: string): string[] {
  const found = typeOf(value);
  if (schema.type !== undefined && schema.type !== found && !(schema.type === 'number' && found === 'integer')) {
    return [`${at}: found ${article(found)}, expected ${article(schema.type)}`];
  }
  if (Array.isArray(value)) {
    const { items } = schema;
    return items === undefined
      ? []
      : value.flatMap((each: PolicyValue, index) => mistakesIn(each, items, `${at}[${index}]`));
  }
  if (typeof value !== 'object') return [];
  const known = schema.properties ?? {};
  return Object.entries(value).flatMap(([key, part]) => {
    const place = at === '' ? key : `${at}.${key}`;
    const own = known[key];
    return own === undefined ? [`${place}: ${unknownKey(key, Object.keys(known))}`] : mistakesIn(part, own, place);
  });
}

function unknownKey(key: string, known: readonly string[]): string {
  const [near] = nearestNames(key, known, 1);
  return near === undefined ? `unknown key; the keys are ${known.join(', ')}` : `unknown key: did you mean ${near}?`;
}

function typeOf(value: PolicyValue): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function article(type: string): string {
  const words: Readonly<Record<string, string>> = {
    array: 'a list',
    object: 'a map',
    string: 'a text',
    boolean: 'true or false',
  };
  return words[type] ?? `a ${type}`;
}

function refused(file: string, mistakes: readonly string[]): CommandError {
  return new CommandError(
    mistakes.map((mistake) => `${file}: ${mistake}`),
    EXIT.refused,
  );
}

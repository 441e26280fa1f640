/**
 * Reads deploy.yaml, the file of `gatepost deploy --all`: which directory group gets which ring and groups of the policy, and
 * to which browsers of which systems the files go. Mistakes are reported with file, line, column and field.
 */
import * as z from 'zod';
import { nearestNames } from '../../../catalogue/nearest.js';
import { CommandError, EXIT } from '../../lib/command-error.js';
import { readText } from '../../lib/files.js';
import { placeIn } from '../../lib/line-place.js';
import { readYaml } from '../../lib/yaml-source.js';
import { POLICY_BROWSERS } from '../browser-policies.js';
import { HARDENING_SWITCHES } from '../hardening.js';
import { ACCOUNT_DOMAIN } from '../settings.js';
import { SYSTEMS } from '../targets.js';
import { DIRECTORY_NAMES } from './directories.js';

const oneOf = (names: readonly string[]) => `expected one of ${names.join(', ')}`;

const A_TEXT = 'expected a text of 1 to 300 characters';
const text = z
  .string(A_TEXT)
  .min(1, A_TEXT)
  .max(300, A_TEXT)
  .regex(/^[^\p{Cc}`]+$/u, 'expected a text without control characters and backticks');
const texts = z
  .union([text, z.array(text).min(1)], `${A_TEXT}, or a list of such texts`)
  .transform((value) => [value].flat());

const A_NAME = 'expected a name for a folder: up to 40 lower-case letters, digits and hyphens';
/** Windows keeps these names for devices (Naming Files, Paths, and Namespaces). */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;
const name = z
  .string(A_NAME)
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, A_NAME)
  .refine((value) => !DEVICES.test(value), 'expected another name: Windows makes no folder of this one');

const A_DOMAIN = 'expected a domain of your accounts, such as contoso.example, or a list of them';
const domain = z.string().regex(ACCOUNT_DOMAIN);
const domains = z.union([domain, z.array(domain).min(1)], A_DOMAIN).transform((value) => [value].flat());

const CHROMIUM_ID = 'expected an ID of 32 letters from a to p';
const switches = z.array(z.enum(HARDENING_SWITCHES)).min(1);
const store = z.strictObject(
  {
    id: z.string('expected the ID of the extension in the store').regex(/^[^\s"]+$/, 'expected an ID without spaces'),
    updateUrl: z.string('expected the update URL of the store').regex(/^https?:\/\/\S+$/, 'expected a URL'),
  },
  'expected a map of id and updateUrl',
);

const target = z.strictObject(
  {
    name,
    directory: z.enum(DIRECTORY_NAMES, oneOf(DIRECTORY_NAMES)),
    os: z.enum(SYSTEMS, oneOf(SYSTEMS)).optional(),
    browsers: z
      .array(z.enum(POLICY_BROWSERS, oneOf(POLICY_BROWSERS)), 'expected a list of browsers')
      .min(1, 'expected a browser at least'),
    hardening: z
      .union([z.enum(['all', 'none']), switches], `expected all, none, or a list of ${HARDENING_SWITCHES.join(', ')}`)
      .default('all'),
    signInDomains: domains.default([]),
    blockOtherExtensions: z
      .array(z.string(CHROMIUM_ID).regex(/^[a-p]{32}$/, CHROMIUM_ID), 'expected a list, which may be empty')
      .optional(),
    unsignedXpi: z.boolean('expected true or false').default(false),
  },
  'expected a map of name, directory and browsers',
);

const audience = z.strictObject(
  {
    name,
    ring: text.optional(),
    groups: texts.default([]),
    directoryGroups: z
      .strictObject(Object.fromEntries(DIRECTORY_NAMES.map((each) => [each, texts.optional()])), 'expected a map')
      .default({}),
    everyone: z.boolean('expected true or false').default(false),
  },
  'expected a map of name, ring, groups and directoryGroups',
);

const file = z.strictObject(
  {
    format: z.literal(1, 'expected 1'),
    config: z.string('expected the path of managed.yaml'),
    policy: z.string('expected the path of policy.yaml, or of the published policy.jws'),
    pack: z.string('expected the folder that `gatepost pack` wrote').optional(),
    stores: z
      .strictObject(
        Object.fromEntries(POLICY_BROWSERS.map((each) => [each, store.optional()])),
        'expected a map by browser',
      )
      .default({}),
    urlLists: z.boolean('expected true or false').default(false),
    /** Names of the policy that no rule has yet. */
    plannedNames: z
      .strictObject({ groups: texts.default([]), rings: texts.default([]) })
      .default({ groups: [], rings: [] }),
    targets: z.array(target, 'expected a list of targets').min(1, 'expected a target at least'),
    audiences: z.array(audience, 'expected a list of audiences').min(1, 'expected an audience at least'),
  },
  'expected a map of format, config, policy, targets and audiences',
);

export type Deployment = z.infer<typeof file>;
export type DeployTarget = Deployment['targets'][number];
export type DeployAudience = Deployment['audiences'][number];

export interface DeploymentMistake {
  readonly path: readonly PropertyKey[];
  /** What was found and what is expected. */
  readonly message: string;
}

export interface ReadDeployment {
  readonly deployment: Deployment;
  /** The mistakes as one error, each at its place in the file. */
  readonly refused: (mistakes: readonly DeploymentMistake[]) => CommandError;
}

/** @throws CommandError that lists every mistake of form, a line each */
export async function readDeployment(at: string): Promise<ReadDeployment> {
  const source = await readText(at, 'the deployment file');
  const yaml = readYaml(source);
  const placeOf = placeIn(source);
  const line = (offset: number, rest: string) => {
    const place = placeOf(offset);
    return `${at}:${place.line}:${place.column}: ${rest}`;
  };
  if (!yaml.ok) {
    const mistakes = yaml.mistakes.map(({ offset, message }) => line(offset, message));
    throw new CommandError(mistakes, EXIT.refused);
  }
  const refused = (mistakes: readonly DeploymentMistake[]) =>
    new CommandError(
      mistakes.map(({ path, message }) => line(yaml.offsetOf(path), `${fieldOf(path)}: ${message}`)),
      EXIT.refused,
    );
  const read = file.safeParse(yaml.value, { reportInput: true });
  if (!read.success) throw refused(read.error.issues.flatMap(mistakesOf));
  return { deployment: read.data, refused };
}

function fieldOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'the file' : path.map(String).join('.');
}

function mistakesOf(issue: z.core.$ZodIssue): DeploymentMistake[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...issue.path, key], message: unknownKey(key) }));
  const found = issue.input === undefined ? '' : `found ${JSON.stringify(issue.input).slice(0, 80)}, `;
  return [{ path: issue.path, message: `${found}${issue.message}` }];
}

const KEYS = [file, target, audience, store].flatMap(({ shape }) => Object.keys(shape));

function unknownKey(key: string): string {
  const [near] = nearestNames(key, [...KEYS, ...DIRECTORY_NAMES, ...POLICY_BROWSERS], 1);
  if (near === key) return 'unknown key here: it belongs elsewhere in the file';
  return near === undefined ? 'unknown key: remove it, or correct its spelling' : `unknown key: did you mean ${near}?`;
}

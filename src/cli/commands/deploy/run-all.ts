/** `gatepost deploy --all`: the folders of every target and audience of one file, each with its instructions. */
import { lstat } from 'node:fs/promises';
import path from 'node:path';
import type { PublishedPolicy } from '../../../policy/schema.js';
import {
  readDeployment,
  type DeployAudience,
  type Deployment,
  type DeployTarget,
} from '../../deploy/all/deployment-file.js';
import { mistakesIn, unusedNames, type PolicyNames } from '../../deploy/all/deployment-mistakes.js';
import {
  GROUPS_HEADING,
  notesOn,
  renderIndex,
  renderTargetPage,
  type PageFacts,
} from '../../deploy/all/deployment-pages.js';
import { planOf, type PlannedFolder, type PlannedTarget } from '../../deploy/all/deployment-plan.js';
import { folded } from '../../deploy/all/directories.js';
import { switchesOf, type HardeningSwitch } from '../../deploy/hardening.js';
import { readManagedFile, type ManagedFile } from '../../deploy/managed-file.js';
import type { PolicyBrowser } from '../../deploy/browser-policies.js';
import { CommandError, EXIT } from '../../lib/command-error.js';
import { namesIn, readTextIfThere, writeInPlace } from '../../lib/files.js';
import { loadPolicyFile } from '../../publishing/load-policy.js';
import { writeFolder, type ExtensionSource } from './run.js';

export interface DeployAllOptions {
  /** deploy.yaml; the paths in it start at its folder. */
  readonly file: string;
  /** The extension's managed-schema.json. */
  readonly schemaFile: string;
  readonly out: string;
  readonly uninstall: boolean;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

export interface DeployedFolder extends PlannedFolder {
  readonly target: string;
  readonly audience: string;
  readonly extensionId: string;
  readonly files: readonly string[];
  readonly warnings: readonly string[];
}

export interface DeployedAll {
  readonly folders: readonly DeployedFolder[];
  /** About the whole. */
  readonly warnings: readonly string[];
}

/** @throws CommandError for mistakes of the file, with line and field, before anything is written */
export async function deployAll(options: DeployAllOptions): Promise<DeployedAll> {
  const { file, out, uninstall } = options;
  const { deployment, refused } = await readDeployment(file);
  const besideFile = (name: string) => path.join(path.dirname(file), name);
  const policy = await loadPolicyFile(besideFile(deployment.policy), options.nowMs);
  const names = namesOf(policy);
  const mistakes = mistakesIn(deployment, names);
  if (mistakes.length > 0) throw refused(mistakes);
  const managed = await readManagedFile(besideFile(deployment.config), options.schemaFile);
  ensureForEveryone(managed, deployment.config);
  const plan = planOf(deployment);
  const folders: DeployedFolder[] = [];
  for (const planned of plan) {
    const { target, system } = planned;
    for (const { audience, browser, path: folder } of foldersOf(planned)) {
      const made = await writeFolder(
        {
          ...browserOptions(target, browser),
          ...{ system, uninstall, mergeFile: null, urlLists: deployment.urlLists, out: path.join(out, folder) },
          extension: extensionFor(deployment, browser, besideFile),
        },
        configuredFor(audience, managed),
        policy,
      );
      const { files, warnings, settings } = made;
      const whose = { target: target.name, audience: audience.name, extensionId: settings.extensionId };
      folders.push({ browser, path: folder, ...whose, files, warnings });
    }
  }
  const unused = unusedNames(deployment, names);
  const warnings = new Map(folders.map((folder) => [folder.path, folder.warnings]));
  await writePages(out, plan, unused, { file: path.basename(file), uninstall, warnings });
  return { folders, warnings: [...notesOn(plan, unused), ...(await leftovers(out, plan))] };
}

function foldersOf({ audiences }: PlannedTarget) {
  return audiences.flatMap(({ audience, folders }) => folders.map((folder) => ({ audience, ...folder })));
}

function namesOf({ rules, rollouts = [] }: PublishedPolicy): PolicyNames {
  const replaced = rollouts.flatMap(({ replaces }) => replaces);
  const audiences = [
    ...[...rules, ...replaced].flatMap(({ audience = [] }) => audience),
    ...rollouts.flatMap(({ stages }) => stages),
  ];
  const distinct = (all: readonly string[]) => [...new Map(all.map((name) => [folded(name), name])).values()];
  return {
    groups: distinct(audiences.flatMap(({ groups = [] }) => groups)),
    rings: distinct(audiences.flatMap(({ rings = [] }) => rings)),
  };
}

/** Who is in what, the deployment file says. */
function ensureForEveryone({ raw }: ManagedFile, name: string): void {
  const set = ['ring', 'groups'].filter((key) => key in raw);
  if (set.length === 0) return;
  throw new CommandError(
    set.map((key) => `${name}: ${key}: the audiences of the deployment file set it; remove it here`),
    EXIT.refused,
  );
}

function configuredFor({ ring, groups }: DeployAudience, { raw, configuration }: ManagedFile): ManagedFile {
  return {
    raw: { ...raw, ...(groups.length === 0 ? {} : { groups }), ...(ring === undefined ? {} : { ring }) },
    configuration: { ...configuration, groups, ring: ring ?? null },
  };
}

/** Of what is chosen for the whole target, the part that this browser has. */
function browserOptions(target: DeployTarget, browser: PolicyBrowser) {
  const { signInDomains, unsignedXpi, blockOtherExtensions } = target;
  return {
    browser,
    hardening: hardeningFor(target, browser),
    unsignedXpi: unsignedXpi && browser === 'firefox',
    signInDomains: browser === 'edge' ? signInDomains : [],
    otherExtensions: browser === 'firefox' ? null : (blockOtherExtensions ?? null),
  };
}

function hardeningFor({ hardening }: DeployTarget, browser: PolicyBrowser): boolean | HardeningSwitch[] {
  if (typeof hardening === 'string') return hardening === 'all';
  return hardening.filter((name) => switchesOf(browser).includes(name));
}

function extensionFor(
  { pack, stores }: Deployment,
  browser: PolicyBrowser,
  besideFile: (name: string) => string,
): ExtensionSource {
  const store = stores[browser];
  return store === undefined ? { packFolder: besideFile(pack ?? '') } : { id: store.id, address: store.updateUrl };
}

async function writePages(
  out: string,
  plan: readonly PlannedTarget[],
  unused: PolicyNames,
  facts: PageFacts,
): Promise<void> {
  for (const planned of plan)
    await writeInPlace(path.join(out, planned.target.name, 'README.md'), renderTargetPage(planned, facts));
  await writeInPlace(path.join(out, 'README.md'), renderIndex(plan, unused, facts));
}

/**
 * Folders of an earlier file: they are not removed, since machines may have what is in them. Only what has the README of such a
 * folder is one: the output folder may hold anything else.
 */
async function leftovers(out: string, plan: readonly PlannedTarget[]): Promise<string[]> {
  const what = 'the output folder';
  const expected = new Set(
    plan.flatMap(({ audiences }) => audiences.flatMap(({ folders }) => folders.map((each) => each.path))),
  );
  const isExpected = (folder: string) => [...expected].some((each) => each === folder || each.startsWith(`${folder}/`));
  const found: string[] = [];
  const look = async (folder: string, depth: number): Promise<void> => {
    for (const name of await namesIn(path.join(out, folder), what)) {
      if (name === 'README.md') continue;
      const inner = folder === '' ? name : `${folder}/${name}`;
      if (isExpected(inner)) {
        if (depth < 2) await look(inner, depth + 1);
      } else if (await isOurs(path.join(out, inner), depth)) found.push(inner);
    }
  };
  await look('', 0);
  return found.map(
    (folder) => `${path.join(out, folder)} is not from this file: delete it once no machine has what is in it.`,
  );
}

/** A target has a page of its own, and each of its audiences a folder for every browser with the README of `deploy`. */
async function isOurs(folder: string, depth: number): Promise<boolean> {
  if (!(await isFolder(folder))) return false;
  if (depth === 1) {
    const browsers = await namesIn(folder, 'the output folder').catch(() => []);
    return (await Promise.all(browsers.map((each) => isOurs(path.join(folder, each), 2)))).includes(true);
  }
  // What cannot be read is none of ours.
  const readme = await readTextIfThere(path.join(folder, 'README.md'), 'the instructions').catch(() => null);
  return readme?.includes(depth === 0 ? GROUPS_HEADING : 'Gatepost') === true;
}

const isFolder = async (folder: string): Promise<boolean> => (await lstat(folder)).isDirectory();

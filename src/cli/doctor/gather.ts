/** Gathers what a browser on a machine was told, from the places where that system keeps it. */
import path from 'node:path';
import type { Policies, PolicyBrowser } from '../deploy/browser-policies.js';
import { CommandError } from '../lib/command-error.js';
import { isMap, parsePolicyFile } from '../deploy/json-files.js';
import { parseReg } from '../deploy/reg-file.js';
import { settingsFromRegistry } from '../deploy/registry.js';
import { FIREFOX_FILE, PLACES, type System } from '../deploy/targets.js';
import type { Evidence, PolicySource } from './evidence.js';
import type { Machine } from './machine.js';
import { installedIdsIn } from './profiles.js';

export type DoctorSystem = Exclude<System, 'chromeos'>;

/** What each package of the browser reads on the machine: one, apart from Chromium on Linux. */
export async function gather(machine: Machine, browser: PolicyBrowser, system: DoctorSystem): Promise<Evidence[]> {
  if (system === 'linux' && browser !== 'firefox') return gatherFolders(machine, browser);
  const sources = await readSources(machine, browser, system);
  return [{ browser, sources, installedIds: await installedIdsIn(machine, browser, system, 0) }];
}

async function gatherFolders(machine: Machine, browser: PolicyBrowser): Promise<Evidence[]> {
  const all = await Promise.all(
    PLACES[browser].linuxFolders.map(async (folder, index) => ({
      browser,
      sources: await readChromiumFolder(machine, folder),
      installedIds: await installedIdsIn(machine, browser, 'linux', index),
    })),
  );
  const told = all.filter(({ sources, installedIds }) => sources.length > 0 || installedIds !== null);
  return told.length === 0 ? all.slice(0, 1) : told;
}

async function readSources(machine: Machine, browser: PolicyBrowser, system: DoctorSystem): Promise<PolicySource[]> {
  switch (system) {
    case 'linux':
      return readFirefoxFiles(machine);
    case 'windows':
      return readRegistry(machine, browser);
    case 'macos':
      return readPreferences(machine, PLACES[browser].macDomain);
  }
}

/** Chromium reads every file of the folder, a backup or a hidden one too, in the order of the bytes of their names. */
async function readChromiumFolder(machine: Machine, folder: string): Promise<PolicySource[]> {
  const names = await machine.listFiles(folder);
  return Promise.all(names.map((name) => readJsonFile(machine, path.posix.join(folder, name), 'chromium')));
}

/** The machine's file comes before the ones beside the program. */
const FIREFOX_FILES: readonly string[] = [
  path.posix.join(PLACES.firefox.linuxFolders[0], FIREFOX_FILE),
  '/usr/lib/firefox/distribution/policies.json',
  '/usr/lib64/firefox/distribution/policies.json',
  '/usr/lib/firefox-esr/distribution/policies.json',
];

async function readFirefoxFiles(machine: Machine): Promise<PolicySource[]> {
  for (const file of FIREFOX_FILES) {
    if ((await machine.readBytes(file)) === null) continue;
    const source = await readJsonFile(machine, file, 'firefox');
    const policies = source.content?.['policies'];
    if (source.content === null) return [source];
    return [
      isMap(policies)
        ? { ...source, content: policies }
        : { ...source, content: null, mistake: 'expected a key "policies"' },
    ];
  }
  return [];
}

async function readJsonFile(machine: Machine, file: string, browser: PolicyBrowser): Promise<PolicySource> {
  const bytes = await machine.readBytes(file);
  if (bytes === null) return { place: file, content: null, mistake: 'the browser may not read it: chmod 644 it' };
  return sourceOf(bytes, file, browser);
}

function sourceOf(bytes: Uint8Array, place: string, browser: PolicyBrowser): PolicySource {
  try {
    return { place, content: parsePolicyFile(bytes, place, browser).content, mistake: null };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { place, content: null, mistake: error.message.replace(`${place}: `, '') };
  }
}

async function readRegistry(machine: Machine, browser: PolicyBrowser): Promise<PolicySource[]> {
  const key = PLACES[browser].registryKey;
  const exported = await machine.exportRegistry(key);
  if (exported === null) return [];
  const values = parseReg(exported);
  const place = `HKLM\\${key}`;
  for (const { name, data } of values) {
    if (name !== 'ExtensionSettings' || typeof data !== 'string') continue;
    const at = `${place}, value ${name}`;
    const source = sourceOf(Buffer.from(data), at, browser);
    if (source.content === null) return [source];
  }
  return [{ place, content: settingsFromRegistry(values, key), mistake: null }];
}

const MANAGED_PREFERENCES = '/Library/Managed Preferences';

/** One file for the browser, and one for each extension that is configured. */
async function readPreferences(machine: Machine, domain: string): Promise<PolicySource[]> {
  const names = await machine.list(MANAGED_PREFERENCES);
  const extensions = `${domain}.extensions.`;
  const wanted = names.filter((name) => name === `${domain}.plist` || name.startsWith(extensions));
  return Promise.all(
    wanted.map(async (name): Promise<PolicySource> => {
      const place = `${MANAGED_PREFERENCES}/${name}`;
      const content = readJson(await machine.readPlist(place));
      if (content === null) return { place, content, mistake: 'it is no property list' };
      if (!name.startsWith(extensions)) return { place, content, mistake: null };
      const id = name.slice(extensions.length).replace(/\.plist$/, '');
      return { place, content: { '3rdparty': { extensions: { [id]: content } } }, mistake: null };
    }),
  );
}

function readJson(text: string | null): Policies | null {
  try {
    const content: unknown = JSON.parse(text ?? '');
    return isMap(content) ? content : null;
  } catch {
    return null;
  }
}

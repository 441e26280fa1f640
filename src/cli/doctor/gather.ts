/** Gathers what a browser on a machine was told, from the places where that system keeps it. */
import path from 'node:path';
import type { Policies, PolicyBrowser } from '../deploy/browser-policies.js';
import { isMap, parsePolicyFile } from '../deploy/json-files.js';
import { parseReg } from '../deploy/reg-file.js';
import { settingsFromRegistry } from '../deploy/registry.js';
import { FIREFOX_FILE, PLACES, type System } from '../deploy/targets.js';
import type { Evidence, PolicySource } from './evidence.js';
import type { Machine } from './machine.js';
import { installedIdsIn } from './profiles.js';

export type DoctorSystem = Exclude<System, 'chromeos'>;

export async function gather(machine: Machine, browser: PolicyBrowser, system: DoctorSystem): Promise<Evidence> {
  const sources = await readSources(machine, browser, system);
  return { browser, sources, installedIds: await installedIdsIn(machine, browser, system) };
}

async function readSources(machine: Machine, browser: PolicyBrowser, system: DoctorSystem): Promise<PolicySource[]> {
  switch (system) {
    case 'linux':
      return browser === 'firefox'
        ? readFirefoxFiles(machine)
        : readChromiumFolder(machine, PLACES[browser].linuxFolder);
    case 'windows':
      return readRegistry(machine, PLACES[browser].registryKey);
    case 'macos':
      return readPreferences(machine, PLACES[browser].macDomain);
  }
}

/** Chromium reads every .json of the folder, in the order of the alphabet. */
async function readChromiumFolder(machine: Machine, folder: string): Promise<PolicySource[]> {
  const names = (await machine.list(folder)).filter((name) => name.endsWith('.json'));
  return Promise.all(names.map((name) => readJsonFile(machine, path.posix.join(folder, name))));
}

/** The machine's file comes before the ones beside the program. */
const FIREFOX_FILES: readonly string[] = [
  path.posix.join(PLACES.firefox.linuxFolder, FIREFOX_FILE),
  '/usr/lib/firefox/distribution/policies.json',
  '/usr/lib64/firefox/distribution/policies.json',
  '/usr/lib/firefox-esr/distribution/policies.json',
];

async function readFirefoxFiles(machine: Machine): Promise<PolicySource[]> {
  for (const file of FIREFOX_FILES) {
    if ((await machine.readText(file)) === null) continue;
    const source = await readJsonFile(machine, file);
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

async function readJsonFile(machine: Machine, file: string): Promise<PolicySource> {
  const text = await machine.readText(file);
  if (text === null) return { place: file, content: null, mistake: 'the browser may not read it: chmod 644 it' };
  try {
    return { place: file, content: parsePolicyFile(text, file), mistake: null };
  } catch (error) {
    const message = error instanceof Error ? error.message.replace(`${file}: `, '') : String(error);
    return { place: file, content: null, mistake: message };
  }
}

async function readRegistry(machine: Machine, key: string): Promise<PolicySource[]> {
  const exported = await machine.exportRegistry(key);
  if (exported === null) return [];
  const values = parseReg(exported);
  const place = `HKLM\\${key}`;
  const broken = values.find(
    ({ name, data }) => name === 'ExtensionSettings' && typeof data === 'string' && !isJson(data),
  );
  if (broken !== undefined)
    return [{ place: `${place}, value ExtensionSettings`, content: null, mistake: 'it is not JSON' }];
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
  if (text === null || !isJson(text)) return null;
  const content: unknown = JSON.parse(text);
  return isMap(content) ? content : null;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The policy file that a machine has already, which ours is joined with, and what lies beside it. */
import path from 'node:path';
import { CommandError } from '../lib/command-error.js';
import { readBytes } from '../lib/files.js';
import { thisMachine } from '../doctor/machine.js';
import { readChromiumJson } from './chromium-json.js';
import { isMap, parsePolicyFile, type PolicyFile } from './json-files.js';
import type { PolicyBrowser } from './browser-policies.js';
import type { System } from './targets.js';

export interface Existing extends PolicyFile {
  readonly name: string;
  /** Files of the same folder with `ExtensionSettings`, or with settings for the extension: the browser reads them too. */
  readonly neighbours: readonly string[];
}

interface Target {
  readonly browser: PolicyBrowser;
  readonly system: System;
  readonly extensionId: string;
}

/** @throws CommandError when that browser would ignore the file, or nothing is joined there */
export async function readExisting(mergeFile: string | null, target: Target): Promise<Existing | null> {
  if (mergeFile === null) return null;
  const { browser, system } = target;
  if (system !== 'linux' && browser !== 'firefox') {
    throw new CommandError(
      '--merge: only the policy files of Linux and of Firefox are joined; elsewhere every value stands alone',
    );
  }
  const file = parsePolicyFile(await readBytes(mergeFile, 'the policy file'), mergeFile, browser);
  return { ...file, name: path.basename(mergeFile), neighbours: await neighboursOf(mergeFile, target) };
}

/** Of a file in a folder of Chromium; elsewhere nothing is known of what the browser reads. */
async function neighboursOf(mergeFile: string, { browser, extensionId }: Target): Promise<string[]> {
  const folder = path.resolve(path.dirname(mergeFile));
  if (browser === 'firefox' || !/[\\/]policies[\\/]managed$/.test(folder)) return [];
  const names = (await thisMachine.listFiles(folder)).filter((name) => name !== path.basename(mergeFile));
  const found = await Promise.all(names.map((name) => isAbout(extensionId, path.join(folder, name))));
  return names.filter((_, index) => found[index]);
}

async function isAbout(extensionId: string, file: string): Promise<boolean> {
  const read = readChromiumJson((await thisMachine.readBytes(file)) ?? new Uint8Array());
  if (!read.ok || !isMap(read.value)) return false;
  const { ExtensionSettings: settings, '3rdparty': configurations = null } = read.value;
  return settings !== undefined || JSON.stringify(configurations).includes(`"${extensionId}"`);
}

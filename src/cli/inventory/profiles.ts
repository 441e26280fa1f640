/** Browser profiles in a folder: `Extensions/<id>` of Chromium's, `extensions.json` of Firefox's. Links are not followed. */
import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { isChromiumId } from '../../catalogue/read-extensions.js';
import { CommandError } from '../lib/command-error.js';
import { readText } from '../lib/files.js';
import { jsonIn } from '../lib/json-text.js';
import type { InstalledExtension, Inventory, UnreadPart } from './inventory.js';
import { isExtensionId, mistakenId } from './rows.js';

const CHROMIUM = 'Extensions';
const FIREFOX = 'extensions.json';

/** @throws CommandError when there is no profile */
export async function profilesUnder(folder: string): Promise<Inventory> {
  const found = { extensions: [] as InstalledExtension[], unread: [] as UnreadPart[], profiles: 0 };
  const look = async (here: string): Promise<void> => {
    let entries;
    try {
      entries = await readdir(here, { withFileTypes: true });
    } catch {
      found.unread.push({ where: here, reason: 'the folder cannot be read' });
      return;
    }
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const inside = path.join(here, entry.name);
      if (entry.isFile() && entry.name === FIREFOX) await readFirefox(inside, found);
      else if (entry.isDirectory() && entry.name === CHROMIUM) await readChromium(inside, found);
      else if (entry.isDirectory()) await look(inside);
    }
  };
  if ((await lstat(folder)).isDirectory() && path.basename(folder) === CHROMIUM) await readChromium(folder, found);
  else await look(folder);
  if (found.profiles === 0) {
    throw new CommandError(
      `${folder}: no browser profile in this folder: expected folders called ${CHROMIUM}, or files called ${FIREFOX}`,
    );
  }
  return { format: 'profiles', extensions: found.extensions, unread: found.unread };
}

interface Found {
  readonly extensions: InstalledExtension[];
  readonly unread: UnreadPart[];
  profiles: number;
}

/** Other names lie there too, such as `Temp`. */
async function readChromium(folder: string, found: Found): Promise<void> {
  const ids = (await readdir(folder).catch(() => null))?.filter(isChromiumId);
  if (ids === undefined) {
    found.unread.push({ where: folder, reason: 'the folder cannot be read' });
    return;
  }
  found.profiles += 1;
  const browser = path.dirname(folder);
  for (const id of ids.sort()) found.extensions.push({ id, browser, person: null, count: null });
}

async function readFirefox(file: string, found: Found): Promise<void> {
  const text = await readText(file, 'the profile').catch(() => null);
  const content = text === null ? null : (jsonIn(text) as { addons?: unknown } | null);
  if (!Array.isArray(content?.addons)) {
    found.unread.push({ where: file, reason: 'expected JSON with a list called addons' });
    return;
  }
  found.profiles += 1;
  const addons = content.addons as readonly ({ readonly id?: unknown; readonly type?: unknown } | null)[];
  for (const addon of addons.filter((each) => each?.type === 'extension')) {
    const id = String(addon?.id);
    if (isExtensionId(id)) found.extensions.push({ id, browser: path.dirname(file), person: null, count: null });
    else found.unread.push({ where: file, reason: mistakenId(id) });
  }
}

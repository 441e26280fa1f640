/** Another extension beside ours, with every power over websites that an extension can be given. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { extensionIdFromKey } from '../../../scripts/browser/launch-chromium.mjs';

/** In Firefox; the internal id is given to it, or Firefox would invent one. */
export const NEIGHBOUR_ID = 'neighbour@gatepost.example';
export const NEIGHBOUR_UUID = 'aaaaaaaa-0000-4000-8000-000000000001';
/** Any bytes give an id of their own. */
const KEY = Buffer.from('another extension').toString('base64');

const PAGES = {
  chromium: `chrome-extension://${extensionIdFromKey(KEY)}/page.html`,
  firefox: `moz-extension://${NEIGHBOUR_UUID}/page.html`,
};

/** Its own page, in which its interfaces are at hand. */
export function neighbourPage(extensionOrigin: string): string {
  return PAGES[extensionOrigin.startsWith('moz-') ? 'firefox' : 'chromium'];
}

/** @returns the folder to load it from */
export async function writeNeighbour(workDir: string): Promise<string> {
  const folder = path.join(workDir, 'neighbour');
  const manifest = {
    manifest_version: 3,
    name: 'Neighbour',
    version: '1',
    key: KEY,
    browser_specific_settings: { gecko: { id: NEIGHBOUR_ID } },
    permissions: ['declarativeNetRequest', 'downloads'],
    host_permissions: ['<all_urls>'],
  };
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(path.join(folder, 'page.html'), '<!doctype html><title>Neighbour</title><body>');
  return folder;
}

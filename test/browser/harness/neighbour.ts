/** Another extension beside ours, with every power over websites that an extension can be given. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { extensionIdFromKey } from '../../../scripts/browser/launch-chromium.mjs';

/** Any bytes give an id of their own. */
const KEY = Buffer.from('another extension').toString('base64');

export const NEIGHBOUR_PAGE = `chrome-extension://${extensionIdFromKey(KEY)}/page.html`;

/** @returns the folder to load it from */
export async function writeNeighbour(workDir: string): Promise<string> {
  const folder = path.join(workDir, 'neighbour');
  const manifest = {
    manifest_version: 3,
    name: 'Neighbour',
    version: '1',
    key: KEY,
    permissions: ['declarativeNetRequest', 'downloads'],
    host_permissions: ['<all_urls>'],
  };
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(path.join(folder, 'page.html'), '<!doctype html><title>Neighbour</title><body>');
  return folder;
}

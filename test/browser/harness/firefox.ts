/** Firefox ESR with the built extension and a managed configuration of its own. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { findFirefox } from '../../../scripts/browser/find-browser.mjs';
import { launchFirefox } from '../../../scripts/browser/launch-firefox.mjs';
import { ManagedBrowser, type BrowserRequest } from './managed-browser.js';
import { NEIGHBOUR_ID, NEIGHBOUR_UUID } from './neighbour.js';

const EXTENSION_DIR = path.resolve('dist/firefox');

export async function startFirefox({ managed, workDir, standInPort }: BrowserRequest): Promise<ManagedBrowser> {
  const manifest = JSON.parse(await readFile(path.join(EXTENSION_DIR, 'manifest.json'), 'utf8')) as {
    browser_specific_settings: { gecko: { id: string } };
  };
  const running = await launchFirefox({
    browser: await findFirefox({}),
    extensionDir: EXTENSION_DIR,
    extensionId: manifest.browser_specific_settings.gecko.id,
    workDir,
    standInPort,
    uuids: { [NEIGHBOUR_ID]: NEIGHBOUR_UUID },
    ...(managed !== null && { managed: { ...managed } }),
  });
  return new ManagedBrowser(running.browser, running.extensionUrl.replace(/\/$/, ''), () => running.close());
}

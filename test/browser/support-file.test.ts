/** The support file: saved from the real status page as an employee does, and understood by `gatepost doctor` as it is. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { doctorOfBundle } from '../../src/cli/commands/doctor/run.js';
import { Chromium } from './harness/chromium.js';
import { configureExtension } from './harness/configure-extension.js';
import { samplePolicy } from './harness/sample-policy.js';
import { setScene, type Scene } from './harness/scene.js';
import { downloadInto, savedSupportFile } from './harness/support-file.js';

let scene: Scene<Chromium>;

beforeAll(async () => {
  scene = await setScene((request) => Chromium.start(request), samplePolicy);
});

afterAll(async () => {
  await scene.close();
});

/** @param before what is done on the page before the button is pressed */
function savedFile(name: string, before: (page: Page) => Promise<unknown> = () => Promise.resolve()): Promise<string> {
  const folder = path.join(scene.company.workDir, name);
  return savedSupportFile(scene.browser, folder, async (page) => {
    await downloadInto(page, folder);
    await before(page);
  });
}

const findings = async (file: string, id: string | null = null) =>
  (await doctorOfBundle(file, id)).map(({ result, code }) => `${result} ${code}`);

test('where all is well, only that a person installed it is told', async () => {
  const id = new URL(scene.browser.extensionOrigin).host;
  expect(await findings(await savedFile('well'), id)).toEqual([
    'good installed',
    'bad force-installed',
    'good configuration',
    'good host-access',
    'good policy-accepted',
  ]);
});

test('another id than the one that was packed', async () => {
  expect(await findings(await savedFile('id'), 'abcdefghijklmnopabcdefghijklmnop')).toContain('bad wrong-id');
});

test('a host that answers no more', async () => {
  await scene.company.goOffline();
  const file = await savedFile('host', async (page) => {
    await page.click('#check');
    await page.waitForSelector('#problem-list li');
  });
  await scene.company.goOnline();
  expect(await findings(file)).toContain('bad policy-host');
});

test('access to websites that is taken away', async () => {
  await configureExtension(scene.browser, { hostAccess: 'ON_CLICK' });
  expect(await findings(await savedFile('access'))).toContain('bad host-access');
});

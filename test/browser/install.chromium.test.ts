/**
 * A real installation in Chromium, from the very files that `gatepost pack` and `gatepost deploy` write: without a click,
 * not to be removed, reconfigured and updated while it enforces, and gone without a trace.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { access } from 'node:fs/promises';
import path from 'node:path';
import type { Packed } from '../../src/cli/commands/pack/run.js';
import { eventually } from './harness/eventually.js';
import { setUp, type Installation } from './harness/installation.js';
import { startInstalledChromium, waitUntilInstalled } from './harness/installed-chromium.js';
import type { ManagedBrowser } from './harness/managed-browser.js';
import { RESTRICTED_URL, samplePolicy } from './harness/sample-policy.js';
import { doctorsFindings, downloadInto } from './harness/support-file.js';

let installation: Installation;
let packed: Packed;
let browser: ManagedBrowser;

beforeAll(async () => {
  installation = await setUp('chromium');
  await installation.company.publish(samplePolicy);
  packed = await installation.pack('0.1.0');
  await installation.deploy();
  browser = await startInstalledChromium({ installation, extensionId: packed.record.chrome?.id ?? '' });
});

afterAll(async () => {
  await browser.close();
  await installation.close();
});

test('it is installed without a click, under the id that pack printed, by the administrator', async () => {
  await waitUntilInstalled(browser);
  const self = await browser.inExtension((page) => page.evaluate(() => chrome.management.getSelf()));
  expect(self).toMatchObject({
    id: packed.record.chrome?.id,
    installType: 'admin',
    mayDisable: false,
    version: '0.1.0',
  });
});

test('it reads its configuration and enforces the policy', async () => {
  await browser.waitUntilEnforced();
  const managed = await browser.inExtension((page) => page.evaluate(() => chrome.storage.managed.get()));
  expect(managed).toEqual({ ...installation.company.managed, privateWindows: 'off' });
  const page = await browser.openRestricted(RESTRICTED_URL);
  await page.waitForSelector('#why:not([hidden])');
  await page.close();
});

test('it cannot be removed or switched off', async () => {
  const page = await browser.open('chrome://extensions/');
  const refusals = await page.evaluate(async (id) => {
    const refusalOf = (act: () => Promise<unknown>) =>
      act().then(
        () => 'done',
        (error: unknown) => String(error),
      );
    return {
      removed: await refusalOf(() => chrome.management.uninstall(id, { showConfirmDialog: false })),
      disabled: await refusalOf(() => chrome.management.setEnabled(id, false)),
    };
  }, packed.record.chrome?.id ?? '');
  await page.close();
  expect(refusals).toEqual({
    removed: expect.stringContaining('cannot be modified by user'),
    disabled: expect.stringContaining('cannot be modified by user'),
  });
});

test('its support file tells doctor that nothing is wrong', async () => {
  const id = packed.record.chrome?.id ?? '';
  const folder = path.join(installation.company.workDir, 'downloads');
  const findings = await doctorsFindings(browser, folder, id, (page) => downloadInto(page, folder));
  expect(findings.filter(({ result }) => result === 'bad')).toEqual([]);
  expect(findings.map(({ code }) => code)).toContain('policy-accepted');
});

test('a change of the configuration reaches the running browser', async () => {
  await installation.deploy({}, { ring: 'pilot' });
  await browser.inExtension((page) =>
    eventually('the new ring', () =>
      page.evaluate(async () => (await chrome.storage.managed.get())['ring'] === 'pilot'),
    ),
  );
});

test('a new version takes over while the policy is enforced', async () => {
  await installation.pack('0.1.1');
  await browser.inExtension((page) => page.evaluate(() => chrome.runtime.requestUpdateCheck()));
  // Chromium waits until the worker sleeps and no page of the extension is open, so only others may look.
  const site = await browser.open('https://intranet.contoso.example/');
  const extensions = await browser.open('chrome://extensions/');
  const before = installation.standIn.requests.length;
  await eventually('the new version is there', async () => {
    await site.evaluate(askFor, RESTRICTED_URL);
    return (await extensions.evaluate(readVersion, packed.record.chrome?.id ?? '')) === '0.1.1';
  });
  expect(installation.standIn.requests.slice(before).filter(({ host }) => host.includes('chatgpt'))).toEqual([]);
  const page = await browser.openRestricted(RESTRICTED_URL);
  await page.waitForSelector('#why:not([hidden])');
  await page.close();
});

/** Runs in the site's page. A request that comes while Chromium exchanges the versions may be held without end; it reaches nobody. */
async function askFor(url: string): Promise<void> {
  await fetch(url, { mode: 'no-cors', signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
}

/** Runs in the browser's own page about extensions. */
async function readVersion(id: string): Promise<string> {
  return (await chrome.management.get(id)).version;
}

test('it goes when the files are taken away, and restricts nothing any more', async () => {
  await installation.deploy({ uninstall: true });
  await expect(access(path.join(installation.policyFolder, 'policies/managed/gatepost.json'))).rejects.toThrow(
    'ENOENT',
  );
  await waitUntilInstalled(browser, false);
  const page = await browser.open(RESTRICTED_URL);
  expect(await page.title()).toContain('Stand-in');
});

/** The browser's own policies, as `gatepost deploy --policy` writes them, in the real browsers. */
import { afterEach, expect, test } from '@jest/globals';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import { findFirefox } from '../../scripts/browser/find-browser.mjs';
import { launchFirefox } from '../../scripts/browser/launch-firefox.mjs';
import type { Deployed } from '../../src/cli/commands/deploy/run.js';
import { setUp, type Installation } from './harness/installation.js';
import { startInstalledChromium } from './harness/installed-chromium.js';
import { ManagedBrowser } from './harness/managed-browser.js';

const policy = {
  format: 1,
  name: 'contoso',
  organisation: { name: 'Contoso' },
  reasons: { data: 'It keeps what you type.' },
  rules: [
    { id: 'own', sites: ['help.chatgpt.com'], action: 'allow' },
    {
      id: 'account',
      tools: ['claude'],
      action: 'account',
      account: { 'organization-ids': ['4fb1a9a0-52f1-4b6e-9a0e-1f6a3c5d7e90'] },
    },
    { id: 'built-in', categories: ['browser'], action: 'block', reason: 'data' },
    { id: 'chatgpt', tools: ['chatgpt'], action: 'block', reason: 'data' },
  ],
};

let installation: Installation | undefined;
let browser: ManagedBrowser | undefined;

afterEach(async () => {
  await browser?.close();
  await installation?.close();
  browser = installation = undefined;
});

async function deployed(kind: 'chromium' | 'firefox', as: 'chromium' | 'firefox' | 'edge' = kind): Promise<Deployed> {
  installation = await setUp(kind);
  await installation.company.publish(policy);
  await installation.pack('0.1.0');
  const policyFile = path.join(installation.company.workDir, 'browser-policy.yaml');
  await writeFile(policyFile, stringify(policy));
  const done = await installation.deploy({ policyFile, urlLists: true, browser: as });
  if (as === 'edge') {
    // Edge is not to be had here; what its file and Chromium's have in common is read by Chromium.
    const folder = path.join(installation.policyFolder, 'policies', 'managed');
    await mkdir(folder, { recursive: true });
    await copyFile(
      path.join(installation.company.workDir, 'deploy', 'gatepost.json'),
      path.join(folder, 'gatepost.json'),
    );
  }
  return done;
}

async function chromium(extensionId: string, extraArgs: readonly string[] = []): Promise<ManagedBrowser> {
  if (installation === undefined) throw new Error('deploy first');
  browser = await startInstalledChromium({ installation, extensionId, extraArgs });
  return browser;
}

interface ShownPolicy {
  readonly name: string;
  readonly value: unknown;
  /** What the page complains about; empty when nothing. */
  readonly complaint: string;
}

/** Our file forbids what steers this test: a later file of the test's own allows it, and the browser says that they differ. */
const SET_BY_THE_TEST = 'RemoteDebuggingAllowed';

interface Shown {
  readonly value: unknown;
  readonly error?: string;
  readonly warning?: string;
  readonly ignored?: boolean;
}

/** What chrome://policy shows: what the browser read, and what it thinks of it. */
async function shownPolicies(running: ManagedBrowser): Promise<ShownPolicy[]> {
  const page = await running.open('chrome://policy/');
  const text = await page.evaluate(`new Promise(async (resolve) => {
    const { addWebUiListener } = await import('chrome://resources/js/cr.js');
    addWebUiListener('policies-updated', (_, values) => resolve(JSON.stringify(values.policyGroups.chrome.policies)));
    chrome.send('listenPoliciesUpdates');
  })`);
  const shown = JSON.parse(String(text)) as Record<string, Shown>;
  return Object.entries(shown).map(([name, { value, error = '', warning = '', ignored = false }]) => ({
    name,
    value,
    complaint: error + warning + (ignored ? 'ignored' : ''),
  }));
}

test('Chromium reads every policy of its file as it was written, and complains about none', async () => {
  const { settings } = await deployed('chromium');
  const shown = await shownPolicies(await chromium(settings.extensionId));
  const ours = shown.filter(({ name }) => name in settings.policies);
  expect(ours.filter(({ name, complaint }) => complaint !== '' && name !== SET_BY_THE_TEST)).toEqual([]);
  const expected = { ...settings.policies, [SET_BY_THE_TEST]: true };
  expect(Object.fromEntries(ours.map(({ name, value }) => [name, value]))).toEqual(expected);
  expect(Object.keys(settings.policies)).toEqual(
    expect.arrayContaining([
      'URLBlocklist',
      'CookiesBlockedForUrls',
      'HttpHeaderInjection',
      'GeminiSettings',
      'AIModeSettings',
    ]),
  );
});

test('of the file for Edge, Chromium does not know what only Edge has, and complains about nothing else', async () => {
  const { settings } = await deployed('chromium', 'edge');
  const shown = await shownPolicies(await chromium(settings.extensionId));
  const ours = shown.filter(({ name }) => name in settings.policies);
  expect(ours).toHaveLength(Object.keys(settings.policies).length);
  expect(
    ours
      .filter(({ name, complaint }) => complaint !== '' && name !== SET_BY_THE_TEST)
      .map(({ name }) => name)
      .sort(),
  ).toEqual([
    'AIGenThemesEnabled',
    'AllowBrowsingWithCopilot',
    'ComposeInlineEnabled',
    'CopilotNewTabPageEnabled',
    'CopilotPageContext',
    'EdgeEntraCopilotPageContext',
    // Of the entry that installs, only the key for the toolbar.
    'ExtensionSettings',
    'HubsSidebarEnabled',
    'InPrivateModeAvailability',
    'Microsoft365CopilotChatIconEnabled',
  ]);
  const entry = ours.find(({ name }) => name === 'ExtensionSettings');
  expect(entry?.complaint.match(/Unknown property: \w+|error/gi)).toEqual([
    'Error',
    'error',
    'Unknown property: toolbar_state',
  ]);
});

test('the lists and the headers hold in Chromium where no extension runs', async () => {
  const { settings } = await deployed('chromium');
  const running = await chromium(settings.extensionId, ['--disable-extensions']);
  for (const url of ['https://chatgpt.com/c/42', 'https://www.chatgpt.com./']) {
    // A tab each: the browser's error page comes after the refusal, into whatever the tab does next.
    const blocked = await running.browser.newPage();
    await expect(blocked.goto(url)).rejects.toThrow('ERR_BLOCKED_BY_ADMINISTRATOR');
  }
  const open = await running.open('https://help.chatgpt.com/');
  expect(await open.title()).toContain('Stand-in');
  await running.open('https://claude.ai/new');
  const asked = await installation?.standIn.waitForRequest(
    ({ host, path: at }) => host === 'claude.ai' && at === '/new',
  );
  expect(asked?.headers['anthropic-allowed-org-ids']).toBe('4fb1a9a0-52f1-4b6e-9a0e-1f6a3c5d7e90');
  const hosts = installation?.standIn.requests.map(({ host }) => host) ?? [];
  expect(hosts.filter((host) => host.includes('chatgpt') && host !== 'help.chatgpt.com')).toEqual([]);
});

test('Firefox takes every policy of its file, and its list holds', async () => {
  const { settings } = await deployed('firefox');
  const { company, standIn, policyFolder } = installation ?? (await setUp('firefox'));
  const running = await launchFirefox({
    browser: await findFirefox({}),
    extensionDir: '',
    extensionId: settings.extensionId,
    workDir: company.workDir,
    standInPort: standIn.port,
    policyFolder,
    loadExtension: false,
  });
  browser = new ManagedBrowser(running.browser, running.extensionUrl.replace(/\/$/, ''), () => running.close());
  await browser.waitUntilEnforced();
  const policies = await browser.open('about:policies');
  const complaints = await policies.evaluate(
    () => document.getElementById('errorsContent')?.textContent ?? 'no such page',
  );
  expect(complaints.trim()).toBe('');
  const blocked = await browser.browser.newPage();
  await expect(blocked.goto('https://chatgpt.com/')).rejects.toThrow('NS_ERROR_BLOCKED_BY_POLICY');
  const open = await browser.open('https://help.chatgpt.com/');
  expect(await open.title()).toContain('Stand-in: help.chatgpt.com');
});

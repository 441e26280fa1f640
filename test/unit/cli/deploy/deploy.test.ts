/** Every file of `gatepost deploy`, read back by its own format to the same settings. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse as parsePlist } from 'plist';
import { POLICY_BROWSERS } from '../../../../src/cli/deploy/browser-policies.js';
import type { Deployed } from '../../../../src/cli/commands/deploy/run.js';
import { PLACES } from '../../../../src/cli/deploy/targets.js';
import { aDeployment, ID, runIn, withoutHead, type Profile } from '../../../support/deploying.js';
import { readRegStrictly } from '../../../support/reg-reader.js';
import { refusalOf } from '../../../support/refusal.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();
let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  await aDeployment(folder);
});

const output = (name: string): Promise<Buffer> => readFile(path.join(folder, 'out', name));
const json = async (name: string): Promise<unknown> => JSON.parse((await output(name)).toString());

/** Booleans are numbers in the registry, and that is all that is lost there. */
const asNumbers = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, each: unknown) => (typeof each === 'boolean' ? Number(each) : each)) as unknown;

const chromiums = POLICY_BROWSERS.filter((browser) => browser !== 'firefox');

describe.each(chromiums)('for %s', (browser) => {
  const configured = (settings: Deployed['settings']) => ({
    '3rdparty': { extensions: { [ID]: settings.configuration } },
  });

  test('Linux: one JSON file of native values', async () => {
    const { settings } = await runIn(folder, browser, 'linux');
    expect(await json('gatepost.json')).toEqual({ ...settings.policies, ...configured(settings) });
    expect(settings.configuration).toMatchObject({
      groups: ["Pilot, 'A'", 'Zürich'],
      bootstrapPolicy: 'line one\nline two',
    });
  });

  test('Windows: a .reg file by the grammar, with texts, numbers, numbered lists and JSON', async () => {
    const { settings } = await runIn(folder, browser, 'windows');
    const { values, removedKeys } = readRegStrictly(await output('gatepost.reg'));
    const root = `HKEY_LOCAL_MACHINE\\${PLACES[browser].registryKey}`;
    const rooted = (key: string, name: string) => values.get(`${key === '' ? root : `${root}\\${key}`}\\\\${name}`);
    for (const [name, value] of Object.entries(settings.policies)) {
      if (Array.isArray(value) && value.every((each) => typeof each === 'string')) {
        expect(value.map((_, index) => rooted(name, String(index + 1)))).toEqual(value);
        expect(removedKeys).toContain(`${root}\\${name}`);
      } else if (typeof value === 'object') expect(JSON.parse(String(rooted('', name)))).toEqual(value);
      else expect(rooted('', name)).toEqual(asNumbers(value));
    }
    for (const [name, value] of Object.entries(settings.configuration)) {
      const found = rooted(`3rdparty\\extensions\\${ID}\\policy`, name);
      expect(typeof value === 'string' ? found : JSON.parse(String(found))).toEqual(value);
    }
  });

  test('macOS: a configuration profile with a payload for each domain', async () => {
    const { settings } = await runIn(folder, browser, 'macos');
    const profile = parsePlist((await output('gatepost.mobileconfig')).toString()) as unknown as Profile;
    expect(profile).toMatchObject({ PayloadType: 'Configuration', PayloadVersion: 1, PayloadScope: 'System' });
    const payloads = new Map(profile.PayloadContent.map((payload) => [payload.PayloadType, payload]));
    const domain = PLACES[browser].macDomain;
    expect([...payloads.keys()]).toEqual([domain, `${domain}.extensions.${ID}`]);
    expect(withoutHead(payloads.get(domain))).toEqual(settings.policies);
    expect(withoutHead(payloads.get(`${domain}.extensions.${ID}`))).toEqual(settings.configuration);
    const ids = [profile, ...profile.PayloadContent].map(({ PayloadUUID }) => PayloadUUID);
    expect(new Set(ids).size).toBe(3);
    expect(ids.every((id) => /^[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-A[0-9A-F]{3}-[0-9A-F]{12}$/.test(id))).toBe(true);
  });

  test('installs by force, from the address given, and with updates from there', async () => {
    const { settings } = await runIn(folder, browser, 'linux');
    expect(settings.policies['ExtensionSettings']).toEqual({
      [ID]: {
        installation_mode: 'force_installed',
        update_url: 'https://policy.contoso.example/gatepost-chrome-updates.xml',
        override_update_url: true,
        ...(browser === 'edge' ? { toolbar_state: 'force_shown' } : { toolbar_pin: 'force_pinned' }),
      },
    });
  });
});

describe('for the Google Admin console', () => {
  test('every key of the configuration has a Value, and the policies stand apart', async () => {
    const { settings, files } = await runIn(folder, 'chrome', 'chromeos');
    expect(files).toEqual(expect.arrayContaining(['google-admin.json', 'google-admin-policies.json', 'README.md']));
    const wrapped = Object.fromEntries(Object.entries(settings.configuration).map(([key, Value]) => [key, { Value }]));
    expect(await json('google-admin.json')).toEqual(wrapped);
    expect(await json('google-admin-policies.json')).not.toHaveProperty('ExtensionSettings');
  });

  test('there is no other browser on ChromeOS', async () => {
    expect((await refusalOf(() => runIn(folder, 'edge', 'chromeos'))).message).toContain('only Chrome runs there');
  });
});

test('an extension from a store takes its updates from there', async () => {
  const address = 'https://clients2.google.com/service/update2/crx';
  const { settings, warnings } = await runIn(folder, 'chrome', 'windows', { extension: { id: ID, address } });
  expect(JSON.stringify(settings.policies['ExtensionSettings'])).not.toContain('override_update_url');
  expect(warnings.join()).not.toContain('joined to a domain');
});

test('in Edge nobody signs in with an account of another domain: its profiles would be left out of the policies', async () => {
  const { settings, warnings } = await runIn(folder, 'edge', 'windows', {
    signInDomains: ['Contoso.example', 'c.example'],
  });
  expect(settings.policies['RestrictSigninToPattern']).toBe(String.raw`.*@(contoso\.example|c\.example)`);
  expect(warnings.join()).not.toContain('--sign-in-domain');
  const without = await runIn(folder, 'edge', 'windows');
  expect(without.settings.policies).not.toHaveProperty('RestrictSigninToPattern');
  expect(without.warnings.join()).toContain('--sign-in-domain');
  expect((await runIn(folder, 'chrome', 'windows')).warnings.join()).not.toContain('--sign-in-domain');
});

test.each<[string, 'edge' | 'chrome', string, RegExp]>([
  ['an address', 'edge', 'lee@contoso.example', /expected the domain of your accounts/],
  ['a pattern', 'edge', '.*', /expected the domain of your accounts/],
  ['another browser', 'chrome', 'contoso.example', /for Edge only/],
])('--sign-in-domain is refused with %s', async (_, browser, domain, message) => {
  const refusal = await refusalOf(() => runIn(folder, browser, 'windows', { signInDomains: [domain] }));
  expect(refusal.message).toMatch(message);
});

test('other extensions are blocked on request, but for those that are named', async () => {
  const other = 'ponmlkjihgfedcbaponmlkjihgfedcba';
  const { settings } = await runIn(folder, 'chrome', 'linux', { otherExtensions: [other] });
  expect(settings.policies['ExtensionSettings']).toMatchObject({
    '*': { installation_mode: 'blocked' },
    [other]: { installation_mode: 'allowed' },
    [ID]: { installation_mode: 'force_installed' },
  });
  const none = await runIn(folder, 'chrome', 'linux', { otherExtensions: null });
  expect(Object.keys(none.settings.policies['ExtensionSettings'] ?? {})).toEqual([ID]);
  for (const [browser, ids, message] of [
    ['firefox', [], /not for Firefox|Chromium and its relatives only/],
    ['chrome', ['grammarly'], /grammarly: expected ids of 32 letters/],
  ] as const) {
    expect((await refusalOf(() => runIn(folder, browser, 'linux', { otherExtensions: ids }))).message).toMatch(message);
  }
});

test('hardening and lists can be left out', async () => {
  const { settings } = await runIn(folder, 'chrome', 'linux', { hardening: false, urlLists: false });
  expect(Object.keys(settings.policies)).not.toEqual(expect.arrayContaining(['IncognitoModeAvailability']));
  expect(settings.policies).not.toHaveProperty('URLBlocklist');
});

test('the instructions come in the order of the work, with the table of who enforces what', async () => {
  for (const browser of POLICY_BROWSERS) {
    for (const system of ['windows', 'macos', 'linux'] as const) {
      const { files } = await runIn(folder, browser, system);
      const page = (await output('README.md')).toString();
      const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
      expect(headings.slice(0, 6)).toEqual([
        'Read this first',
        'Before you begin',
        'On one test machine',
        'The pilot group, then everybody',
        'Later',
        'To remove it',
      ]);
      expect(headings).toContain('Who enforces what');
      // Every file of the folder that the page names is there.
      const named = [
        ...page.matchAll(
          /`((?:install|uninstall|gatepost|policies|registry|google)[\w.-]*\.(?:sh|ps1|json|reg|csv|mobileconfig))`/g,
        ),
      ].map(([, name = '']) => name);
      expect(named.filter((name) => !files.includes(name) && !name.startsWith('uninstall'))).toEqual([]);
    }
  }
});

test('the page of who enforces what shows every browser', async () => {
  await runIn(folder, 'chrome', 'linux');
  const page = (await output('enforcement.html')).toString();
  expect(page).toContain('<th scope="row">account</th>');
  for (const browser of POLICY_BROWSERS) expect(page).toContain(PLACES[browser].title);
  expect(page).toContain('prefers-color-scheme: dark');
  // Where it is narrow, each cell says whose it is.
  expect(page).toContain(`data-head="${PLACES.chrome.title}"`);
});

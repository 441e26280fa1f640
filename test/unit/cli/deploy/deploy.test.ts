/** Every file of `gatepost deploy`, read back by its own format to the same settings. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse as parsePlist } from 'plist';
import { POLICY_BROWSERS, type PolicyBrowser } from '../../../../src/compile/browser-policies.js';
import { deploy, type Deployed, type DeployOptions } from '../../../../src/cli/commands/deploy.js';
import { PLACES } from '../../../../src/cli/deploy/targets.js';
import { readRegStrictly } from '../../../support/reg-reader.js';
import { refusalOf } from '../../../support/refusal.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();
const ID = 'abcdefghijklmnopabcdefghijklmnop';
const FIREFOX_ID = 'gatepost@contoso.example';

/** Every type that a configuration can hold, and every sign that a format could trip over. */
const MANAGED = `policyUrl: https://policy.contoso.example/policy.jws
policyName: contoso
organisation: "Contoso’s \\"Été\\" & <Söhne>\\\\ 100% $env:x \`tick\`"
groups: ["Pilot, 'A'", "Zürich"]
ring: pilot
initialMode: observe
initialSites: [chatgpt.com]
bootstrapPolicy: "line one\\nline two"
trustedKeys:
  - { kty: OKP, crv: Ed25519, x: 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo, kid: k1 }
`;

const POLICY = `format: 1
name: contoso
organisation: { name: Contoso }
rules:
  - { id: help, sites: [help.openai.example], action: allow }
  - { id: account, tools: [claude], action: account, account: { organization-ids: [org-1] } }
  - { id: built-in, categories: [browser], action: block }
  - { id: block, sites: [openai.example], action: block }
`;

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  await writeFile(path.join(folder, 'managed.yaml'), MANAGED);
  await writeFile(path.join(folder, 'policy.yaml'), POLICY);
});

function run(
  browser: PolicyBrowser,
  system: DeployOptions['system'],
  changes: Partial<DeployOptions> = {},
): Promise<Deployed> {
  const address =
    browser === 'firefox'
      ? 'https://policy.contoso.example/gatepost-firefox.xpi'
      : 'https://policy.contoso.example/gatepost-chrome-updates.xml';
  return deploy({
    browser,
    system,
    configFile: path.join(folder, 'managed.yaml'),
    schemaFile: path.resolve('public/managed-schema.json'),
    out: path.join(folder, 'out'),
    extension: { id: browser === 'firefox' ? FIREFOX_ID : ID, address },
    policyFile: path.join(folder, 'policy.yaml'),
    urlLists: true,
    hardening: true,
    unsignedXpi: false,
    mergeFile: null,
    uninstall: false,
    nowMs: Date.parse('2026-11-23T09:00:00Z'),
    ...changes,
  });
}

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
    const { settings } = await run(browser, 'linux');
    expect(await json('gatepost.json')).toEqual({ ...settings.policies, ...configured(settings) });
    expect(settings.configuration).toMatchObject({
      groups: ["Pilot, 'A'", 'Zürich'],
      bootstrapPolicy: 'line one\nline two',
    });
  });

  test('Windows: a .reg file by the grammar, with texts, numbers, numbered lists and JSON', async () => {
    const { settings } = await run(browser, 'windows');
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
    const { settings } = await run(browser, 'macos');
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
    const { settings } = await run(browser, 'linux');
    expect(settings.policies['ExtensionSettings']).toEqual({
      [ID]: {
        installation_mode: 'force_installed',
        update_url: 'https://policy.contoso.example/gatepost-chrome-updates.xml',
        override_update_url: true,
        toolbar_pin: 'force_pinned',
      },
    });
  });
});

interface Profile {
  readonly PayloadUUID: string;
  readonly PayloadContent: readonly (Record<string, unknown> & { PayloadType: string; PayloadUUID: string })[];
}

function withoutHead(payload: Record<string, unknown> = {}): Record<string, unknown> {
  return Object.fromEntries(Object.entries(payload).filter(([key]) => !key.startsWith('Payload')));
}

describe('for firefox', () => {
  const managed = (settings: Deployed['settings']) => ({
    '3rdparty': { Extensions: { [FIREFOX_ID]: settings.configuration } },
  });

  test('Linux: policies.json', async () => {
    const { settings } = await run('firefox', 'linux');
    expect(await json('policies.json')).toEqual({ policies: { ...settings.policies, ...managed(settings) } });
  });

  test('Windows: JSON where Firefox reads JSON, and keys where it reads keys', async () => {
    const { settings } = await run('firefox', 'windows');
    const { values } = readRegStrictly(await output('gatepost.reg'));
    const at = (name: string) => values.get(`HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Mozilla\\Firefox${name}`);
    for (const name of ['ExtensionSettings', 'WebsiteFilter'])
      expect(JSON.parse(String(at(`\\\\${name}`)))).toEqual(settings.policies[name]);
    expect(at('\\AIControls\\Default\\\\Value')).toBe('blocked');
    expect(at('\\AIControls\\Default\\\\Locked')).toBe(1);
    expect(at('\\\\DisableSafeMode')).toBe(1);
    expect(JSON.parse(String(at(`\\3rdparty\\Extensions\\\\${FIREFOX_ID}`)))).toEqual(settings.configuration);
  });

  test('macOS: one payload, with policies switched on', async () => {
    const { settings } = await run('firefox', 'macos');
    const profile = parsePlist((await output('gatepost.mobileconfig')).toString()) as unknown as Profile;
    const [payload] = profile.PayloadContent;
    expect(payload?.PayloadType).toBe('org.mozilla.firefox');
    expect(withoutHead(payload)).toEqual({
      EnterprisePoliciesEnabled: true,
      ...settings.policies,
      ...managed(settings),
    });
  });

  test('takes an unsigned package only when told to, and says what that means', async () => {
    expect((await run('firefox', 'linux')).settings.policies).not.toHaveProperty('Preferences');
    const { settings, warnings } = await run('firefox', 'linux', { unsignedXpi: true });
    expect(settings.policies['Preferences']).toEqual({
      'xpinstall.signatures.required': { Value: false, Status: 'locked' },
    });
    expect(warnings.join()).toContain('Only Firefox ESR obeys');
  });

  test('is told to forbid the add-on when it is to go: without a policy, Firefox would keep it', async () => {
    await run('firefox', 'windows', { uninstall: true });
    const forbidden = { [FIREFOX_ID]: { installation_mode: 'blocked' } };
    expect(await json('policies.json').catch(() => null)).toEqual({ policies: { ExtensionSettings: forbidden } });
    const { values } = readRegStrictly(await output('gatepost-uninstall.reg'));
    expect(
      JSON.parse(String(values.get('HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Mozilla\\Firefox\\\\ExtensionSettings'))),
    ).toEqual(forbidden);
  });
});

describe('for the Google Admin console', () => {
  test('every key of the configuration has a Value, and the policies stand apart', async () => {
    const { settings, files } = await run('chrome', 'chromeos');
    expect(files).toEqual(expect.arrayContaining(['google-admin.json', 'google-admin-policies.json', 'README.md']));
    const wrapped = Object.fromEntries(Object.entries(settings.configuration).map(([key, Value]) => [key, { Value }]));
    expect(await json('google-admin.json')).toEqual(wrapped);
    expect(await json('google-admin-policies.json')).not.toHaveProperty('ExtensionSettings');
  });

  test('there is no other browser on ChromeOS', async () => {
    expect((await refusalOf(() => run('edge', 'chromeos'))).message).toContain('only Chrome runs there');
  });
});

test('an extension from a store takes its updates from there', async () => {
  const address = 'https://clients2.google.com/service/update2/crx';
  const { settings, warnings } = await run('chrome', 'windows', { extension: { id: ID, address } });
  expect(JSON.stringify(settings.policies['ExtensionSettings'])).not.toContain('override_update_url');
  expect(warnings.join()).not.toContain('joined to a domain');
});

test('hardening and lists can be left out', async () => {
  const { settings } = await run('chrome', 'linux', { hardening: false, urlLists: false });
  expect(Object.keys(settings.policies)).not.toEqual(expect.arrayContaining(['IncognitoModeAvailability']));
  expect(settings.policies).not.toHaveProperty('URLBlocklist');
});

test('the instructions come in the order of the work, with the table of who enforces what', async () => {
  for (const browser of POLICY_BROWSERS) {
    for (const system of ['windows', 'macos', 'linux'] as const) {
      const { files } = await run(browser, system);
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
  await run('chrome', 'linux');
  const page = (await output('enforcement.html')).toString();
  expect(page).toContain('<th scope="row">account</th>');
  for (const browser of POLICY_BROWSERS) expect(page).toContain(PLACES[browser].title);
});

/** The commonest mistakes, each made on a machine of the test's own, and each found. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Policies, PolicyBrowser } from '../../../../src/cli/deploy/browser-policies.js';
import { doctor, renderFindings } from '../../../../src/cli/commands/doctor/run.js';
import { installFiles } from '../../../../src/cli/deploy/deploy-files.js';
import { jsonContent } from '../../../../src/cli/deploy/json-files.js';
import { switchesOf } from '../../../../src/cli/deploy/hardening.js';
import { settingsFor, type Settings } from '../../../../src/cli/deploy/settings.js';
import { PLACES } from '../../../../src/cli/deploy/targets.js';
import type { Finding } from '../../../../src/cli/doctor/finding.js';
import type { DoctorSystem } from '../../../../src/cli/doctor/gather.js';
import type { Machine } from '../../../../src/cli/doctor/machine.js';
import type { Answer, Ask } from '../../../../src/cli/host/ask.js';
import { generateSigningKey, signDocument, type SigningKey } from '../../../../src/cli/publishing/signing-key.js';
import { aPolicy, NOW_MS } from '../../../support/policies.js';

const ID = 'abcdefghijklmnopabcdefghijklmnop';
const OTHER_ID = 'ponmlkjihgfedcbaponmlkjihgfedcba';
const UPDATES = 'https://policy.contoso.example/gatepost-chrome-updates.xml';
const PACKAGE = 'https://policy.contoso.example/x.crx';
const POLICY_URL = 'https://policy.contoso.example/policy.jws';

let key: SigningKey;
let settings: Settings;
let files: Map<string, string>;
let answers: Map<string, string>;

beforeEach(async () => {
  key = await generateSigningKey('EdDSA');
  settings = settingsOf('chrome', ID);
  files = new Map([['/etc/opt/chrome/policies/managed/gatepost.json', JSON.stringify(jsonContent(settings))]]);
  answers = new Map([
    [UPDATES, `<gupdate><app appid='${ID}'><updatecheck codebase='${PACKAGE}'/></app></gupdate>`],
    [PACKAGE, 'Cr24…'],
    [POLICY_URL, await signDocument(key, JSON.stringify(aPolicy()))],
  ]);
});

function settingsOf(browser: PolicyBrowser, extensionId: string): Settings {
  return settingsFor({
    browser,
    extensionId,
    address: browser === 'firefox' ? 'https://policy.contoso.example/gatepost-firefox.xpi' : UPDATES,
    firefoxUpdateUrl: null,
    configuration: { policyUrl: POLICY_URL, trustedKeys: [{ ...key.publicKey }] },
    compiled: {},
    possible: [],
    hardening: switchesOf(browser),
    unsignedXpi: false,
    signInDomains: [],
    otherExtensions: null,
  });
}

function machine(changes: Partial<Machine> = {}): Machine {
  const namesIn = (folder: string, deeper = true) => {
    const inside = [...files.keys()].filter((file) => file.startsWith(`${folder}/`));
    const below = inside.map((file) => file.slice(folder.length + 1).split('/'));
    return [...new Set(below.filter(({ length }) => deeper || length === 1).map(([name = '']) => name))].sort();
  };
  return {
    home: '/home/lee',
    readBytes: (file) => {
      const text = files.get(file);
      return Promise.resolve(text === undefined ? null : Buffer.from(text));
    },
    list: (folder) => Promise.resolve(namesIn(folder)),
    listFiles: (folder) => Promise.resolve(namesIn(folder, false)),
    exportRegistry: () => Promise.resolve(null),
    readPlist: () => Promise.resolve(null),
    ...changes,
  };
}

const answerOf = (url: string, text: string, changes: Partial<Answer> = {}): Answer => ({
  ...{ way: [url], status: 200, body: Buffer.from(text) },
  headers: { 'content-type': 'application/jose', etag: '"a"' },
  ...changes,
});

const REFUSED = { failure: 'connection refused', hasAnswered: false };
const ask: Ask = (url) => {
  const text = answers.get(url);
  return Promise.resolve(text === undefined ? REFUSED : answerOf(url, text));
};

function examine(
  changes: { browser?: PolicyBrowser; system?: DoctorSystem; extensionId?: string; machine?: Machine } = {},
): Promise<Finding[]> {
  return doctor({
    browser: 'chrome',
    system: 'linux',
    extensionId: null,
    machine: machine(),
    ask,
    nowMs: NOW_MS,
    ...changes,
  });
}

const wrong = (findings: readonly Finding[]) => findings.flatMap(({ result, code }) => (result === 'bad' ? code : []));

/** Changes the entry that installs the extension. */
function withEntry(changes: Policies): void {
  const entry = (settings.policies['ExtensionSettings'] as Record<string, Policies>)[ID];
  const content = { ...jsonContent(settings), ExtensionSettings: { [ID]: { ...entry, ...changes } } };
  files.set('/etc/opt/chrome/policies/managed/gatepost.json', JSON.stringify(content));
}

describe('on a machine', () => {
  test('where everything is right, nothing is wrong', async () => {
    files.set(`/home/lee/.config/google-chrome/Default/Extensions/${ID}/0.1.0_0/manifest.json`, '{}');
    const findings = await examine();
    expect(wrong(findings)).toEqual([]);
    expect(findings.map(({ code }) => code)).toEqual([
      'force-installed',
      'configuration',
      'installed',
      'update-url',
      'policy-accepted',
    ]);
    expect(renderFindings(findings)).toContain(`ok    policy-accepted: ${POLICY_URL} has the policy acme, revision 7`);
  });

  test('1: another file replaces ours', async () => {
    files.set(
      '/etc/opt/chrome/policies/managed/zz-other.json',
      JSON.stringify({ ExtensionSettings: { '*': { installation_mode: 'allowed' } } }),
    );
    const findings = await examine();
    expect(wrong(findings)).toEqual(['sources-in-conflict']);
    expect(findings[0]?.message).toMatch(/zz-other\.json replaces ExtensionSettings of .*gatepost\.json/);
  });

  test('2: the configuration is for another id', async () => {
    const content = { ...jsonContent(settings), '3rdparty': { extensions: { [OTHER_ID]: settings.configuration } } };
    files.set('/etc/opt/chrome/policies/managed/gatepost.json', JSON.stringify(content));
    expect(wrong(await examine())).toContain('wrong-id');
    expect(wrong(await examine({ extensionId: ID }))).toEqual(['wrong-id', 'configuration']);
  });

  test('2: the host has a package of another key', async () => {
    answers.set(UPDATES, (answers.get(UPDATES) ?? '').replace(ID, OTHER_ID));
    expect(wrong(await examine())).toEqual(['wrong-id']);
  });

  test('3: a file is no JSON', async () => {
    files.set('/etc/opt/chrome/policies/managed/gatepost.json', '{"ExtensionSettings": {,}}');
    const findings = await examine();
    expect(wrong(findings)).toEqual(['broken-file']);
    expect(findings[0]?.message).toContain(
      'gatepost.json cannot be read: line 1, column 24: expected a name in double quotes',
    );
  });

  test.each<[string, () => void, RegExp]>([
    ['does not answer', () => answers.delete(UPDATES), /does not answer \(connection refused\)/],
    [
      'answers with a sign-in page',
      () => answers.set(UPDATES, '<html>Sign in'),
      /no update manifest: something else answers/,
    ],
    ['leads to a package that is not there', () => answers.delete(PACKAGE), /x\.crx does not answer/],
    ['leads to a page instead of a package', () => answers.set(PACKAGE, '<html>'), /is no \.crx/],
    [
      'is used for the installation only',
      () => {
        withEntry({ override_update_url: false });
      },
      /override_update_url is not true/,
    ],
  ])('4: the update address %s', async (_, break_, message) => {
    break_();
    const findings = await examine();
    expect(wrong(findings)).toEqual(['update-url']);
    expect(renderFindings(findings)).toMatch(message);
  });

  test('5: sites are taken away from the extension', async () => {
    withEntry({ runtime_blocked_hosts: ['*://*.chatgpt.com'] });
    const findings = await examine();
    expect(wrong(findings)).toEqual(['host-access']);
    expect(renderFindings(findings)).toContain('*://*.chatgpt.com');
  });

  test('nothing is delivered', async () => {
    expect(wrong(await examine({ machine: machine({ listFiles: () => Promise.resolve([]) }) }))).toEqual(['delivered']);
  });

  test('it may be removed by its user', async () => {
    withEntry({ installation_mode: 'normal_installed' });
    expect(wrong(await examine())).toEqual(['force-installed']);
  });

  test('it is in no profile', async () => {
    files.set('/home/lee/.config/google-chrome/Default/Preferences', '{}');
    expect(wrong(await examine())).toEqual(['installed']);
  });

  test('the policy is signed with a key that is not pinned', async () => {
    answers.set(POLICY_URL, await signDocument(await generateSigningKey('EdDSA'), JSON.stringify(aPolicy())));
    const findings = await examine();
    expect(wrong(findings)).toEqual(['policy-accepted']);
    expect(renderFindings(findings)).toContain('untrusted-key');
  });

  test('the host of the policy does not answer', async () => {
    answers.delete(POLICY_URL);
    expect(wrong(await examine())).toEqual(['policy-host']);
  });
});

describe('reads the very files of deploy', () => {
  const fileOf = (of: Settings, system: 'windows' | 'macos', name: string): Buffer =>
    Buffer.from(installFiles(of, system, null).find((file) => file.name === name)?.content ?? '');

  test.each<PolicyBrowser>(['chrome', 'edge', 'firefox'])('from the registry of Windows (%s)', async (browser) => {
    const id = browser === 'firefox' ? 'gatepost@contoso.example' : ID;
    const own = settingsOf(browser, id);
    answers.set('https://policy.contoso.example/gatepost-firefox.xpi', 'PK…');
    const reg = fileOf(own, 'windows', 'gatepost.reg');
    const exportRegistry = (asked: string) => Promise.resolve(asked === PLACES[browser].registryKey ? reg : null);
    const findings = await examine({ browser, system: 'windows', machine: machine({ exportRegistry }) });
    expect(findings.map(({ result }) => result)).toEqual(['good', 'good', 'good', 'good']);
  });

  test('from the managed preferences of macOS', async () => {
    files.set('/Library/Managed Preferences/com.google.Chrome.plist', '');
    files.set(`/Library/Managed Preferences/com.google.Chrome.extensions.${ID}.plist`, '');
    const readPlist = (file: string) =>
      Promise.resolve(JSON.stringify(file.includes('.extensions.') ? settings.configuration : settings.policies));
    expect(wrong(await examine({ system: 'macos', machine: machine({ readPlist }) }))).toEqual([]);
  });

  test('from Firefox’s file', async () => {
    const own = settingsOf('firefox', 'gatepost@contoso.example');
    files.set('/etc/firefox/policies/policies.json', JSON.stringify(jsonContent(own)));
    answers.set('https://policy.contoso.example/gatepost-firefox.xpi', 'PK…');
    expect(wrong(await examine({ browser: 'firefox' }))).toEqual([]);
    answers.set('https://policy.contoso.example/gatepost-firefox.xpi', '<html>');
    expect(wrong(await examine({ browser: 'firefox' }))).toEqual(['update-url']);
  });

  test('and says when a value of the registry is no JSON', async () => {
    const text = `Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome]\r\n"ExtensionSettings"="{broken"\r\n`;
    const exportRegistry = () => Promise.resolve(Buffer.from(text));
    expect(wrong(await examine({ system: 'windows', machine: machine({ exportRegistry }) }))).toEqual(['broken-file']);
  });
});

/** Hardening switch by switch, what is said of it first, and profiles that are told apart by ring and group. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { appendFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { POLICY_BROWSERS } from '../../../../src/cli/deploy/browser-policies.js';
import {
  chosenSwitches,
  HARDENING_SWITCHES,
  hardeningPolicies,
  switchesOf,
} from '../../../../src/cli/deploy/hardening.js';
import { profileIdentifier } from '../../../../src/cli/deploy/mobileconfig.js';
import { removalSettings } from '../../../../src/cli/deploy/settings.js';
import { gatepostProgram } from '../../../../src/cli/program.js';
import { runIn } from '../../../support/deploying.js';
import { refusalOf } from '../../../support/refusal.js';
import { readRepositoryFile } from '../../../support/repository.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  await writeFile(path.join(folder, 'managed.yaml'), 'policyUrl: https://policy.contoso.example/policy.jws\n');
  await writeFile(
    path.join(folder, 'policy.yaml'),
    'format: 1\nname: contoso\norganisation: { name: Contoso }\nrules: [{ id: chat, sites: [chat.example], action: block }]\n',
  );
});

describe('hardening', () => {
  test('without a choice is every switch that the browser has', () => {
    expect(Object.keys(hardeningPolicies(chosenSwitches(true, 'edge'), 'edge'))).toEqual([
      ...['InPrivateModeAvailability', 'BrowserGuestModeEnabled', 'ExtensionInstallTypeBlocklist'],
      ...['ExtensionDeveloperModeSettings', 'RemoteDebuggingAllowed'],
    ]);
    expect(hardeningPolicies(switchesOf('brave'), 'brave')).toMatchObject({ TorDisabled: true });
    expect(hardeningPolicies(switchesOf('firefox'), 'firefox')).toEqual({
      DisableSafeMode: true,
      BlockAboutConfig: true,
    });
  });

  test('sets what is named and no more, and tells the self-check of private windows only then', async () => {
    const guest = await runIn(folder, 'chrome', 'linux', { hardening: ['guest'] });
    expect(guest.settings.policies).toMatchObject({ BrowserGuestModeEnabled: false });
    expect(guest.settings.policies).not.toHaveProperty('IncognitoModeAvailability');
    expect(guest.settings.policies).not.toHaveProperty('ExtensionDeveloperModeSettings');
    expect(guest.settings.configuration).not.toHaveProperty('privateWindows');
    const incognito = await runIn(folder, 'chrome', 'linux', { hardening: ['incognito'] });
    expect(incognito.settings.configuration).toMatchObject({ privateWindows: 'off' });
  });

  test('that the browser does not have is an error that names those it has', async () => {
    const refusal = await refusalOf(() => runIn(folder, 'firefox', 'linux', { hardening: ['guest'] }));
    expect(refusal).toMatchObject({ exitCode: 2 });
    expect(refusal.message).toBe('--hardening guest: firefox has no such switch; it has safe-mode, about-config');
  });

  test.each([
    ['all', true],
    ['none', false],
    ['guest, incognito', ['guest', 'incognito']],
  ])('--hardening %s', async (text, chosen) => {
    const [command] = (await gatepostProgram(['deploy'])).commands;
    const parse = command?.options.find(({ long }) => long === '--hardening')?.parseArg as (text: string) => unknown;
    expect(parse(text)).toEqual(chosen);
    expect(() => parse('all,guest')).toThrow('expected all, none, or names from');
  });

  test('is named in "Read this first", with what is not set', async () => {
    const said = async (hardening: boolean | readonly ['guest']) =>
      (await runIn(folder, 'chrome', 'linux', { hardening })).warnings.find((each) => each.includes('ardening')) ?? '';
    for (const name of switchesOf('chrome')) expect(await said(true)).toContain(`(${name})`);
    expect(await said(['guest'])).toContain('Not set: incognito, developer, debugging.');
    expect(await said(false)).toMatch(/^No hardening is set.*Not set: incognito, guest, developer, debugging\.$/);
  });

  test('is explained in the guide, each switch', () => {
    const guide = readRepositoryFile('docs/guides/roll-out.md');
    for (const name of HARDENING_SWITCHES) expect(guide).toMatch(new RegExp(`^\\| \`${name}\` +\\|`, 'm'));
  });
});

test.each([
  ['chrome', 'chromeos'] as const,
  ...POLICY_BROWSERS.flatMap((browser) =>
    (['windows', 'macos', 'linux'] as const).map((system) => [browser, system] as const),
  ),
])('the first line for %s on %s says what becomes of an existing ExtensionSettings', async (browser, system) => {
  const { warnings } = await runIn(folder, browser, system);
  expect(warnings[0]).toContain('ExtensionSettings');
  expect(warnings.filter((each) => each.includes('Of two files that set ExtensionSettings')).length).toBeLessThan(2);
});

describe('a configuration profile', () => {
  const identifierWith = async (lines: string) => {
    await appendFile(path.join(folder, 'managed.yaml'), lines);
    return (await runIn(folder, 'firefox', 'macos')).settings;
  };

  test('for everybody has the identifier that it always had', async () => {
    expect(profileIdentifier(await identifierWith(''))).toMatch(/^gatepost\.firefox\.[\w.-]+$/);
  });

  test('for a ring or a group has its own, which the removal has too', async () => {
    const everybody = profileIdentifier(await identifierWith(''));
    const pilot = await identifierWith('ring: Pilot 1\n');
    expect(profileIdentifier(pilot)).toMatch(/\.pilot-1\.[0-9a-f]{8}$/);
    expect(profileIdentifier(pilot).startsWith(`${everybody}.`)).toBe(true);
    const removal = removalSettings(pilot);
    expect(removal === null ? null : profileIdentifier(removal)).toBe(profileIdentifier(pilot));
    const group = await identifierWith('groups: [Marketing]\n');
    expect(new Set([everybody, profileIdentifier(pilot), profileIdentifier(group)]).size).toBe(3);
  });
});

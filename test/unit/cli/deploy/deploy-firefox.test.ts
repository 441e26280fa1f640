/** The files of `gatepost deploy` for Firefox, read back by their formats. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse as parsePlist } from 'plist';
import type { Deployed } from '../../../../src/cli/commands/deploy/run.js';
import { aDeployment, FIREFOX_ID, runIn, withoutHead, type Profile } from '../../../support/deploying.js';
import { readRegStrictly } from '../../../support/reg-reader.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  await aDeployment(folder);
});

const output = (name: string): Promise<Buffer> => readFile(path.join(folder, 'out', name));
const json = async (name: string): Promise<unknown> => JSON.parse((await output(name)).toString());

describe('for firefox', () => {
  const managed = (settings: Deployed['settings']) => ({
    '3rdparty': { Extensions: { [FIREFOX_ID]: settings.configuration } },
  });

  test('Linux: policies.json', async () => {
    const { settings } = await runIn(folder, 'firefox', 'linux');
    expect(await json('policies.json')).toEqual({ policies: { ...settings.policies, ...managed(settings) } });
  });

  test('Windows: JSON where Firefox reads JSON, and keys where it reads keys', async () => {
    const { settings } = await runIn(folder, 'firefox', 'windows');
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
    const { settings } = await runIn(folder, 'firefox', 'macos');
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
    expect((await runIn(folder, 'firefox', 'linux')).settings.policies).not.toHaveProperty('Preferences');
    const { settings, warnings } = await runIn(folder, 'firefox', 'linux', { unsignedXpi: true });
    expect(settings.policies['Preferences']).toEqual({
      'xpinstall.signatures.required': { Value: false, Status: 'locked' },
    });
    expect(warnings.join()).toContain('Only Firefox ESR supports this');
  });

  test('is told to forbid the add-on when it is to go: without a policy, Firefox would keep it', async () => {
    await runIn(folder, 'firefox', 'windows', { uninstall: true });
    const forbidden = { [FIREFOX_ID]: { installation_mode: 'blocked' } };
    expect(await json('policies.json').catch(() => null)).toEqual({ policies: { ExtensionSettings: forbidden } });
    const { values } = readRegStrictly(await output('gatepost-uninstall.reg'));
    expect(
      JSON.parse(String(values.get('HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Mozilla\\Firefox\\\\ExtensionSettings'))),
    ).toEqual(forbidden);
  });
});

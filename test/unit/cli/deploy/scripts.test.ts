/** What an administrator runs: the shell scripts for real, the PowerShell scripts by what they say. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Policies } from '../../../../src/cli/deploy/browser-policies.js';
import { installFiles, removalFiles, type DeployFile } from '../../../../src/cli/deploy/deploy-files.js';
import type { Existing } from '../../../../src/cli/deploy/existing-file.js';
import { switchesOf } from '../../../../src/cli/deploy/hardening.js';
import { settingsFor, type Settings, type SettingsRequest } from '../../../../src/cli/deploy/settings.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();
const run = promisify(execFile);
const ID = 'abcdefghijklmnopabcdefghijklmnop';

const settings = (changes: Partial<SettingsRequest> = {}): Settings =>
  settingsFor({
    browser: 'chromium',
    extensionId: ID,
    address: 'https://policy.contoso.example/gatepost-chrome-updates.xml',
    firefoxUpdateUrl: null,
    configuration: { policyUrl: 'https://policy.contoso.example/policy.jws', organisation: 'Contoso’s' },
    compiled: { URLBlocklist: ['a.example', 'b.example'] },
    possible: [],
    hardening: switchesOf(changes.browser ?? 'chromium'),
    unsignedXpi: false,
    signInDomains: [],
    otherExtensions: null,
    ...changes,
  });
const firefox = settings({ browser: 'firefox', extensionId: 'gatepost@contoso.example', compiled: {} });

let folder: string;
let machine: string;

beforeEach(async () => {
  folder = path.join(await temporaryFolder(), 'files');
  machine = path.join(folder, '..', 'machine');
  await mkdir(folder);
});

/** Writes the files as `deploy` does, and runs one of them on a machine of the test's own. */
async function execute(files: readonly DeployFile[], script: string): Promise<string> {
  for (const { name, content } of files) await writeFile(path.join(folder, name), content);
  const { stdout } = await run('sh', [path.join(folder, script)], { env: { ...process.env, DESTDIR: machine } });
  return stdout;
}

const onMachine = (file: string): string => path.join(machine, file);
const existing = (name: string, content: Policies): Existing => ({ name, content, hasComments: false, neighbours: [] });

describe('the shell scripts', () => {
  const target = 'etc/chromium/policies/managed';

  test('put the file where the browser reads it, readable for all, and nothing else there', async () => {
    expect(await execute(installFiles(settings(), 'linux', null), 'install.sh')).toContain('Installed');
    expect(await readdir(onMachine(target))).toEqual(['gatepost.json']);
    expect(await readdir(onMachine('etc/chromium/policies'))).toEqual(['managed']);
    expect((await stat(onMachine(`${target}/gatepost.json`))).mode & 0o777).toBe(0o644);
  });

  test('stop where another file sets ExtensionSettings: one of the two would be forgotten', async () => {
    await mkdir(onMachine(target), { recursive: true });
    await writeFile(onMachine(`${target}/other.json`), '{"ExtensionSettings": {}}');
    await expect(execute(installFiles(settings(), 'linux', null), 'install.sh')).rejects.toThrow(
      /other\.json sets ExtensionSettings too/,
    );
    expect(await readdir(onMachine(target))).toEqual(['other.json']);
  });

  test('put a joined file in the place of the other, and take ours out of it again', async () => {
    const theirs = { ExtensionSettings: { other: { installation_mode: 'blocked' } }, URLBlocklist: ['z.example'] };
    await mkdir(onMachine(target), { recursive: true });
    await writeFile(onMachine(`${target}/other.json`), JSON.stringify(theirs));
    await execute(installFiles(settings(), 'linux', existing('other.json', theirs)), 'install.sh');
    const joined = JSON.parse(await readFile(onMachine(`${target}/other.json`), 'utf8')) as Policies;
    expect(joined).toMatchObject({ URLBlocklist: ['z.example', 'a.example', 'b.example'] });
    expect(Object.keys(joined['ExtensionSettings'] ?? {})).toEqual(['other', ID]);
    await execute(removalFiles(settings(), 'linux', existing('other.json', joined)), 'uninstall.sh');
    expect(JSON.parse(await readFile(onMachine(`${target}/other.json`), 'utf8'))).toEqual(theirs);
  });

  test('take the file away', async () => {
    await execute(installFiles(settings(), 'linux', null), 'install.sh');
    await execute(removalFiles(settings(), 'linux', null), 'uninstall.sh');
    expect(await readdir(onMachine(target))).toEqual([]);
  });

  test('never write over a policies.json of somebody else, but over our own', async () => {
    await mkdir(onMachine('etc/firefox/policies'), { recursive: true });
    const file = onMachine('etc/firefox/policies/policies.json');
    await writeFile(file, '{"policies": {"DisableTelemetry": true}}');
    await expect(execute(installFiles(firefox, 'linux', null), 'install.sh')).rejects.toThrow(/is there already/);
    const theirs = existing('policies.json', { policies: { DisableTelemetry: true } });
    await execute(installFiles(firefox, 'linux', theirs), 'install.sh');
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
      policies: { DisableTelemetry: true, DisableSafeMode: true },
    });
    await execute(installFiles(firefox, 'linux', null), 'install.sh');
    expect(await readFile(file, 'utf8')).toContain('gatepost@contoso.example');
  });
});

describe('the PowerShell scripts', () => {
  const script = (files: readonly DeployFile[], name: string): string => {
    const content = files.find((file) => file.name === name)?.content;
    return Buffer.from(content ?? '').toString('utf8');
  };
  const install = (of: Settings): string => script(installFiles(of, 'windows', null), 'install.ps1');
  const remove = (of: Settings): string => script(removalFiles(of, 'windows', null), 'uninstall.ps1');
  const detect = (of: Settings): string => script(installFiles(of, 'windows', null), 'detect.ps1');

  /** The lines after the functions, each a call with words in single quotes. */
  const calls = (text: string): string[] =>
    text
      .slice(text.lastIndexOf('\r\n}\r\n\r\n'))
      .split('\r\n')
      .filter((line) => /^[A-Z]\w+-/.test(line) && !line.startsWith('Write-Output'));

  test('are UTF-8 with its mark, end every line with CRLF, and ask for an administrator', () => {
    for (const text of [install(settings()), remove(settings())]) {
      expect(text.startsWith('\ufeff#')).toBe(true);
      expect(text).not.toMatch(/[^\r]\n/);
      expect(text).toContain('#Requires -RunAsAdministrator');
    }
  });

  test('are calls of functions that are there, with data in single quotes only', () => {
    for (const of of [settings(), firefox]) {
      for (const text of [install(of), remove(of), detect(of)]) {
        const known = [...text.matchAll(/^function ([\w-]+)\(/gm)].map(([, name]) => name);
        expect(calls(text).length).toBeGreaterThan(3);
        for (const line of calls(text)) {
          expect(known).toContain(line.split(' ')[0]);
          // Quotes inside a word are doubled, the typographic ones too.
          expect(line).toMatch(/^[\w-]+( '(?:[^'‘’‚‛]|''|’’|‘‘|‚‚|‛‛)*'| @\(('(?:[^']|'')*'(, )?)*\)| \d+)+$/);
        }
      }
    }
    expect(install(settings())).toContain('Contoso’’s');
  });

  test('balance every brace and parenthesis outside of words', () => {
    for (const text of [install(settings()), remove(firefox)]) {
      const bare = text.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|#.*$/gm, '');
      for (const [open, close] of ['{}', '()', '[]']) {
        expect(bare.split(open ?? '').length).toBe(bare.split(close ?? '').length);
      }
    }
  });

  test('set one entry of ExtensionSettings, and unite lists, where the .reg file replaces', () => {
    expect(calls(install(settings()))).toEqual(
      expect.arrayContaining([
        expect.stringContaining(`Set-Entry 'SOFTWARE\\Policies\\Chromium' 'ExtensionSettings' '${ID}'`),
        `Add-Texts 'SOFTWARE\\Policies\\Chromium\\URLBlocklist' @('a.example', 'b.example')`,
        `Set-Number 'SOFTWARE\\Policies\\Chromium' 'IncognitoModeAvailability' 1`,
      ]),
    );
  });

  test('take out what they put in', () => {
    expect(calls(remove(settings()))).toEqual(
      expect.arrayContaining([
        `Remove-Entry 'SOFTWARE\\Policies\\Chromium' 'ExtensionSettings' '${ID}'`,
        `Remove-Texts 'SOFTWARE\\Policies\\Chromium\\URLBlocklist' @('a.example', 'b.example')`,
        `Remove-Value 'SOFTWARE\\Policies\\Chromium' 'IncognitoModeAvailability'`,
        `Remove-Key 'SOFTWARE\\Policies\\Chromium\\3rdparty\\extensions\\${ID}\\policy'`,
      ]),
    );
    expect(calls(remove(firefox)).at(-1)).toContain(`{"installation_mode":"blocked"}`);
  });

  test('find out whether each setting is there, and change nothing', () => {
    for (const of of [settings(), firefox]) {
      const verbs = {
        'Set-Entry': 'Test-Entry',
        'Add-Texts': 'Test-Texts',
        'Set-Number': 'Test-Number',
        'Set-Text': 'Test-Text',
      };
      const set = calls(install(of)).filter((line) => !line.startsWith('Remove-'));
      const asked = Object.entries(verbs).reduce(
        (lines, [verb, question]) => lines.map((line) => line.replace(new RegExp(`^${verb}`), question)),
        set,
      );
      const found = calls(detect(of));
      expect(found.filter((line) => !/^Test-(?:Names|Record)/.test(line))).toEqual(asked);
      // What was set before and is not any more has to be found too, by the record that install.ps1 makes.
      const former = calls(install(of)).find((line) => line.startsWith('Remove-Former')) ?? '';
      expect(found).toContain(former.replace('Remove-Former', 'Test-Record'));
      expect(detect(of)).not.toMatch(/(New|Set|Remove)-Item|-ItemProperty/);
    }
    expect(calls(detect(settings()))).toContainEqual(
      expect.stringContaining(
        `Test-Names 'SOFTWARE\\Policies\\Chromium\\3rdparty\\extensions\\${ID}\\policy' @('privateWindows', 'policyUrl', `,
      ),
    );
  });

  test('begin with what an earlier one set and is not set any more; the record of it is of the machine', () => {
    const [first] = calls(
      install(settings({ compiled: { GeminiSettings: 1, URLBlocklist: ['a.example'] }, hardening: [] })),
    );
    expect(first).toBe(
      String.raw`Remove-Former 'SOFTWARE\Policies\Chromium' @('SOFTWARE\Policies\Chromium\URLBlocklist') @('SOFTWARE\Policies\Chromium\GeminiSettings')`,
    );
    expect(calls(remove(settings()))[0]).toBe(String.raw`Remove-Former 'SOFTWARE\Policies\Chromium' @() @()`);
  });
});

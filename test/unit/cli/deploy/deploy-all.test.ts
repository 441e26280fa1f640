/** `gatepost deploy --all`: the folders and pages of one file. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse as parsePlist } from 'plist';
import { allOf, AUDIENCES, filesOfDeployment, HEAD, TARGETS } from '../../../support/deploying-all.js';
import { readRepositoryFile } from '../../../support/repository.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();
let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  await filesOfDeployment(folder);
});

const made = (text: string, uninstall = false) => allOf(folder, text, uninstall);
const output = async (name: string) => (await readFile(path.join(folder, 'out', name))).toString();

describe('one folder a target, audience and browser', () => {
  test('with its own ring, groups and hardening', async () => {
    const { folders, warnings } = await made(HEAD + TARGETS + AUDIENCES);
    expect(folders.map((each) => each.path)).toEqual([
      ...['laptops/pilot/edge', 'laptops/pilot/chrome', 'laptops/legal/edge', 'laptops/legal/chrome'],
      ...['laptops/rest/edge', 'laptops/rest/chrome', 'macs/pilot/chrome', 'macs/rest/chrome'],
    ]);
    expect(warnings).toEqual([]);
    const pilot = await output('laptops/pilot/edge/registry-values.csv');
    expect(pilot).toContain('"ring","REG_SZ","pilot"');
    expect(pilot).toContain('"InPrivateModeAvailability","REG_DWORD","1"');
    expect(pilot).toContain('RestrictSigninToPattern');
    expect(pilot).not.toContain('BrowserGuestModeEnabled');
    const legal = await output('laptops/legal/chrome/registry-values.csv');
    expect(legal).toContain('"groups","REG_SZ","[""legal""]"');
    expect(legal).not.toContain('"ring"');
    expect(await output('laptops/rest/chrome/registry-values.csv')).not.toMatch(/"(ring|groups)"/);
  });

  test('with profiles that can be on one Mac together, since their identifiers differ', async () => {
    await made(HEAD + TARGETS + AUDIENCES);
    const profile = async (audience: string) =>
      parsePlist(await output(`macs/${audience}/chrome/gatepost.mobileconfig`)) as unknown as {
        PayloadIdentifier: string;
        PayloadContent: { PayloadIdentifier: string }[];
      };
    const all = await Promise.all([profile('pilot'), profile('rest')]);
    const ids = all.flatMap(({ PayloadIdentifier, PayloadContent }) => [
      PayloadIdentifier,
      ...PayloadContent.map((payload) => payload.PayloadIdentifier),
    ]);
    expect(new Set(ids).size).toBe(6);
  });

  test('with a page for the target: groups, folders, order, exclusions and how to check', async () => {
    await made(HEAD + TARGETS + AUDIENCES);
    const page = await output('laptops/README.md');
    const [, , heading, , first] = page.split('\n');
    expect(heading).toBe('## Read this first');
    expect(first).toContain('ExtensionSettings');
    expect(page).toContain('| 1 | `SG-Pilot` | pilot | none | [pilot/edge](pilot/edge/README.md)');
    expect(page).toContain('| 3 | everyone else | none | none |');
    expect(page).toContain(
      '`legal/edge`, `legal/chrome` to `SG-Legal`, `SG-Notaries` (Included groups), without `SG-Pilot` (Excluded groups).',
    );
    expect(page).toContain('to all devices, without `SG-Pilot`, `SG-Legal`, `SG-Notaries` (Excluded groups).');
    expect(page).toContain('- pilot: `ring` `pilot`, no `groups`');
    expect(page).toContain('`edge://policy`');
    expect(page).toContain('private windows cannot be opened (incognito)');
    expect(await output('macs/README.md')).toContain('Targets: all computers; Exclusions: `Pilot Macs`.');
  });

  test('with an index, whose links lead to what was written', async () => {
    await made(HEAD + TARGETS + AUDIENCES);
    const pages: readonly [string, string][] = [
      ['.', await output('README.md')],
      ['laptops', await output('laptops/README.md')],
    ];
    const links = pages.flatMap(([at, page]) =>
      [...page.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => path.posix.join(at, link)),
    );
    expect(links.length).toBeGreaterThan(8);
    for (const link of links) expect(await output(link)).toMatch(/^# /);
    expect(pages[0]?.[1]).toMatch(/1\. `pilot` in .*\n2\. `legal` in .*\n3\. `rest` in /);
  });

  test('that remove everything again, the pilot last', async () => {
    await made(HEAD + TARGETS + AUDIENCES, true);
    expect(await output('laptops/rest/edge/uninstall.ps1')).toContain('HKLM');
    expect(await output('laptops/README.md')).toContain('the extension is in none of their lists');
    expect(await output('laptops/README.md')).not.toContain('gatepost doctor');
    expect(await output('README.md')).toMatch(/1\. `rest` in .*\n2\. `legal` in .*\n3\. `pilot` in /);
  });
});

describe('says what is left open:', () => {
  test('names of the policy that no audience has, and who gets nothing', async () => {
    const { warnings } = await made(
      `${HEAD}${TARGETS}audiences: [{ name: some, directoryGroups: { entra: A, jamf: B } }]\n`,
    );
    expect(warnings).toEqual([
      'No audience has the ring `pilot` of the policy: its rules reach nobody.',
      'No audience has the group `Legal` of the policy: its rules reach nobody.',
      'Who is in none of the groups gets no extension from `laptops`, `macs`: an audience with everyone: true would reach them.',
    ]);
    expect(await output('README.md')).toContain(warnings[0]);
  });

  test('two directories that deliver the same browser', async () => {
    const both = `${TARGETS}  - { name: domain, directory: ad, browsers: [edge] }\n`;
    const { warnings } = await made(HEAD + both + AUDIENCES);
    expect(warnings).toEqual([expect.stringContaining('`laptops`, `domain` both deliver Microsoft Edge on Windows')]);
  });

  test('folders of an earlier file', async () => {
    const leave = async (name: string, text: string) => {
      await mkdir(path.join(folder, 'out', path.dirname(name)), { recursive: true });
      await writeFile(path.join(folder, 'out', name), text);
    };
    await leave('macs/former/chrome/README.md', '# Gatepost on macOS');
    await leave('tablets/README.md', '# tablets\n\n## Which group gets which folder\n');
    // The output folder may be the policy's own.
    await leave('policy.yaml', 'format: 1');
    await leave('keys/README.md', '# Our keys');
    const { warnings } = await made(HEAD + TARGETS + AUDIENCES);
    expect(warnings.map((each) => each.replace(path.join(folder, 'out'), ''))).toEqual(
      [`/macs/former`, '/tablets'].map((name) => expect.stringContaining(`${name} is not from this file`)),
    );
  });
});

test('the example of the guide is taken', async () => {
  const [, example = ''] =
    /```yaml\n(format: 1\nconfig:[\s\S]*?)```/.exec(readRepositoryFile('docs/guides/roll-out.md')) ?? [];
  const stores = HEAD.slice(HEAD.indexOf('stores:'));
  const { folders } = await made(example.replace(/^pack: .*\n/m, stores).replace('firefox', 'chrome'));
  expect(folders.length).toBeGreaterThan(5);
});

/** `gatepost extensions`: which AI extensions inventories hold, what the policy does, and what could not be read. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { loadExtensions } from '../../../../../src/catalogue/extensions.js';
import { renderExtensions, renderUnread } from '../../../../../src/cli/commands/extensions/format.js';
import { findExtensions, isBlocked } from '../../../../../src/cli/commands/extensions/run.js';
import { plainPaint } from '../../../../../src/cli/lib/terminal.js';
import { temporaryFolders } from '../../../../support/temporary-folder.js';

const newFolder = temporaryFolders();

const idOf = (name: string): string => loadExtensions().find((each) => each.name === name)?.ids[0]?.id ?? '';
const MONICA = idOf('Monica');
const GRAMMARLY = idOf('Grammarly');
const GLARITY = idOf('Glarity');
const LANGUAGETOOL = 'languagetool-webextension@languagetool.org';
const OTHER = 'abcdefghijklmnopabcdefghijklmnop';

async function found(files: Readonly<Record<string, string>>, policy: string | null = null) {
  const folder = await newFolder();
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  const policyFile = policy === null ? null : path.join(folder, 'policy.yaml');
  if (policyFile !== null && policy !== null) await writeFile(policyFile, policy);
  const tops = [...new Set(Object.keys(files).map((name) => path.join(folder, name.split('/')[0] ?? '')))];
  return findExtensions({ inventories: tops, policyFile, nowMs: 0 });
}

const numbers = ({ found: list }: Awaited<ReturnType<typeof findExtensions>>) =>
  list.map(({ name, browsers, people }) => [name, browsers, people]);

test('counts browsers and people of rows of osquery, whichever way they are wrapped', async () => {
  const row = (identifier: string, host: string, uid: string, profile = 'Default') => ({
    ...{ identifier, hostIdentifier: host, uid, browser_type: 'chrome', profile },
  });
  const rows = [row(MONICA, 'a', '501'), row(MONICA, 'a', '501'), row(MONICA, 'b', '501'), row(OTHER, 'b', '501')];
  const alone = await found({ 'rows.json': JSON.stringify(rows) });
  expect(numbers(alone)).toEqual([['Monica', 2, 2]]);
  expect(alone.otherIds).toBe(1);

  const logged = [
    ...rows.map(({ hostIdentifier, ...columns }) => ({ name: 'pack', hostIdentifier, action: 'added', columns })),
    { name: 'pack', hostIdentifier: 'c', action: 'removed', columns: row(GLARITY, 'c', '1') },
    { name: 'pack', hostIdentifier: 'd', snapshot: [{ identifier: LANGUAGETOOL, uid: '1' }] },
  ];
  const lines = await found({ 'results.log': logged.map((line) => JSON.stringify(line)).join('\n') });
  expect(numbers(lines)).toEqual([
    ['Monica', 2, 2],
    ['LanguageTool', 1, 1],
  ]);
});

test("reads Defender's columns by their names, and ids in upper case", async () => {
  const csv = [
    'DeviceId,BrowserName,ExtensionId,ExtensionName,IsActivated',
    `d1,chrome,${MONICA.toUpperCase()},Monica,true`,
    `d1,edge,${MONICA},"Monica, AI",true`,
    `d2,firefox,${LANGUAGETOOL},LanguageTool,true`,
    'd3,chrome,not an id,Broken,true',
  ].join('\r\n');
  const read = await found({ 'defender.csv': csv });
  expect(numbers(read)).toEqual([
    ['Monica', 2, null],
    ['LanguageTool', 1, null],
  ]);
  expect(read.inventories[0]).toMatchObject({ format: 'csv', extensions: 3, unread: [{ where: 'line 5' }] });
  expect(renderUnread(read, plainPaint)).toContain('line 5: found "not an id", expected the id of an extension');
});

test('adds up what a report has counted already', async () => {
  const read = await found({ 'report.csv': `App ID;Browser Device Count\n${MONICA};40\n${GLARITY};many\n` });
  expect(numbers(read)).toEqual([['Monica', 40, null]]);
  expect(read.inventories[0]?.unread).toEqual([
    { where: 'line 3', reason: 'found "many", expected a number of browsers' },
  ]);
});

test('reads folders of browser profiles', async () => {
  const addons = [
    { id: LANGUAGETOOL, type: 'extension' },
    { id: 'theme@x.example', type: 'theme' },
  ];
  const read = await found({
    [`profiles/anna/Default/Extensions/${MONICA}/1.0/manifest.json`]: '{}',
    [`profiles/anna/Work/Extensions/${MONICA}/1.0/manifest.json`]: '{}',
    'profiles/anna/Work/Extensions/Temp/file': '',
    'profiles/ben/x.default/extensions.json': JSON.stringify({ addons }),
    'profiles/cleo/x.default/extensions.json': '{',
  });
  expect(numbers(read)).toEqual([
    ['Monica', 2, null],
    ['LanguageTool', 1, null],
  ]);
  expect(read.inventories[0]).toMatchObject({
    format: 'profiles',
    unread: [{ reason: 'expected JSON with a list called addons' }],
  });
});

const POLICY = `format: 1
name: contoso
organisation: { name: Contoso }
rules:
  - { id: no-monica, tools: [monica], action: block }
  - { id: grammarly, tools: [grammarly], action: allow }
`;

test('says what the policy does about the tool of each', async () => {
  const read = await found(
    { 'ids.txt': `# from the help desk\n${MONICA}\n${GRAMMARLY} # seen in sales\n${GLARITY}\n` },
    POLICY,
  );
  expect(read.found.map((each) => [each.name, each.policy, isBlocked(each)])).toEqual([
    ['Glarity', null, false],
    ['Grammarly', ['allowed'], false],
    ['Monica', ['blocked'], true],
  ]);
  expect(renderExtensions(read, plainPaint).split('\n')).toEqual([
    `Glarity  no tool  number not known  ${GLARITY}`,
    `Grammarly  tool grammarly  allowed  number not known  ${GRAMMARLY}`,
    `Monica  tool monica  blocked  number not known  ${MONICA}`,
    '3 AI extensions of the catalogue in 3 entries of 1 inventory; 0 other ids.',
  ]);
  expect(renderUnread(read, plainPaint)).toBeNull();
});

test.each([
  ['a text', 'letter.txt', 'Dear all,', /expected JSON of osquery, CSV with a column for ids/],
  ['CSV without ids', 'table.csv', 'name,version\nMonica,1\n', /Columns for ids are called extensionid/],
  ['a folder without profiles', 'folder/file.txt', '', /no browser profile in this folder/],
])('refuses %s', async (_, name, text, message) => {
  await expect(found({ [name]: text })).rejects.toThrow(message);
});

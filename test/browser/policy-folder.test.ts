/** Chromium's policy folder: what the browser itself makes of files, against what `doctor` and `deploy --merge` read in them. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findChromium } from '../../scripts/browser/find-browser.mjs';
import { launchChromium } from '../../scripts/browser/launch-chromium.mjs';
import { preparePrivatePolicies } from '../../scripts/browser/private-policies.mjs';
import { readChromiumJson } from '../../src/cli/deploy/chromium-json.js';

let workDir: string;
let policyFolder: string;

beforeEach(async () => {
  workDir = await mkdtemp(path.join(tmpdir(), 'gatepost-'));
  policyFolder = path.join(workDir, 'policies-of-the-test');
  await mkdir(path.join(policyFolder, 'policies', 'managed'), { recursive: true });
});

afterEach(() => rm(workDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }));

/** @param files by name, a character for each byte */
async function writeFiles(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, content] of Object.entries(files))
    await writeFile(path.join(policyFolder, 'policies', 'managed', name), Buffer.from(content, 'latin1'));
}

/** The policies that chrome://policy shows, by name. */
async function shownPolicies(): Promise<Readonly<Record<string, unknown>>> {
  const browser = await findChromium({});
  const running = await launchChromium({
    browser,
    extensionDir: '',
    workDir,
    standInPort: 9,
    policyFolder,
    loadExtension: false,
  });
  try {
    const page = await running.browser.newPage();
    await page.goto('chrome://policy/');
    const text = await page.evaluate(`new Promise(async (resolve) => {
      const { addWebUiListener } = await import('chrome://resources/js/cr.js');
      addWebUiListener('policies-updated', (_, values) => resolve(JSON.stringify(values.policyGroups.chrome.policies)));
      chrome.send('listenPoliciesUpdates');
    })`);
    const shown = JSON.parse(String(text)) as Record<string, { value: unknown }>;
    return Object.fromEntries(Object.entries(shown).map(([name, { value }]) => [name, value]));
  } finally {
    await running.close();
  }
}

const BOM = '\xef\xbb\xbf';

/** `NAME` stands for the policy, which is another one in each file. */
const FILES = [
  '{"NAME": 1}',
  ...[`${BOM}{"NAME": 1}`, `${BOM}${BOM}{"NAME": 1}`, '\xff\xfe{"NAME": 1}'],
  ...[
    '// x\n{"NAME": 1} // y',
    '// x\r{"NAME": 1}',
    '/* x */{"NAME": /* y **/ 1}',
    '{"NAME": 1}/*/',
    '{"NAME": 1} /* x',
  ],
  ...['# x\n{"NAME": 1}', '// \xff\n{"NAME": 1}', '{"NAME": "http://x /* y */"}'],
  ...[
    '{"NAME": 1,}',
    '{"NAME": [1,]}',
    '{"NAME": [1,,]}',
    '{"NAME": [,]}',
    '{"NAME": {,}}',
    '{"NAME": [1/*x*/,/*y*/]}',
  ],
  ...["{'NAME': 1}", '{NAME: 1}', '{"NAME": 1, "NAME": 2}', '{"NAME": 1} x', '{"NAME": 1}{"NAME": 2}', '{"NAME" 1}'],
  ...['{"NAME": "a\tb"}', '{"NAME": "a\nb"}', '{"NAME": "a\rb"}', '{"NAME": "a\x01b"}', '{"NAME": "a\x7fb"}'],
  ...[
    String.raw`{"NAME": "\x41\xe9"}`,
    String.raw`{"NAME": "\v"}`,
    String.raw`{"NAME": "\q"}`,
    String.raw`{"NAME": "\x4"}`,
  ],
  ...[String.raw`{"NAME": "\ud800"}`, String.raw`{"NAME": "\ud83d\ude00"}`, String.raw`{"NAME": "\/\u0000"}`],
  ...[
    '{"NAME": "\xc3\xa9"}',
    '{"NAME": "\xe9"}',
    '{"NAME": "\xc0\xaf"}',
    '{"NAME": "\xed\xa0\x80"}',
    '{"NAME": "\xc3\\n\xa9"}',
  ],
  ...[
    '{"NAME": 01}',
    '{"NAME": +1}',
    '{"NAME": .5}',
    '{"NAME": 5.}',
    '{"NAME": 0x1}',
    '{"NAME": 1e3}',
    '{"NAME": 1e999}',
  ],
  ...['{"NAME": NaN}', '{"NAME": True}', '{"NAME": 1e-999}', '["NAME"]', '', '\x0c{"NAME": 1}', '\xc2\xa0{"NAME": 1}'],
];

test('its files are read by the command as the browser reads them', async () => {
  const files = FILES.map((file, index) => file.replaceAll('NAME', `Case${index}`));
  await writeFiles(Object.fromEntries(files.map((file, index) => [`${index}.json`, file])));
  const shown = await shownPolicies();
  const read = (file: string): unknown => {
    const result = readChromiumJson(Buffer.from(file, 'latin1'));
    return result.ok ? result.value : {};
  };
  const ours = files.map((file, index) => [file, (read(file) as Record<string, unknown>)[`Case${index}`]]);
  const browsers = files.map((file, index) => [file, shown[`Case${index}`]]);
  expect(ours).toEqual(browsers);
  expect(Object.keys(shown).filter((name) => name.startsWith('Case')).length).toBeGreaterThan(15);
});

test('every file counts, whatever its name, and the last in the order of bytes wins', async () => {
  const names = ['a.json', 'a.json.bak', 'a.json~', '.hidden', '..x', '-x', ' x', 'noext', 'x.conf', 'Z.JSON'];
  await writeFiles(
    Object.fromEntries(names.map((name, index) => [name, JSON.stringify({ [`File${index}`]: 1, Last: name })])),
  );
  const shown = await shownPolicies();
  expect(names.filter((_, index) => shown[`File${index}`] !== 1)).toEqual([]);
  expect(shown['Last']).toBe('x.conf');
});

test.each([
  [true, /DevTools listening on ws:/],
  [false, /DevTools remote debugging is disallowed/],
])('a debugging port where RemoteDebuggingAllowed is %s', async (RemoteDebuggingAllowed, said) => {
  await writeFiles({ 'gatepost.json': JSON.stringify({ RemoteDebuggingAllowed }) });
  const { path: executable, policyFolder: folder } = await findChromium({});
  const wrapperPath = path.join(workDir, 'chromium');
  await preparePrivatePolicies({ folder: folder ?? '', privateFolder: policyFolder, executable, wrapperPath });
  const rootFlags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const flags = ['--headless', '--disable-gpu', '--remote-debugging-port=0', `--user-data-dir=${workDir}/profile`];
  const browser = spawn(wrapperPath, [...flags, ...rootFlags, 'about:blank'], {
    env: { ...process.env, HOME: workDir },
  });
  const ended = new Promise((resolve) => browser.on('close', resolve));
  let text = '';
  await new Promise<void>((resolve) => {
    browser.stderr.on('data', (part: Buffer) => {
      text += String(part);
      if (text.includes('DevTools')) resolve();
    });
    browser.on('close', () => {
      resolve();
    });
  });
  browser.kill();
  await ended;
  expect(text).toMatch(said);
});

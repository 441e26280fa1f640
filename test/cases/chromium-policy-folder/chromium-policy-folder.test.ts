/** Chromium reads every file of its policy folder, whatever its name, and more than JSON: install.sh, doctor and --merge do too. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { doctor } from '../../../src/cli/commands/doctor/run.js';
import type { Finding } from '../../../src/cli/doctor/finding.js';
import { thisMachine, type Machine } from '../../../src/cli/doctor/machine.js';
import { aDeployment, FIREFOX_ID, ID, runIn } from '../../support/deploying.js';
import { refusalOf } from '../../support/refusal.js';
import { temporaryFolders } from '../../support/temporary-folder.js';

const run = promisify(execFile);
const temporaryFolder = temporaryFolders();
const FOLDER = '/etc/chromium/policies/managed';
const UBUNTUS = '/etc/chromium-browser/policies/managed';
const TAKEN = ['bom.json', 'comment.json', 'trailing-comma.json'];

let folder: string;
let root: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  root = path.join(folder, 'machine');
  await mkdir(onMachine(FOLDER), { recursive: true });
  await aDeployment(folder);
  await runIn(folder, 'chromium', 'linux', { policyFile: null });
});

const onMachine = (file: string): string => path.join(root, file);
const given = (name: string): string => path.resolve('test/cases/chromium-policy-folder', name);
const install = () => run('sh', [path.join(folder, 'out', 'install.sh')], { env: { ...process.env, DESTDIR: root } });

/** The machine's files, below a root of the test's own. */
const machine: Machine = {
  ...thisMachine,
  home: '/home/lee',
  readBytes: (file) => thisMachine.readBytes(onMachine(file)),
  list: (at) => thisMachine.list(onMachine(at)),
  listFiles: (at) => thisMachine.listFiles(onMachine(at)),
};

const examine = (browser: 'chromium' | 'firefox'): Promise<Finding[]> =>
  doctor({
    machine,
    browser,
    system: 'linux',
    extensionId: browser === 'firefox' ? FIREFOX_ID : ID,
    ask: () => Promise.resolve({ failure: 'not asked', hasAnswered: false }),
    nowMs: 0,
  });

const wrong = (findings: readonly Finding[]): string[] =>
  findings.filter(({ result }) => result === 'bad').map(({ code, message }) => `${code}: ${message}`);

/** The hosts are not what is asked here. */
const wrongOnMachine = async (browser: 'chromium' | 'firefox'): Promise<string[]> =>
  wrong(await examine(browser)).filter((each) => !/^(update-url|policy-host)/.test(each));

describe('a file that replaces ours', () => {
  test.each(['old-chrome.json.bak', 'gatepost.json~', '.hidden', '..x', 'policy', 'x.conf', '-x', 'a b', 'Z.JSON'])(
    '%s stops the installation, and doctor names both',
    async (name) => {
      await cp(given('old-chrome.json.bak'), onMachine(path.join(FOLDER, name)));
      await expect(install()).rejects.toThrow(`${name} sets ExtensionSettings too`);
      expect(await readdir(onMachine(FOLDER))).toEqual([name]);
      await expect(readdir(onMachine(UBUNTUS))).rejects.toThrow('ENOENT');
      await cp(path.join(folder, 'out', 'gatepost.json'), onMachine(`${FOLDER}/gatepost.json`));
      const [conflict = ''] = (await wrongOnMachine('chromium')).filter((each) => each.startsWith('sources-in'));
      expect(conflict).toContain(`${FOLDER}/${name}`);
      expect(conflict).toContain(`${FOLDER}/gatepost.json`);
    },
  );

  test('in Ubuntu’s folder stops it as well', async () => {
    await mkdir(onMachine(UBUNTUS), { recursive: true });
    await cp(given('old-chrome.json.bak'), onMachine(`${UBUNTUS}/old`));
    await expect(install()).rejects.toThrow(`${UBUNTUS}/old sets ExtensionSettings too`);
    expect(await readdir(onMachine(FOLDER))).toEqual([]);
  });

  test('a second configuration of the extension is a conflict too', async () => {
    await writeFile(
      onMachine(`${FOLDER}/.copy`),
      JSON.stringify({ '3rdparty': { extensions: { [ID]: { ring: 'x' } } } }),
    );
    await expect(install()).rejects.toThrow('.copy has settings for the extension too');
    await rm(onMachine(`${FOLDER}/.copy`));
    await install();
    await writeFile(
      onMachine(`${FOLDER}/.copy`),
      JSON.stringify({ '3rdparty': { extensions: { [ID]: { ring: 'x' } } } }),
    );
    expect((await wrongOnMachine('chromium')).join()).toContain(`${FOLDER}/.copy, ${FOLDER}/gatepost.json each have`);
  });

  test('a folder, and a link to nowhere, are no files', async () => {
    await mkdir(onMachine(`${FOLDER}/folder`));
    await run('ln', ['-s', '/nowhere', onMachine(`${FOLDER}/link`)]);
    await install();
    expect(await wrongOnMachine('chromium')).toEqual([]);
  });
});

describe.each(TAKEN)('%s, which Chromium takes', (name) => {
  test('is in nobody’s way', async () => {
    await cp(given(name), onMachine(`${FOLDER}/${name}`));
    await install();
    expect(await wrongOnMachine('chromium')).toEqual([]);
  });

  test('is joined with ours, and a comment that gets lost is named', async () => {
    const mergeFile = given(name);
    const { warnings } = await runIn(folder, 'chromium', 'linux', { policyFile: null, mergeFile });
    const joined = JSON.parse(await readFile(path.join(folder, 'out', name), 'utf8')) as Record<string, unknown>;
    expect(joined).toMatchObject({ URLBlocklist: ['blocked.example'], ExtensionSettings: {} });
    expect(warnings.join().includes('comments')).toBe(name === 'comment.json');
  });

  test('is refused by Firefox, and so for Firefox', async () => {
    await mkdir(onMachine('/etc/firefox/policies'), { recursive: true });
    await cp(given(name), onMachine('/etc/firefox/policies/policies.json'));
    expect((await wrongOnMachine('firefox')).join()).toContain('broken-file: /etc/firefox/policies/policies.json');
    const refusal = await refusalOf(() => runIn(folder, 'firefox', 'linux', { mergeFile: given(name) }));
    expect(refusal.message).toContain(name);
  });
});

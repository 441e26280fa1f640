/** Every text file that the command takes is read in one place, in whatever encoding Windows or an editor wrote it. */
import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { check } from '../../../../src/cli/commands/check/run.js';
import { publish } from '../../../../src/cli/publishing/publish-policy.js';
import { readText } from '../../../../src/cli/lib/files.js';
import { decodeText } from '../../../../src/cli/lib/text-encoding.js';
import { NOW_MS } from '../../../support/policies.js';
import { refusalOf } from '../../../support/refusal.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const newFolder = temporaryFolders();

const LE = Buffer.from([0xff, 0xfe]);
const BE = Buffer.from([0xfe, 0xff]);
const UTF_8 = Buffer.from([0xef, 0xbb, 0xbf]);
const utf16le = (text: string) => Buffer.from(text, 'utf16le');
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

const TEXT = 'Société: 東京 🤖\r\n\uFFFD is a character too\n';

test.each([
  ['UTF-8', Buffer.from(TEXT)],
  ['UTF-8 with its mark', Buffer.concat([UTF_8, Buffer.from(TEXT)])],
  ['UTF-16, little end first', Buffer.concat([LE, utf16le(TEXT)])],
  ['UTF-16, big end first', Buffer.concat([BE, utf16be(TEXT)])],
])('%s is read, without a mark', (_, bytes) => {
  expect(decodeText(bytes)).toEqual({ ok: true, text: TEXT });
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['the mark of UTF-8 alone', UTF_8],
  ['the mark of UTF-16 alone', LE],
])('%s is the empty text', (_, bytes) => {
  expect(decodeText(bytes)).toEqual({ ok: true, text: '' });
});

const FIRST = 'format: 1\nname: Soci';

describe('bytes that are no text are named with their place', () => {
  test.each([
    [
      'Latin-1',
      Buffer.concat([Buffer.from(FIRST), Buffer.from([0xe9, 0x74, 0xe9])]),
      /the byte E9.*not UTF-8.*as UTF-8/,
    ],
    ['UTF-8, cut off', Buffer.from(`${FIRST}é`).subarray(0, -1), /the byte C3/],
    ['half a pair in UTF-8', Buffer.concat([Buffer.from(FIRST), Buffer.from([0xed, 0xa0, 0xbd])]), /the byte ED/],
    [
      'a letter in two bytes more than it needs',
      Buffer.concat([Buffer.from(FIRST), Buffer.from([0xc1, 0xa9])]),
      /the byte C1/,
    ],
    ['half a pair in UTF-16', Buffer.concat([LE, utf16le(`${FIRST}\uD83Ex`)]), /half a character of UTF-16LE/],
    ['the other half', Buffer.concat([BE, utf16be(`${FIRST}\uDD16x`)]), /half a character of UTF-16BE/],
    ['UTF-16 of an odd length', Buffer.concat([LE, utf16le(FIRST), Buffer.from([0x65])]), /half a unit.*complete/],
    ['UTF-16 after UTF-8', Buffer.concat([Buffer.from(FIRST), utf16be('\u0041')]), /the byte|a NUL/],
  ])('%s', async (_, bytes, reason) => {
    const file = path.join(await newFolder(), 'policy.yaml');
    await writeFile(file, bytes);
    const { message, exitCode } = await refusalOf(() => readText(file, 'the policy'));
    expect(message).toMatch(reason);
    expect(message).toContain(`${file}:2:11: `);
    expect(message).not.toContain('\n');
    expect(exitCode).toBe(1);
  });

  test.each([
    ['UTF-16 without a mark', utf16le('format: 1'), '1:2'],
    ['UTF-32', Buffer.concat([LE, Buffer.from([0, 0]), Buffer.from('f\0\0\0')]), '1:1'],
    ['UTF-32, big end first', Buffer.from([0, 0, 0xfe, 0xff, 0, 0, 0, 0x66]), '1:1'],
  ])('%s', async (_, bytes, place) => {
    const file = path.join(await newFolder(), 'policy.yaml');
    await writeFile(file, bytes);
    expect((await refusalOf(() => readText(file, 'the policy'))).message).toContain(`${file}:${place}: `);
  });
});

test('check gives such a place as a finding, and nothing is published of such a file', async () => {
  const folder = await newFolder();
  const policyFile = path.join(folder, 'policy.yaml');
  await writeFile(
    policyFile,
    Buffer.from('format: 1\nname: acme\norganisation: { name: Société }\nrules: []\n', 'latin1'),
  );
  expect(await check(policyFile, NOW_MS)).toEqual([
    expect.objectContaining({ severity: 'error', code: 'syntax', line: 3, column: 27, where: null }),
  ]);
  const options = { policyFile, keyFile: path.join(folder, 'key'), folder: path.join(folder, 'public'), nowMs: NOW_MS };
  await refusalOf(() => publish(options));
  expect(readdirSync(folder)).toEqual(['policy.yaml']);
});

/** Files that are no argument of anybody's, or that somebody else reads as bytes; what each is stands beside it. */
const READS_ITSELF: Readonly<Record<string, string>> = {
  'lib/files.ts': 'the one place',
  'lib/log-files.ts': 'logs, as bytes, which logs/byte-source.ts decodes',
  'publishing/lock.ts': 'its own lock, and the kernel',
  'lib/html-page.ts': 'a package of ours',
  'doctor/machine.ts': "the machine's policy files, as its browser reads them",
  'pack/built-extension.ts': 'the extension as it was built',
  'commands/serve/served-file.ts': 'what is served, as it is',
  'lib/file-source.ts': 'documents, as bytes',
  'fingerprint/make-filter.ts': 'code and documents, as bytes, which the readers of src/data decode',
  'preview/page-document.ts': 'pages of the extension, as they were built',
  'report/other-files.ts': 'lines that a collector wrote',
};

test('no command reads a file by itself', () => {
  const root = path.resolve('src/cli');
  const reading = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(path.join(root, name)).isFile())
    .filter((name) => {
      const text = readFileSync(path.join(root, name), 'utf8');
      return /import \{[^}]*\b(?:readFile|readFileSync|createReadStream|open|openSync)\b[^}]*\} from 'node:fs/.test(
        text,
      );
    })
    .map((name) => name.split(path.sep).join('/'));
  expect(reading.filter((name) => READS_ITSELF[name] === undefined)).toEqual([]);
  expect(Object.keys(READS_ITSELF).filter((name) => !reading.includes(name))).toEqual([]);
});

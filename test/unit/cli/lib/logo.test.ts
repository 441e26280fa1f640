import { expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readPolicy } from '../../../../src/cli/lib/policy-source-file.js';
import { publishedFrom } from '../../../../src/authoring/publish-source.js';
import { publishedPolicySchema } from '../../../../src/policy/schema.js';
import { NOW_MS } from '../../../support/policies.js';
import { refusalOf } from '../../../support/refusal.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const JPEG = Buffer.from('ffd8ffe000104a46', 'hex');
const WEBP = Buffer.from('524946461a0000005745425056503820', 'hex');

async function policyWith(logo: string, content: Buffer | null, colour = '"#0a5"'): Promise<string> {
  const folder = await temporaryFolder();
  if (content !== null) await writeFile(path.join(folder, 'logo.png'), content);
  const file = path.join(folder, 'policy.yaml');
  await writeFile(
    file,
    `format: 1\nname: acme\norganisation:\n  name: Acme\n  logo: ${logo}\n  colour: ${colour}\nrules: []\n`,
  );
  return file;
}

test.each([
  ['png', PNG],
  ['jpeg', JPEG],
  ['webp', WEBP],
])('a %s becomes part of what is published, whatever its name', async (type, content) => {
  const { source, resolved, tools } = await readPolicy(await policyWith('./logo.png', content));
  const published = publishedFrom(source, resolved, tools, { revision: 1, nowMs: NOW_MS, previous: null });
  expect(published.organisation).toMatchObject({
    logo: `data:image/${type};base64,${content.toString('base64')}`,
    colour: '#0a5',
  });
  expect(publishedPolicySchema.safeParse(published).success).toBe(true);
});

test('one of exactly the size allowed is taken by browsers too', async () => {
  const content = Buffer.concat([PNG, Buffer.alloc(32 * 1024 - PNG.length)]);
  const { source, resolved, tools } = await readPolicy(await policyWith('logo.png', content));
  const published = publishedFrom(source, resolved, tools, { revision: 1, nowMs: NOW_MS, previous: null });
  expect(publishedPolicySchema.safeParse(published).success).toBe(true);
});

test.each<[string, Buffer | null, RegExp]>([
  [
    'that is too large',
    Buffer.concat([PNG, Buffer.alloc(32 * 1024)]),
    /:5:9: organisation\.logo: found logo\.png, \d+ bytes; expected 32768 bytes at most/,
  ],
  ['that is an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), /expected a PNG, JPEG or WebP picture/],
  ['that is empty', Buffer.alloc(0), /expected a PNG, JPEG or WebP picture/],
  ['that is not there', null, /cannot read the logo .*logo\.png: there is no such file/],
])('a logo %s is refused with its place and what to do', async (_, content, message) => {
  const file = await policyWith('logo.png', content);
  expect((await refusalOf(() => readPolicy(file))).message).toMatch(message);
});

test.each(['red', '"#12345"', '"#0a5; x"'])('a colour such as %s is refused', async (colour) => {
  const file = await policyWith('logo.png', PNG, colour);
  expect((await refusalOf(() => readPolicy(file))).message).toMatch(
    /organisation\.colour: .*expected a colour such as/,
  );
});

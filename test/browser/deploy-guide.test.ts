/** docs/guides/roll-out.md, as a new administrator follows it: every command of the way to a pilot group, in order, as it stands there. */
import { expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

interface Block {
  readonly language: string;
  readonly text: string;
}

function blocksOf(page: string, heading: string): Block[] {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({ language, text }));
}

/** Of the findings that the command prints. */
function codesIn(text: string): string[] {
  return [...text.matchAll(/\(([a-z-]+)\)$/gm)].map(([, code = '']) => code);
}

test('every command works as written, and ends with the files of the pilot group', async () => {
  const blocks = blocksOf(await readFile('docs/guides/roll-out.md', 'utf8'), 'From nothing to a pilot group');
  const home = await mkdtemp(path.join(os.tmpdir(), 'gatepost-'));
  try {
    const bin = path.join(home, 'bin');
    await mkdir(bin);
    const command = path.resolve('dist/cli/gatepost.mjs');
    await writeFile(path.join(bin, 'gatepost'), `#!/bin/sh\nexec "${process.execPath}" "${command}" "$@"\n`, {
      mode: 0o755,
    });
    await writeFile(path.join(home, 'policy.yaml'), blocks.find(({ language }) => language === 'yaml')?.text ?? '');
    const commands = blocks.filter(({ language }) => language === 'sh').map(({ text }) => text);
    expect(commands.length).toBeGreaterThanOrEqual(5);
    const env = { ...process.env, PATH: `${bin}:${process.env['PATH'] ?? ''}` };
    for (const text of commands) {
      const { stderr } = await run('sh', ['-e', '-c', text], { cwd: home, env });
      if (text.startsWith('gatepost publish')) expect(codesIn(stderr)).toEqual(['observe-without-end']);
    }
    // What the page says last: without `mode: observe` it enforces, and there is nothing left to warn of.
    const policy = await readFile(path.join(home, 'policy.yaml'), 'utf8');
    await writeFile(path.join(home, 'policy.yaml'), policy.replace('mode: observe\n', ''));
    const { stderr } = await run('gatepost', ['check', 'policy.yaml'], { cwd: home, env });
    expect(codesIn(stderr)).toEqual([]);
    expect((await readdir(path.join(home, 'deploy'))).sort()).toEqual([
      'chrome-windows',
      'edge-windows',
      'firefox-linux',
    ]);
    const chrome = await readFile(path.join(home, 'deploy/chrome-windows/google-admin.json'), 'utf8');
    expect(JSON.parse(chrome)).toMatchObject({ policyName: { Value: 'contoso' }, ring: { Value: 'pilot' } });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
});

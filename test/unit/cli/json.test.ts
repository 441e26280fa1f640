/** Every command with --json, in the order of an administrator's day, in a folder that is empty at first. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gatepostProgram } from '../../../src/cli/program.js';
import { bundledCommand } from '../../support/bundled-command.js';
import { aCollectedEvent } from '../../support/event-lines.js';
import { ROOT } from '../../support/repository.js';
import { temporaryFolders } from '../../support/temporary-folder.js';

const newFolder = temporaryFolders();

let home: string;
let run: Awaited<ReturnType<typeof bundledCommand>>;

const KEY = path.join('ours', 'keys', 'policy-key.private.jwk.json');
const PUBLIC_KEY = path.join('ours', 'keys', 'policy-key.public.jwk.json');
const POLICY = path.join('ours', 'policy.yaml');
/** One that `init` writes. */
const RULE = 'assistants';
const PLACE = ['--key', KEY, '--dir', 'public'];
const LOG =
  '1795000000.000 10 10.0.0.1 TCP_MISS/200 900 GET http://a.example/ anna HIER_DIRECT/203.0.113.7 text/html\n';

const BUNDLE = {
  format: 1,
  madeAt: '2026-11-24T09:00:00.000Z',
  extension: { id: 'a'.repeat(32), version: '0.1.0', installType: 'admin' },
  status: { managed: 'managed', policy: null, problems: [] },
  overview: { managed: { policyUrl: 'https://policy.contoso.example/policy.jws' }, selfCheck: [] },
};

/** The steps of the day: the command's words without --json, and what its answer holds at least. */
const DAY: readonly (readonly [words: string[], answer: unknown])[] = [
  [['init', 'ours', '--organisation', 'Contoso'], { keyId: expect.any(String) }],
  [['keygen', '--out', 'more'], { publicKey: { kid: expect.any(String) } }],
  [['import-key', path.join('more', 'policy-key.public.pem')], { key: { kid: expect.any(String) }, file: null }],
  [['tools', 'claude'], expect.arrayContaining([expect.objectContaining({ id: 'claude' })])],
  [['import', 'list.txt'], { rules: [{ id: 'imported-sites', sites: ['a.example'] }], written: null }],
  [['check', POLICY], { file: POLICY, findings: expect.any(Array) }],
  [['test', POLICY], expect.any(Array)],
  [['scan', '--no-policy', POLICY], expect.anything()],
  [['labels', POLICY], [{ file: POLICY, microsoft: [], properties: [], unread: null }]],
  [['fingerprint', 'code', '--out', 'code.fp'], { file: 'code.fp', isNew: true, taken: { code: 1 } }],
  [['explain', POLICY, 'https://chatgpt.com/'], [expect.objectContaining({ url: 'https://chatgpt.com/' })]],
  [['simulate', POLICY, '--log', 'access.log'], { log: { lines: 1 } }],
  [['logs', 'explain', 'access.log'], expect.anything()],
  [['discover', '--log', 'access.log'], { log: { lines: 1 }, leastPeople: 3 }],
  [['extensions', 'extensions.txt'], { found: [], otherIds: 1 }],
  [['publish', POLICY, ...PLACE], { published: { policy: { revision: 1 } } }],
  [['diff', POLICY, path.join('public', 'policy.jws')], expect.anything()],
  [['status', '--dir', 'public', '--public-key', PUBLIC_KEY], { policy: { revision: 1 } }],
  [['pause', ...PLACE, '--for', '1h', '--reason', 'a mistake', '--yes'], { policy: { revision: 2 } }],
  [['resume', ...PLACE, '--yes'], { policy: { revision: 3 } }],
  [['publish', 'gentler.yaml', ...PLACE], { published: { policy: { revision: 4 } } }],
  [['rollback', ...PLACE, '--yes'], { policy: { revision: 5 } }],
  [
    ['rollout', 'start', 'all', 'stricter.yaml', '--stage', 'ring pilot', '--stage', 'everyone after hold', ...PLACE],
    { published: { policy: { revision: 6, rollouts: [{ id: 'all' }] } } },
  ],
  [['rollout', 'status', '--dir', 'public'], [expect.objectContaining({ id: 'all', state: 'running' })]],
  [['rollout', 'stop', 'all', ...PLACE, '--yes'], { policy: { revision: 7 } }],
  [
    ['managed', '--url', 'https://policy.contoso.example/policy.jws', '--key', PUBLIC_KEY],
    { policyUrl: expect.any(String) },
  ],
  [['pack', '--dist', 'dist', '--out', 'packed'], { record: { version: '1.2.3' } }],
  [
    [
      'deploy',
      '--browser',
      'chrome',
      '--os',
      'linux',
      '--config',
      'managed.yaml',
      '--extension-id',
      'a'.repeat(32),
    ].concat(['--update-url', 'https://clients2.google.com/service/update2/crx']),
    { settings: { extensionId: 'a'.repeat(32) }, files: expect.arrayContaining(['README.md']) },
  ],
  [['datasheet', POLICY, '--config', 'managed.yaml'], { language: 'en', facts: { policyName: expect.any(String) } }],
  [['preview', POLICY], { pages: expect.arrayContaining([expect.objectContaining({ kind: 'status' })]), file: null }],
  [['report', 'events'], { sections: expect.anything() }],
  [['requests', 'events'], [expect.objectContaining({ id: 'request-1' })]],
  [['refuse', 'request-1', '--reason', 'No.', '--events', 'events', '--policy', POLICY], { what: 'chatgpt' }],
  [
    ['grant', 'request-1', '--for', '7d', '--events', 'events', '--policy', POLICY],
    { ruleId: expect.any(String), what: 'chatgpt' },
  ],
  [['completion', 'fish'], { shell: 'fish', script: expect.any(String) }],
];

beforeAll(async () => {
  const outer = await newFolder();
  home = path.join(outer, 'command');
  // As the package lies: the command beside the extensions.
  await mkdir(home);
  await symlink(path.join(ROOT, 'node_modules'), path.join(outer, 'node_modules'));
  await mkdir(path.join(outer, 'chrome'));
  await cp(path.join(ROOT, 'public', 'managed-schema.json'), path.join(outer, 'chrome', 'managed-schema.json'));
  for (const target of ['chrome', 'edge', 'firefox']) {
    await mkdir(path.join(home, 'dist', target), { recursive: true });
    const manifest = {
      manifest_version: 3,
      version: '1.2.3',
      browser_specific_settings: { gecko: { id: 'a@b.example' } },
    };
    await writeFile(path.join(home, 'dist', target, 'manifest.json'), JSON.stringify(manifest));
  }
  await writeFile(path.join(home, 'access.log'), LOG);
  await writeFile(path.join(home, 'list.txt'), 'a.example\n');
  await writeFile(path.join(home, 'extensions.txt'), `${'a'.repeat(32)}\n`);
  await mkdir(path.join(home, 'code'));
  await writeFile(path.join(home, 'code', 'a.ts'), 'export const settleTheLedgerOf = (account) => account.close();\n');
  await writeFile(path.join(home, 'managed.yaml'), 'policyUrl: https://policy.contoso.example/policy.jws\n');
  await writeFile(
    path.join(home, 'gentler.yaml'),
    'format: 1\nname: contoso\norganisation: { name: Contoso }\nrules: []\n',
  );
  await writeFile(
    path.join(home, 'stricter.yaml'),
    'format: 1\nname: contoso\norganisation: { name: Contoso }\nrules: [{ id: all, sites: [a.example], action: block }]\n',
  );
  await mkdir(path.join(home, 'events'));
  const asked = aCollectedEvent({ id: 'request-1', kind: 'requested', tool: 'chatgpt', rule: RULE });
  await writeFile(path.join(home, 'events', 'events-2026-11-23.ndjson'), `${JSON.stringify(asked)}\n`);
  await writeFile(path.join(home, 'policy.jws'), 'a document');
  await writeFile(path.join(home, 'bundle.json'), JSON.stringify(BUNDLE));
  run = await bundledCommand(home);
});

test('one after the other, each answers JSON and nothing else', async () => {
  for (const [words, answer] of DAY) {
    const { exitCode, out, err } = await run(...words, '--json');
    if (exitCode !== 0) throw new Error(`${words.join(' ')} ended with ${String(exitCode)}: ${err}`);
    const parsed: unknown = JSON.parse(out);
    if (typeof answer === 'object' && answer !== null && !('asymmetricMatch' in answer) && !Array.isArray(answer)) {
      expect({ words, parsed }).toMatchObject({ words, parsed: answer });
    } else expect({ words, parsed }).toEqual({ words, parsed: answer });
  }
});

describe('those that look elsewhere, or do not end by themselves', () => {
  test('doctor answers with its findings', async () => {
    const { exitCode, out } = await run('doctor', '--bundle', 'bundle.json', '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toContainEqual(expect.objectContaining({ code: 'configuration', result: 'good' }));
  });

  test('serve says its address once it serves', async () => {
    const child = spawn(process.execPath, [path.join(home, 'gatepost.mjs'), 'serve', '.', '--port', '0', '--json'], {
      cwd: home,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const line = await new Promise<string>((resolve, reject) => {
        child.stdout.once('data', (data: Buffer) => {
          resolve(data.toString());
        });
        child.once('close', reject);
      });
      const { url } = JSON.parse(line) as { url: string };
      expect((await fetch(url)).status).toBe(200);
    } finally {
      child.kill();
    }
  });
});

test('no command is left out, and each has the flag', async () => {
  const { commands } = await gatepostProgram();
  const played = new Set([...DAY.map(([[name]]) => name), 'doctor', 'serve']);
  expect(commands.map((command) => command.name()).filter((name) => !played.has(name))).toEqual([]);
  expect(commands.filter(({ options }) => !options.some(({ long }) => long === '--json'))).toEqual([]);
});

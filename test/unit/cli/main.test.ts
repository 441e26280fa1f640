/** The command as a process: what it prints where, and its exit code. Bundled here, so that no build is needed before. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundledCommand, unread } from '../../support/bundled-command.js';
import { temporaryFolders } from '../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();

let home: string;
let run: Awaited<ReturnType<typeof bundledCommand>>;

beforeAll(async () => {
  home = await temporaryFolder();
  run = await bundledCommand(home);
});

describe('wrong usage ends with exit code 2 and says what was wrong', () => {
  test.each([
    ['an unknown command', ['publsh'], /unknown command/],
    ['an unknown option', ['tools', '--colour'], /unknown option/],
    ['a missing argument', ['serve'], /missing required argument/],
    ['a missing option', ['publish', 'policy.yaml'], /required option/],
    ['too many arguments', ['keygen', 'here', 'there'], /too many arguments/],
    ['an unknown choice', ['keygen', '--algorithm', 'RSA'], /Allowed choices/],
    ['a duration that is none', ['pause', '--dir', 'public', '--key', 'key.json', '--for', '2'], /such as 2h, 90m/],
    [
      'a revision that is none',
      ['rollback', '--dir', 'public', '--key', 'key.json', '--to', '0'],
      /whole number from 1/,
    ],
    ['a revision that browsers would refuse', ['publish', 'a', '--dir', 'b', '--revision', '1000000'], /to 999,999/],
    ['nobody who signs', ['resume', '--dir', 'public'], /choose how to sign: either --key <file>/],
    [
      'an option by its former name',
      ['publish', 'policy.yaml', '--dir', 'public', '--accept-impact', 'why'],
      /renamed: use --override-safety <reason>/,
    ],
    ['a port that is none', ['serve', '.', '--port', '70000'], /0 to 65535/],
  ])('%s', async (_, args, message) => {
    const { exitCode, out, err } = await run(...args);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(message);
  });
});

test.each([['--help'], ['--version'], ['publish --help'], ['help tools']])('asking is no mistake: %s', async (args) => {
  const { exitCode, out, err } = await run(...args.split(' '));
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  expect(out).not.toBe('');
});

test('a reader that goes away is no mistake', async () => {
  expect(await unread(home, 'tools', '--json')).toEqual({ exitCode: 0, out: '', err: '' });
});

describe('a file', () => {
  test('that is not there ends with exit code 2', async () => {
    await run('keygen', '--out', 'keys');
    const key = path.join('keys', 'policy-key.private.jwk.json');
    const { exitCode, err } = await run('publish', 'missing.yaml', '--key', key, '--dir', 'public');
    expect(exitCode).toBe(2);
    expect(err).toContain('missing.yaml');
  });

  test('with a mistake in it ends with exit code 1, a line for each mistake and no stack', async () => {
    await run('keygen', '--out', 'keys');
    await writeFile(
      path.join(home, 'wrong.yaml'),
      'format: 1\nname: acme\norganisation: { name: Acme }\nrules:\n  - { id: a, tools: [chatgtp], action: block }\n',
    );
    const key = path.join('keys', 'policy-key.private.jwk.json');
    const { exitCode, out, err } = await run('publish', 'wrong.yaml', '--key', key, '--dir', 'public');
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
    expect(err).toMatch(/^wrong\.yaml:5:22: rules\.0\.tools\.0: found "chatgtp", unknown tool: did you mean chatgpt/);
    expect(err).not.toMatch(/\n\s+at /);
  });
});

test('an administrator’s night: published, paused, rolled back, each told what browsers will do', async () => {
  await run('keygen', '--out', 'night', '--algorithm', 'ES256');
  const place = ['--key', path.join('night', 'policy-key.private.pem'), '--dir', 'night-public'];
  const policy = (action: string) =>
    `format: 1\nname: acme\norganisation: { name: Acme }\nrules:\n  - { id: a, sites: [a.example], action: ${action} }\n`;
  await writeFile(path.join(home, 'night.yaml'), policy('warn'));
  expect((await run('publish', 'night.yaml', ...place)).out).toMatch(/Published acme, revision 1, 1 rule, to /);
  await writeFile(path.join(home, 'night.yaml'), policy('block'));
  await run('publish', 'night.yaml', ...place);

  const paused = await run('pause', '--for', '1h30m', '--reason', 'too much', '--yes', ...place);
  expect(paused.exitCode).toBe(0);
  expect(paused.err).toMatch(/^\+ a\.example: blocked → observed for everyone until /);
  expect(paused.out).toMatch(
    /block nothing until \S+Z \(1 hour 30 minutes\); then they enforce the rules again by themselves/,
  );
  expect(paused.out).toMatch(/Running browsers check about every 15 minutes; a block page checks at once/);

  // Nobody can be asked here.
  const unasked = await run('rollback', ...place);
  expect(unasked).toMatchObject({ exitCode: 2, out: '' });
  expect(unasked.err).toMatch(/there is no terminal to prompt on: add --yes; nothing was published/);

  const back = await run('rollback', '--yes', ...place);
  expect(back.out).toMatch(
    /Rolled back revision 3 to the content of revision 1 from \S+\.\nPublished acme, revision 4/,
  );
  expect(back.out).toMatch(/Browsers enforce its rules\./);
  const ended = await run('resume', '--yes', ...place);
  expect(ended.exitCode).toBe(1);
  expect(ended.err).toContain('the policy is not paused');
});

test('a change beyond the safety limits ends with exit code 3, and shows what it would have done', async () => {
  await run('keygen', '--out', 'gate');
  const text =
    'format: 1\nname: acme\norganisation: { name: Acme }\nsafety: { audience: true }\n' +
    'rules:\n  - { id: a, sites: [a.example], action: block }\n';
  await writeFile(path.join(home, 'gate.yaml'), text);
  const line =
    '1795000000.000 10 10.0.0.1 TCP_MISS/200 900 GET http://a.example/ anna HIER_DIRECT/203.0.113.7 text/html\n';
  await writeFile(path.join(home, 'gate.log'), line);
  const words = ['gate.yaml', '--key', path.join('gate', 'policy-key.private.jwk.json'), '--dir', 'gate-public'];
  const { exitCode, out, err } = await run('publish', ...words, '--log', 'gate.log');
  expect({ exitCode, out }).toEqual({ exitCode: 3, out: '' });
  expect(err).toMatch(/^- a\.example: open → blocked for everyone/);
  expect(err).toMatch(/against nothing published yet\n/);
  expect(err).toMatch(/newly restricted +1 person \(100 %\), 1 visit \(100 %\), 1 request\n/);
  expect(err).toMatch(/nothing was published:\n {2}it restricts everyone at once/);
  const json = await run('publish', ...words, '--log', 'gate.log', '--json');
  expect(json.exitCode).toBe(3);
  expect(JSON.parse(json.out)).toMatchObject({
    published: null,
    impact: { problems: [{ limit: 'audience' }], report: { newlyRestricted: { people: 1 } } },
  });
});

test('a doctor that finds something wrong ends with exit code 1', async () => {
  const bundle = {
    format: 1,
    madeAt: '2026-11-24T09:00:00.000Z',
    extension: { id: 'a'.repeat(32), version: '0.1.0', installType: 'admin' },
    status: { managed: 'managed', policy: null, problems: [{ code: 'no-host-access', detail: '' }] },
    overview: { managed: { policyUrl: 'https://policy.contoso.example/policy.jws' }, selfCheck: [] },
  };
  await writeFile(path.join(home, 'bundle.json'), JSON.stringify(bundle));
  const { exitCode, out, err } = await run('doctor', '--bundle', 'bundle.json');
  expect({ exitCode, err }).toEqual({ exitCode: 1, err: '1 problem found\n' });
  expect(out).toMatch(/^FAIL {2}host-access: /m);
});

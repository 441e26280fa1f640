/** The GitHub action and the pre-commit hooks: their own commands, run as real processes on policies with and without faults. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { bundleCommand } from '../../scripts/command-bundle.mjs';
import { readRepositoryFile, ROOT } from '../support/repository.js';
import { temporaryFolders } from '../support/temporary-folder.js';

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: {
    readonly using: string;
    readonly steps: readonly {
      readonly shell: string;
      readonly env: Readonly<Record<string, string>>;
      readonly run: string;
    }[];
  };
}

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly args: readonly string[];
  readonly language: string;
  readonly files: string;
  readonly pass_filenames: boolean;
}

const HEAD = 'format: 1\nname: acme\norganisation: { name: Acme }\n';
const WARNS = `${HEAD}rules:\n  - { id: a, tools: [chatgpt], action: block }\n`;
const FAILS = `${WARNS}tests:\n  - { url: https://chatgpt.com/, decision: open }\n`;

const newFolder = temporaryFolders();
/** As the archive is unpacked. */
let archive: string;
let home: string;

beforeAll(async () => {
  archive = await newFolder();
  home = await newFolder();
  mkdirSync(path.join(archive, 'dist/cli'), { recursive: true });
  await bundleCommand(path.join(archive, 'dist/cli'), []);
  cpSync(path.join(ROOT, 'integrations'), path.join(archive, 'integrations'), { recursive: true });
  const sample = readRepositoryFile('demonstration/policy.yaml');
  writeFileSync(path.join(home, 'policy.yaml'), `${sample}tests:\n  - { url: https://example.com/, decision: open }\n`);
  cpSync(path.join(ROOT, 'demonstration/contoso.png'), path.join(home, 'contoso.png'));
  writeFileSync(path.join(home, 'warns.yaml'), WARNS);
  writeFileSync(path.join(home, 'fails.yaml'), FAILS);
  writeFileSync(path.join(home, 'broken.yaml'), `${HEAD}colour: red\nrules: []\n`);
}, 120_000);

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: home, env: { ...process.env, ...env } });
  return { status, out: stdout.toString(), err: stderr.toString() };
}

describe('the GitHub action', () => {
  const action = load(readRepositoryFile('integrations/github-action/action.yml')) as Action;
  const actionPath = () => path.join(archive, 'integrations/github-action');

  /** What GitHub fills in for `${{ … }}`; anything else it would have to know is a fault. */
  function filled(value: string, inputs: Readonly<Record<string, string>>): string {
    return value.replaceAll(/\$\{\{ ([\w.-]+) \}\}/g, (_, name: string) => {
      const found = name === 'github.action_path' ? actionPath() : inputs[name.replace(/^inputs\./, '')];
      if (found === undefined) throw new Error(`nothing is known as ${name}`);
      return found;
    });
  }

  /** The steps in order, until one fails. */
  function runWith(given: Readonly<Record<string, string>>) {
    const defaults = Object.entries(action.inputs).map(([name, input]) => [name, input.default]);
    const inputs = { ...(Object.fromEntries(defaults) as Record<string, string>), ...given };
    const ended: ReturnType<typeof run>[] = [];
    for (const { env, run: script } of action.runs.steps) {
      const own = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, filled(value, inputs)]));
      ended.push(run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], own));
      if (ended.at(-1)?.status !== 0) break;
    }
    const file = path.join(home, filled(action.outputs['sarif']?.value ?? '', inputs));
    return { ended, codes: ended.map(({ status }) => status), file };
  }

  const rulesIn = (file: string) =>
    (JSON.parse(readFileSync(file, 'utf8')) as { runs: { results: { ruleId: string }[] }[] }).runs[0]?.results.map(
      ({ ruleId }) => ruleId,
    );

  test('is composite, and its scripts get inputs as variables only', () => {
    expect(action.runs.using).toBe('composite');
    expect(action.runs.steps.filter((step) => step.shell !== 'bash' || step.run.includes('${{'))).toEqual([]);
    expect(Object.keys(action.inputs)).toEqual(['policy', 'fail-on', 'sarif']);
  });

  test('passes the sample policy with its tests', () => {
    const { codes, ended, file } = runWith({});
    expect(codes).toEqual([0, 0]);
    expect(ended[1]?.out).toContain('1 passed, 0 failed');
    expect(rulesIn(file)).toBeDefined();
  });

  test.each([
    ['passes for warnings, and shows them beside the lines', { policy: 'warns.yaml' }, [0, 0]],
    ['fails for warnings where asked to', { policy: 'warns.yaml', 'fail-on': 'warning' }, [1]],
    ['fails for errors', { policy: 'broken.yaml', sarif: 'broken.sarif' }, [1]],
    ['fails for a test of the policy', { policy: 'fails.yaml' }, [0, 1]],
  ])('%s', (_, inputs, expected) => {
    const { codes, ended, file } = runWith(inputs);
    expect(codes).toEqual(expected);
    const rules = rulesIn(file) ?? [];
    expect(rules).toEqual(inputs.policy === 'broken.yaml' ? ['form'] : ['no-reason', 'no-alternative']);
    expect(ended[0]?.out.trim().split('\n')).toHaveLength(rules.length);
    expect(ended[0]?.out).toContain(`file=${inputs.policy},line=`);
  });

  test.each([
    ['a policy that is not there', { policy: 'none.yaml', sarif: 'none.sarif' }, /none\.yaml/],
    ['a policy that is named like a flag', { policy: '--help', sarif: 'none.sarif' }, /--help/],
    ['a wrong fail-on', { 'fail-on': 'never', sarif: 'none.sarif' }, /'never': expected error or warning/],
  ])('refuses %s, and leaves no SARIF file', (_, inputs, message) => {
    const { codes, ended, file } = runWith(inputs);
    expect(codes).toEqual([2]);
    expect(ended[0]?.err).toMatch(message);
    expect(existsSync(file)).toBe(false);
  });
});

describe('the pre-commit hooks', () => {
  const hooks = load(readRepositoryFile('.pre-commit-hooks.yaml')) as readonly Hook[];

  function runHook(id: string, ...args: string[]) {
    const hook = hooks.find((each) => each.id === id);
    const [command = '', ...own] = hook?.entry.split(' ') ?? [];
    const bin = path.join(archive, 'bin');
    const target = path.join(archive, 'dist/cli/gatepost.mjs');
    mkdirSync(bin, { recursive: true });
    chmodSync(target, 0o755);
    if (!existsSync(path.join(bin, command))) symlinkSync(target, path.join(bin, command));
    const all = [...own, ...(args.length > 0 ? args : (hook?.args ?? []))];
    return run(command, all, { PATH: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}` });
  }

  test('run for a policy.yaml in any folder, install nothing and get no file names', () => {
    expect(hooks.map(({ id }) => id)).toEqual(['gatepost-check', 'gatepost-test']);
    for (const { language, files, pass_filenames: passed } of hooks) {
      expect([language, passed]).toEqual(['system', false]);
      const names = ['policy.yaml', 'policies/policy.yaml', 'my-policy.yaml', 'policy.yaml.bak'];
      expect(names.filter((name) => new RegExp(files).test(name))).toEqual(['policy.yaml', 'policies/policy.yaml']);
    }
  });

  test.each([
    ['gatepost-check', [], 0],
    ['gatepost-test', [], 0],
    ['gatepost-check', ['warns.yaml'], 0],
    ['gatepost-check', ['warns.yaml', '--strict'], 1],
    ['gatepost-check', ['broken.yaml'], 1],
    ['gatepost-test', ['fails.yaml'], 1],
  ])('%s %j exits with %i', (id, args, expected) => {
    expect(runHook(id, ...args).status).toBe(expected);
  });
});

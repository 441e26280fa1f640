/**
 * Nothing that the product writes, prints or documents lets a package manager fetch a package by its name: whoever holds that
 * name in a registry would decide what runs beside the signing key (docs/adr/0041).
 */
import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { init } from '../../src/cli/commands/init/run.js';
import { renderCommandDoc } from '../../src/cli/commands/completion/command-doc.js';
import { PLACES, SYSTEMS, type System } from '../../src/cli/deploy/targets.js';
import { gatepostProgram } from '../../src/cli/program.js';
import type { PolicyBrowser } from '../../src/cli/deploy/browser-policies.js';
import { aDeployment, runIn } from '../support/deploying.js';
import { temporaryFolders } from '../support/temporary-folder.js';

const newFolder = temporaryFolders();

/** Ways to have a package fetched by name and run. Files, folders and addresses are named by their `.`, `/` or scheme. */
const FETCHES = [
  /\bnpx\b.{0,40}/g,
  /\b(?:pnpx|bunx|uvx|pipx)\b.{0,40}/g,
  /\b(?:npm|pnpm|yarn|bun) (?:exec|x|dlx|create)\b.{0,40}/g,
  /\b(?:npm|pnpm|yarn|bun) (?:install|i|add|link)(?: -[\w=-]+)* (?!-|\.|\/|https:|file:|&&|\|)["'\w@].{0,40}/g,
  /raw\.githubusercontent\.com.{0,40}/g,
];

function fetchesIn(text: string): string[] {
  return FETCHES.flatMap((pattern) => [...text.matchAll(pattern)].map(([found]) => found));
}

function textsBelow(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile() && !/\.(png|ico)$/.test(file))
    .map((file) => [file, readFileSync(file, 'utf8')]);
}

const found = (texts: readonly (readonly [string, string])[]) =>
  texts.flatMap(([name, text]) => fetchesIn(text).map((line) => `${name}: ${line}`));

test.each([
  'npx --yes gatepost check policy.yaml',
  'run `npx gatepost`',
  'npm exec gatepost',
  'npm install --global gatepost',
  'npm i @gatepost/command',
  'pnpm dlx gatepost',
])('%s is such a way', (line) => {
  expect(fetchesIn(line)).toHaveLength(1);
});

test.each([
  'npm install --global ./gatepost-command-0.1.0.tgz',
  'npm ci && npm run build && npm link',
  '`npm link` makes',
])('%s is none', (line) => {
  expect(fetchesIn(line)).toEqual([]);
});

test('no page has one', () => {
  const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].map((name): [string, string] => [
    name,
    readFileSync(name, 'utf8'),
  ]);
  expect(found([...pages, ...textsBelow('docs')])).toEqual([]);
});

test('no --help has one', async () => {
  const help = renderCommandDoc(await gatepostProgram());
  expect(help).toContain('gatepost init');
  expect(found([['--help', help]])).toEqual([]);
});

test('no hint in the sources has one', () => {
  expect(found([...textsBelow('src/cli'), ...textsBelow('scripts'), ...textsBelow('public')])).toEqual([]);
});

test('nothing that init writes has one, and its actions are named by commit', async () => {
  const folder = path.join(await newFolder(), 'company');
  await init({ folder, organisation: 'Contoso', algorithm: 'EdDSA' });
  const texts = textsBelow(folder);
  expect(found(texts)).toEqual([]);
  const uses = texts.flatMap(([, text]) => [...text.matchAll(/uses: (\S+)/g)].map(([, action]) => action));
  expect(uses.length).toBeGreaterThan(0);
  for (const action of uses) expect(action).toMatch(/^actions\/[\w-]+@[0-9a-f]{40}$/);
});

describe('nothing that deploy writes has one', () => {
  const targets = Object.keys(PLACES).flatMap((browser) =>
    SYSTEMS.filter((system) => system !== 'chromeos' || browser === 'chrome').map((system): [PolicyBrowser, System] => [
      browser as PolicyBrowser,
      system,
    ]),
  );
  test.each(targets)('%s on %s', async (browser, system) => {
    const folder = await newFolder();
    await aDeployment(folder);
    await runIn(folder, browser, system);
    expect(found(textsBelow(path.join(folder, 'out')))).toEqual([]);
  });
});

test('the package cannot be published by a slip, and its name has a scope', () => {
  const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  const { name, private: isPrivate } = read('package.json');
  expect(name).toMatch(/^@gatepost\//);
  expect(isPrivate).toBe(true);
  expect(read('package-lock.json')).toMatchObject({ name, packages: { '': { name } } });
});

/** The linter enforces who may import whom (docs/internals/architecture.md): default deny. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { ESLint } from 'eslint';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from '../support/repository.js';

const RULES: ReadonlySet<string> = new Set(['gatepost/boundaries', 'no-restricted-syntax']);

let eslint: ESLint;

beforeAll(() => {
  eslint = new ESLint({
    cwd: ROOT,
    // The rule needs no types, so files need not exist and no program is built.
    overrideConfig: { languageOptions: { parserOptions: { project: null } } },
    ruleFilter: ({ ruleId }) => RULES.has(ruleId),
  });
});

async function refusals(file: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: path.join(ROOT, file) });
  const messages = result?.messages ?? [];
  const other = messages.filter(({ ruleId }) => ruleId === null || !RULES.has(ruleId));
  if (other.length > 0) throw new Error(JSON.stringify(other));
  return messages.map(({ message }) => message);
}

describe('an import is refused', () => {
  test.each([
    ['src/policy/site.ts', `import { reconcile } from '../worker/enforce/reconcile.js';`],
    ['src/policy/site.ts', `import type { Ports } from '../worker/ports.js';`],
    ['src/policy/site.ts', `export { reconcile } from '../worker/enforce/reconcile.js';`],
    ['src/policy/site.ts', `export * from '../worker/enforce/reconcile.js';`],
    ['src/policy/site.ts', `import '../worker/enforce/reconcile.js';`],
    ['src/policy/site.ts', `import { readFile } from 'node:fs';`],
    ['src/policy/site.ts', `import { compactVerify } from 'jose';`],
    ['src/policy/site.ts', `import browser from 'webextension-polyfill';`],
    ['src/policy/site.ts', `import x from '../policyx/y.js';`],
    ['src/policy/site.ts', `import x from 'zod-extra';`],
    ['src/policy/site.ts', `import x from '../nowhere.js';`],
    ['src/policy/site.ts', `import { reconcile } from './../worker/enforce/reconcile.js';`],
    ['src/policy/site.ts', `import { sourceSchema } from '../authoring/source.js';`],
    ['src/dnr/compile-rules.ts', `import x from 'lodash';`],
    ['src/dnr/compile-rules.ts', `import { z } from 'zod';`],
    ['src/dnr/compile-rules.ts', `import { acceptPolicy } from '../trust/accept-policy.js';`],
    ['src/dnr/compile-rules.ts', `import { requestSchema } from '../protocol/requests.js';`],
    ['src/data/scan.ts', `import { parseSite } from '../policy/site.js';`],
    ['src/events/event.ts', `import * as z from 'zod/mini';`],
    ['src/trust/signed-document.ts', `import { compactVerify } from 'jose';`],
    ['src/trust/accept-policy.ts', `import { compileRules } from '../dnr/compile-rules.js';`],
    ['src/protocol/requests.ts', `import { explain } from '../worker/answers/explain.js';`],
    ['src/worker/state/records.ts', `import { reconcile } from '../enforce/reconcile.js';`],
    ['src/worker/state/records.ts', `import { createEngine } from '../engine.js';`],
    ['src/worker/update/check-policy.ts', `import { reconcile } from '../enforce/reconcile.js';`],
    ['src/worker/enforce/reconcile.ts', `import { explain } from '../answers/explain.js';`],
    ['src/worker/enforce/reconcile.ts', `import { browserPorts } from '../../platform/browser-ports.js';`],
    ['src/worker/engine.ts', `import browser from 'webextension-polyfill';`],
    ['src/platform/clock.ts', `import { reconcile } from '../worker/enforce/reconcile.js';`],
    ['src/platform/clock.ts', `import { compileRules } from '../dnr/compile-rules.js';`],
    ['src/pages/shared/texts.ts', `import { reconcile } from '../../worker/enforce/reconcile.js';`],
    ['src/pages/shared/texts.ts', `import { decider } from '../../policy/decide.js';`],
    ['src/pages/popup/view.ts', `import type { Ports } from '../../worker/ports.js';`],
    ['src/pages/popup/view.ts', `import { decider } from '../../policy/decide.js';`],
    ['src/pages/popup/view.ts', `import { renderBlockPage } from '../block/render.js';`],
    ['src/pages/popup/view.ts', `import { readFile } from 'node:fs';`],
    ['src/content/guard.ts', `import { decider } from '../policy/decide.js';`],
    ['src/catalogue/search.ts', `import { checkPolicy } from '../authoring/lint/check-policy.js';`],
    ['src/server/receiver.ts', `import { CommandError } from '../cli/lib/command-error.js';`],
    ['src/cli/lib/files.ts', `import { reconcile } from '../../worker/enforce/reconcile.js';`],
    ['src/cli/commands/serve/run.ts', `import { browserPorts } from '../../../platform/browser-ports.js';`],
    ['src/cli/commands/serve/run.ts', `import { pause } from '../pause/run.js';`],
    ['src/cli/commands/serve/run.ts', `import express from 'express';`],
    ['src/cli/program.ts', `export const late = () => import('../platform/clock.js');`],
  ])('in %s: %s', async (file, code) => {
    expect((await refusals(file, code)).join()).toContain('may not import this');
  });
});

test('an import at run time is refused', async () => {
  const code = `export const late = () => import('./sha256.js');`;
  expect(await refusals('src/policy/site.ts', code)).toEqual([expect.stringContaining('Import at the top')]);
});

describe('an import is allowed', () => {
  test.each([
    ['src/authoring/source.ts', `import { z } from 'zod';`],
    ['src/policy/site.ts', `import { sha256 } from './sha256.js';`],
    ['src/trust/accept-policy.ts', `import { sha256 } from '../policy/sha256.js';`],
    ['src/dnr/compile-rules.ts', `import { parseSite } from '../policy/site.js';`],
    ['src/dnr/compile-rules.ts', `import { blockPagePrefix } from '../protocol/block-page-url.js';`],
    ['src/worker/engine.ts', `import { compileRules } from '../dnr/compile-rules.js';`],
    ['src/worker/enforce/reconcile.ts', `import { readStanding } from '../state/policy-state.js';`],
    ['src/worker/main.ts', `import { browserPorts } from '../platform/browser-ports.js';`],
    ['src/platform/clock.ts', `import type { Clock } from '../worker/ports.js';`],
    ['src/platform/clock.ts', `import type { DnrRule } from '../dnr/compile-rules.js';`],
    ['src/pages/shared/texts.ts', `import type { Action } from '../../policy/schema.js';`],
    ['src/pages/popup/view.ts', `import { problemCodes } from '../../protocol/problem-codes.js';`],
    ['src/pages/popup/view.ts', `import { ago } from '../shared/date-format.js';`],
    ['src/cli/lib/files.ts', `import { readFile } from 'node:fs/promises';`],
    ['src/cli/program.ts', `export const late = () => import('./commands/serve/command.js');`],
    ['src/cli/commands/serve/command.ts', `import { serve } from './run.js';`],
    ['src/cli/commands/serve/run.ts', `import { CommandError } from '../../lib/command-error.js';`],
    ['src/cli/commands/rollout/run.ts', `import { acceptPolicy } from '../../../trust/accept-policy.js';`],
  ])('in %s: %s', async (file, code) => {
    expect(await refusals(file, code)).toEqual([]);
  });
});

test('no file imports itself by way of others, types left aside', async () => {
  const importsOf = await importsBelow(path.join(ROOT, 'src'));
  expect(importsOf.size).toBeGreaterThan(300);
  expect(cyclesIn(importsOf)).toEqual([]);
});

test('a cycle would be found', () => {
  const importsOf = new Map([
    ['a', ['b']],
    ['b', ['c', 'd']],
    ['c', ['a']],
    ['d', []],
  ]);
  expect(cyclesIn(importsOf)).toEqual(['a → b → c → a']);
});

/** What each file imports, but for types: what stays when the program runs. */
async function importsBelow(folder: string): Promise<Map<string, string[]>> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts'));
  const files = names.map((name) => path.join(folder, name));
  return new Map(await Promise.all(files.map(async (file) => [file, await importsIn(file)] as const)));
}

const STATEMENT = /^(?:import|export) (?!type )[^;]*?from '(\.[^']+)\.js'/gms;

async function importsIn(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8');
  return [...text.matchAll(STATEMENT)].map(([, target = '']) => `${path.resolve(path.dirname(file), target)}.ts`);
}

function cyclesIn(importsOf: ReadonlyMap<string, readonly string[]>): string[] {
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) cycles.push([...way.slice(way.indexOf(file)), file].join(' → '));
    if (done.has(file) || way.includes(file)) return;
    for (const next of importsOf.get(file) ?? []) visit(next, [...way, file]);
    done.add(file);
  };
  for (const file of importsOf.keys()) visit(file, []);
  return cycles;
}

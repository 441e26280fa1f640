/** The linter enforces who may import whom (docs/architecture.md): default deny. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { ESLint } from 'eslint';
import path from 'node:path';
import { ROOT } from '../support/repository.js';

const RULES: ReadonlySet<string> = new Set(['@typescript-eslint/no-restricted-imports', 'no-restricted-syntax']);

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
    ['src/policy/site.ts', `import { reconcile } from '../engine/reconcile.js';`],
    ['src/policy/site.ts', `import type { Ports } from '../engine/ports.js';`],
    ['src/policy/site.ts', `export { reconcile } from '../engine/reconcile.js';`],
    ['src/policy/site.ts', `import '../engine/reconcile.js';`],
    ['src/policy/site.ts', `import { readFile } from 'node:fs';`],
    ['src/policy/site.ts', `import { compactVerify } from 'jose';`],
    ['src/policy/site.ts', `import browser from 'webextension-polyfill';`],
    ['src/policy/site.ts', `import x from '../policyx/y.js';`],
    ['src/policy/site.ts', `import x from 'zod-extra';`],
    ['src/policy/site.ts', `import { reconcile } from './../engine/reconcile.js';`],
    ['src/compile/dnr.ts', `import x from 'lodash';`],
    ['src/compile/dnr.ts', `import { z } from 'zod';`],
    ['src/events/event.ts', `import * as z from 'zod/mini';`],
    ['src/trust/signed-document.ts', `import { compactVerify } from 'jose';`],
    ['src/compile/dnr.ts', `import { acceptPolicy } from '../trust/accept-policy.js';`],
    ['src/trust/accept-policy.ts', `import { compileRules } from '../compile/dnr.js';`],
    ['src/messages/requests.ts', `import { explain } from '../engine/explain.js';`],
    ['src/engine/engine.ts', `import { browserPorts } from '../platform/browser-ports.js';`],
    ['src/engine/engine.ts', `import browser from 'webextension-polyfill';`],
    ['src/platform/clock.ts', `import { reconcile } from '../engine/reconcile.js';`],
    ['src/platform/clock.ts', `import { compileRules } from '../compile/dnr.js';`],
    ['src/background/main.ts', `import { decider } from '../policy/decide.js';`],
    ['src/pages/texts.ts', `import { reconcile } from '../engine/reconcile.js';`],
    ['src/pages/texts.ts', `import { decider } from '../policy/decide.js';`],
    ['src/pages/popup/view.ts', `import { reconcile } from '../../engine/reconcile.js';`],
    ['src/pages/popup/view.ts', `import type { Ports } from '../../engine/ports.js';`],
    ['src/pages/popup/view.ts', `import { decider } from '../../policy/decide.js';`],
    ['src/pages/popup/view.ts', `import { readFile } from 'node:fs';`],
    ['src/cli/files.ts', `import { reconcile } from '../engine/reconcile.js';`],
    ['src/cli/commands/serve.ts', `import { browserPorts } from '../../platform/browser-ports.js';`],
    ['src/cli/commands/serve.ts', `import express from 'express';`],
  ])('in %s: %s', async (file, code) => {
    expect((await refusals(file, code)).join()).toContain('may not import this');
  });
});

test('an import at run time is refused', async () => {
  const code = `export const late = () => import('../engine/reconcile.js');`;
  expect(await refusals('src/policy/site.ts', code)).toEqual([expect.stringContaining('Import at the top')]);
});

describe('an import is allowed', () => {
  test.each([
    ['src/policy/source.ts', `import { z } from 'zod';`],
    ['src/policy/site.ts', `import { sha256 } from './sha256.js';`],
    ['src/trust/accept-policy.ts', `import { sha256 } from '../policy/sha256.js';`],
    ['src/compile/dnr.ts', `import { parseSite } from '../policy/site.js';`],
    ['src/engine/engine.ts', `import { compileRules } from '../compile/dnr.js';`],
    ['src/platform/clock.ts', `import type { Clock } from '../engine/ports.js';`],
    ['src/platform/clock.ts', `import type { DnrRule } from '../compile/dnr.js';`],
    ['src/background/main.ts', `import { createEngine } from '../engine/engine.js';`],
    ['src/pages/texts.ts', `import type { Action } from '../policy/schema.js';`],
    ['src/pages/popup/view.ts', `import type { Action } from '../../policy/schema.js';`],
    ['src/pages/popup/view.ts', `import { problemCodes } from '../../messages/problem-codes.js';`],
    ['src/pages/popup/view.ts', `import { ago } from '../moments.js';`],
    ['src/cli/files.ts', `import { readFile } from 'node:fs/promises';`],
    ['src/cli/main.ts', `import { serve } from './commands/serve.js';`],
    ['src/cli/commands/serve.ts', `import { CommandError } from '../command-error.js';`],
    ['src/cli/commands/publish.ts', `import { acceptPolicy } from '../../trust/accept-policy.js';`],
  ])('in %s: %s', async (file, code) => {
    expect(await refusals(file, code)).toEqual([]);
  });
});

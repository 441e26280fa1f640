/** `src/policy/actions.ts` is the one list of actions: what it gains, everything else takes. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Plugin } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { bundledModule } from '../../../scripts/bundled-module.mjs';
import type * as eventSchema from '../../../src/server/event-schema.js';
import type * as actions from '../../../src/policy/actions.js';
import type * as decide from '../../../src/policy/decide.js';
import type * as effective from '../../../src/policy/effective-policy.js';
import type * as schema from '../../../src/policy/schema.js';
import type * as compile from '../../../src/dnr/compile-rules.js';
import type * as source from '../../../src/authoring/source.js';
import type * as blockPage from '../../../src/pages/block/view.js';
import type * as popup from '../../../src/pages/popup/view.js';
import type * as diff from '../../../src/authoring/policy-diff.js';
import type * as formatDiff from '../../../src/cli/lib/format-diff.js';
import type * as bypasses from '../../../src/worker/state/bypasses.js';
import type * as ended from '../../../src/worker/enforce/ended-bypasses.js';
import type * as decisions from '../../../src/worker/answers/tool-decisions.js';
import type { State } from '../../../src/worker/state/load-state.js';
import { ACTION_NAMES } from '../../../src/policy/actions.js';
import { aTarget } from '../../support/compiling.js';
import { aPolicy, aRule, aTool, copilot, NOW_MS } from '../../support/policies.js';
import { LANGUAGES } from '../../support/messages.js';
import { filesUnder, readRepositoryFile } from '../../support/repository.js';
import { aRestriction, aSite, aStatus } from '../../support/views.js';

/** Two actions that the product does not have: one that leads to the block page and lets people continue, one that lets through. */
const NEW_ROWS = `
  acknowledge: {
    compilesTo: 'block-page', continues: true, withoutContinuing: 'block', observing: 'observe', approves: false, weight: 2,
    event: 'warned', terms: 'warn', decision: 'to-confirm', tone: 'warned',
    page: {
      title: 'title_new', generic: 'generic_new', headline: 'headline_new', why: 'why_new', noReason: 'none_new',
      saysNoAlternative: true,
    },
  },
  inform: {
    compilesTo: 'let-through', continues: false, withoutContinuing: 'inform', observing: 'observe', approves: false, weight: 0,
    event: 'observed', terms: null, decision: 'informed', tone: 'observed', page: null,
  },
} as const satisfies`;

const NEW_WORDS = `
export const ACTION_WORDS = {
  acknowledge: { inWords: 'to be confirmed', about: 'new' },
  inform: { inWords: 'informed about', about: 'new' },`;

const withNewRows: Plugin = {
  name: 'new-rows',
  setup(build) {
    build.onLoad({ filter: /[\\/]policy[\\/]actions\.ts$/ }, async ({ path }) => {
      const contents = await readFile(path, 'utf8');
      return {
        contents: contents
          .replace('} as const satisfies', NEW_ROWS)
          .replace(/export const ACTION_WORDS[^{]*\{/, NEW_WORDS),
        loader: 'ts',
      };
    });
  },
};

type Build = typeof actions &
  typeof schema &
  typeof effective &
  typeof decide &
  typeof compile &
  typeof eventSchema &
  typeof source &
  typeof blockPage &
  typeof popup &
  typeof diff &
  typeof formatDiff &
  typeof decisions &
  typeof bypasses &
  typeof ended;

let build: Build;

beforeAll(async () => {
  build = (await bundledModule(
    `
      export * from './src/policy/schema.ts';
      export * from './src/policy/effective-policy.ts';
      export * from './src/policy/decide.ts';
      export * from './src/dnr/compile-rules.ts';
      export * from './src/server/event-schema.ts';
      export * from './src/authoring/source.ts';
      export * from './src/pages/block/view.ts';
      export * from './src/pages/popup/view.ts';
      export * from './src/authoring/policy-diff.ts';
      export * from './src/cli/lib/format-diff.ts';
      export * from './src/worker/answers/tool-decisions.ts';
      export * from './src/worker/state/bypasses.ts';
      export * from './src/worker/enforce/ended-bypasses.ts';
    `,
    [withNewRows],
  )) as Build;
});

/** A name that the types of this build do not know. */
const newAction = (name: string) => name as actions.Action;

const FACTS = { groups: [], ring: null, supportId: '', installId: '', timeZone: 'UTC' };

const policyWith = (action: string, changes: Partial<schema.PublishedPolicy> = {}) =>
  aPolicy({
    tools: [aTool(), copilot],
    rules: [aRule({ action: newAction(action), warn: { minutes: 30, justification: 'none' } })],
    ...changes,
  }) as schema.AcceptedPolicy;

const effectiveWith = (action: string, changes: Partial<schema.PublishedPolicy> = {}) =>
  build.effectivePolicy(policyWith(action, changes), FACTS, NOW_MS);

const said = (key: string): string => key;

describe('a row more', () => {
  test.each(['acknowledge', 'inform'])('makes %s good in what is written, published and reported', (action) => {
    expect(build.publishedPolicySchema.safeParse(policyWith(action)).success).toBe(true);
    const written = { format: 1, name: 'a', organisation: { name: 'A' }, rules: [{ id: 'one', action }] };
    expect(build.policySourceSchema.safeParse(written).success).toBe(true);
    expect(build.eventLineSchema.shape.action.safeParse(action).success).toBe(true);
    expect(build.policySourceSchema.safeParse({ ...written, rules: [{ id: 'one', action: 'tell' }] }).success).toBe(
      false,
    );
  });

  test('is decided and compiled by what the row says', async () => {
    const asked = await effectiveWith('acknowledge');
    const told = await effectiveWith('inform');
    expect(build.decider(asked)('https://chatgpt.com/')).toMatchObject({ restricts: true });
    expect(build.decider(told)('https://chatgpt.com/')).toMatchObject({ restricts: false });
    const kinds = (policy: typeof asked) => build.compileRules(policy, aTarget).rules.map(({ action }) => action.type);
    expect(kinds(asked)).toEqual(expect.arrayContaining(['redirect', 'block']));
    expect(kinds(told)).toEqual([]);
  });

  test('is another action while the policy observes, and once it has expired under strict', async () => {
    const observed = await effectiveWith('acknowledge', { mode: 'observe' });
    const expired = { issuedAt: '2026-10-01T12:00:00Z', expiresAt: '2026-10-02T12:00:00Z' } as const;
    const strict = await effectiveWith('acknowledge', { ...expired, onExpiry: 'strict' });
    expect([...observed.rules, ...strict.rules].map(({ action }) => action)).toEqual(['observe', 'block']);
  });

  test('has its words on every page, from its own texts', async () => {
    const page = build.blockedView(aRestriction({ action: newAction('acknowledge'), reason: null }), {
      ...{ texts: said, language: 'en', nowMs: NOW_MS },
    });
    expect(page).toMatchObject({ headline: 'headline_new', whyTitle: 'why_new', reason: 'none_new', tone: 'warned' });
    const decision = build.decider(await effectiveWith('inform'))('https://chatgpt.com/');
    const kind = build.decisionKindOf(decision);
    expect(build.popupView(aStatus({ site: aSite({ kind }) }), said, 'en', NOW_MS).site.headline).toBe(
      'popup_site_informed',
    );
  });

  test('is named when a bypass of its rule ends', async () => {
    const decision = build.decider(await effectiveWith('acknowledge'))('https://chatgpt.com/');
    if (decision === null) throw new Error('no decision');
    const bypass = build.bypassOf(decision, { justification: '', visit: 'visit-1', nowMs: NOW_MS });
    const state = { session: { bypasses: [bypass] } } as unknown as State;
    const [event] = build.endBypass(state, build.bypassKey(bypass));
    expect(event).toMatchObject({ kind: 'record-event', event: { kind: 'bypass-ended', action: 'acknowledge' } });
  });

  test('is told apart by diff, in the row’s words', async () => {
    const found = await build.policyDiff(policyWith('inform'), policyWith('acknowledge'), NOW_MS);
    expect(build.renderDiff(found, (_, text) => text).join('\n')).toContain('informed about → to be confirmed');
    expect(found.changes.map(({ effect }) => effect)).toContain('restricts');
  });
});

/** Words for each action: those of a reader’s language, which do not compile without one, and those of other products. */
const WORDS = ['src/cli/lists/csv-lists.ts', ...LANGUAGES.map((language) => `src/cli/datasheet/texts/${language}.ts`)];

test('no other file lists the actions', () => {
  const files = [...filesUnder('src', '.ts'), ...filesUnder('public', '.css'), ...filesUnder('scripts', '.mjs')];
  const listing = files.filter((file) => {
    const text = readRepositoryFile(file);
    const named = ACTION_NAMES.filter((action) => new RegExp(`['"]${action}['"]|^\\s*${action}:`, 'm').test(text));
    return named.length >= ACTION_NAMES.length - 1;
  });
  expect(listing.filter((file) => !WORDS.includes(file))).toEqual(['src/policy/actions.ts']);
});

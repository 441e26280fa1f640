/** What the worker adds to a restriction: until when, how to ask for access, bypasses that can be ended, the toolbar. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { PublishedPolicy } from '../../../src/policy/schema.js';
import { askedPages, type Asked } from '../../support/asked-pages.js';
import { aRule, aTool, copilot, DAY_MS, HOUR_MS, MINUTE_MS, NOW_MS } from '../../support/policies.js';
import { recordedEvents } from '../../support/recorded-events.js';

const moment = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;

let pages: Awaited<ReturnType<typeof askedPages>>;

beforeEach(async () => {
  pages = await askedPages();
});

const enforce = (policy: Partial<PublishedPolicy>) => pages.enforce(policy);
const ask = (request: Asked, where: { frameId?: number; url?: string } = {}) => pages.ask(request, where);
const act = (request: Asked, where: { frameId?: number } = {}) => pages.act(request, where);
const explain = () => pages.explain();
const status = (request?: Asked) => pages.status(request);

const within = (fromMs: number | null, untilMs: number | null) => ({
  ...(fromMs === null ? {} : { from: moment(fromMs) }),
  ...(untilMs === null ? {} : { until: moment(untilMs) }),
});

describe('until when', () => {
  const soon = NOW_MS + HOUR_MS;
  const later = NOW_MS + 5 * HOUR_MS;

  test.each<[string, PublishedPolicy['rules'], number | null]>([
    ['a rule without an end', [aRule()], null],
    ['a rule that ends', [aRule({ window: within(null, soon) })], soon],
    [
      'a rule that another one below takes over from',
      [aRule({ window: within(null, soon) }), aRule({ id: 'next', window: within(null, later) })],
      later,
    ],
    [
      'a rule that one without an end takes over from',
      [aRule({ window: within(null, soon) }), aRule({ id: 'next' })],
      null,
    ],
    [
      'a rule that one takes over from which begins just then',
      [aRule({ window: within(null, soon) }), aRule({ id: 'next', window: within(soon, later) })],
      later,
    ],
    [
      'a rule that one about other people does not take over from',
      [aRule({ window: within(null, soon) }), aRule({ id: 'next', audience: { groups: ['others'] } })],
      soon,
    ],
  ])('%s', async (_, rules, untilMs) => {
    await enforce({ rules });
    expect((await explain()).untilMs).toBe(untilMs);
    expect((await status()).site.untilMs).toBe(untilMs);
  });

  test('is told by this browser’s own clock where that is not believed', async () => {
    await enforce({ rules: [aRule({ window: within(null, soon) })] });
    pages.world.clock.pass(365 * DAY_MS);
    const { untilMs } = await explain();
    expect((untilMs ?? 0) - pages.world.clock.nowMs()).toBe(HOUR_MS);
  });
});

describe('asking for access', () => {
  test('fills the policy’s template, without a part of the address', async () => {
    const request = 'https://access.acme.example/?t={tool}&r={rule}&v={revision}&s={support}';
    await enforce({ organisation: { name: 'Acme', request } });
    const answer = await explain();
    expect(answer.request).toBe(`https://access.acme.example/?t=ChatGPT&r=no-chatgpt&v=7&s=${answer.supportId}`);
  });

  test('is not offered by a template that could do something else', async () => {
    await enforce({ organisation: { name: 'Acme', request: 'javascript:alert(1)' } });
    expect((await explain()).request).toBeNull();
  });

  test('is remembered for this rule and tool, and for no other', async () => {
    await enforce({});
    expect((await explain()).requestedAtMs).toBeNull();
    await act({ kind: 'note-request' });
    pages.world.clock.pass(MINUTE_MS);
    expect((await explain()).requestedAtMs).toBe(NOW_MS);
    await enforce({ revision: 8, rules: [aRule({ id: 'another' })] });
    pages.world.clock.pass(MINUTE_MS);
    await ask({ kind: 'check-again' });
    expect((await explain()).requestedAtMs).toBeNull();
  });
});

describe('an account rule', () => {
  const controls = [{ headers: [{ name: 'X-Workspace', value: 'acme' }], hosts: ['chatgpt.com'] }];
  const account = (anonymous: string) => aRule({ action: 'account', account: { controls, anonymous: [anonymous] } });

  test('is explained with where to sign in', async () => {
    await enforce({ rules: [account('chatgpt.com/c')] });
    expect(await explain()).toMatchObject({ action: 'account', signIn: 'https://chatgpt.com/', warning: null });
  });

  test('leads nowhere that it restricts itself', async () => {
    await enforce({ rules: [account('chatgpt.com')] });
    expect(await explain()).toMatchObject({ action: 'account', signIn: null });
  });
});

describe('a bypass', () => {
  const warned = { rules: [aRule({ action: 'warn', warn: { minutes: 30, justification: 'none' } })] };
  const continueNow = () => act({ kind: 'continue', justification: '' });

  test('is listed with its end, shows in the toolbar, and can be ended', async () => {
    await enforce(warned);
    await continueNow();
    await pages.engine.reconcile();
    expect(pages.world.shown.state).toBe('bypass');
    const { bypasses, site } = await status();
    expect(bypasses).toMatchObject([{ name: 'ChatGPT', grantedAtMs: NOW_MS, untilMs: NOW_MS + 30 * MINUTE_MS }]);
    expect(site.bypassUntilMs).toBe(NOW_MS + 30 * MINUTE_MS);
    const ended = await status({ kind: 'end-bypass', bypass: bypasses[0]?.key ?? '' });
    expect(ended).toMatchObject({ bypasses: [], site: { kind: 'warned', bypassUntilMs: null } });
    expect(pages.world.shown.state).toBe('usual');
    expect(pages.world.rules.heldForSession).toEqual([]);
  });

  test('is given for the address that was explained in this tab, and for no other', async () => {
    await enforce(warned);
    await ask({ kind: 'continue', justification: '' });
    expect((await status()).bypasses).toEqual([]);
    await ask({ kind: 'explain' }, { url: 'https://chatgpt.com/another' });
    await ask({ kind: 'continue', justification: '' });
    expect((await status()).bypasses).toEqual([]);
    await continueNow();
    expect((await status()).bypasses).toHaveLength(1);
  });
});

describe('inside another page', () => {
  const home = 'https://copilot.example/';
  const visit = '0190a1b2-c3d4-4e5f-8a9b-0c1d2e3f4a5b';

  test.each<[string, Asked, string]>([
    ['a bypass is not given', { kind: 'continue', justification: '' }, 'continued'],
    ['a request for access is not recorded', { kind: 'note-request' }, 'requested'],
    ['an alternative is not recorded', { kind: 'note-alternative', home }, 'alternative-opened'],
  ])('%s', async (_, request, recordedAs) => {
    await enforce({ rules: [aRule({ action: 'warn', warn: { minutes: 30, justification: 'none' } })] });
    const recorded = async () => (await recordedEvents(pages.world)).map(({ kind }) => kind);
    await act({ ...request, visit }, { frameId: 3 });
    await pages.engine.reconcile();
    const seen = await recorded();
    expect((await status()).bypasses).toEqual([]);
    expect((await explain()).requestedAtMs).toBeNull();
    await act({ ...request, visit });
    await pages.engine.reconcile();
    expect((await recorded()).filter((kind) => !seen.includes(kind))).toEqual([recordedAs]);
  });
});

describe('the toolbar', () => {
  test('marks the tab of an explanation, not the tab that merely holds one in a frame', async () => {
    await enforce({});
    await ask({ kind: 'explain' }, { frameId: 3 });
    expect([...pages.world.shown.restrictedTabs]).toEqual([]);
    await ask({ kind: 'explain' });
    expect([...pages.world.shown.restrictedTabs]).toEqual([7]);
  });
});

test('the popup lists the tools that are not simply open', async () => {
  const tools = [aTool(), copilot, aTool({ id: 'idle', name: 'Idle', sites: ['idle.example'] })];
  await enforce({ tools, rules: [aRule(), aRule({ id: 'ok', action: 'allow', tools: ['copilot'] })] });
  expect((await status()).restricted).toEqual([{ name: 'ChatGPT', category: 'assistant', decision: 'restricted' }]);
});

test('a tool is described in the reader’s language or not at all', async () => {
  await enforce({ tools: [aTool({ about: { en: 'Answers questions' } }), copilot] });
  expect((await explain()).toolAbout).toBe('Answers questions');
  expect(await ask({ kind: 'explain', languages: ['de'] })).toMatchObject({
    toolAbout: null,
  });
});

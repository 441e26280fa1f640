import { beforeEach, describe, expect, test } from '@jest/globals';
import type { GuardPlan } from '../../../../src/dnr/guards.js';
import { aWorld, managedBy, restarted, type World } from '../../../support/memory-ports.js';
import { aPolicy, aPolicyOfSites } from '../../../support/policies.js';
import { aKeyPair, signed } from '../../../support/signing.js';
import { readProblems, reconcile, syncPolicy } from '../../../support/worker.js';

let world: World;

beforeEach(async () => {
  const pair = await aKeyPair();
  world = aWorld(managedBy(pair));
  world.host.publish(
    await signed(pair, aPolicy({ ...aPolicyOfSites({ sites: ['a.example', 'b.example/chat'] }), revision: 1 })),
  );
  await syncPolicy(world);
});

const codes = async () => (await readProblems(world)).map(({ code }) => code);

const withFirst = ({ spellings }: GuardPlan, change: Partial<GuardPlan['spellings'][number]>) =>
  spellings.map((each, index) => (index === 0 ? { ...each, ...change } : each));

describe('guards that stand as planned', () => {
  test('are installed once', async () => {
    await reconcile(world);
    await reconcile(restarted(world));
    expect(world.guards.installs).toBe(1);
  });

  test.each<[string, (plan: GuardPlan) => GuardPlan]>([
    ['a registration for fewer hosts', (plan) => ({ ...plan, staticHosts: plan.staticHosts.slice(1) })],
    [
      'a registration for other hosts',
      (plan) => ({ ...plan, spellings: withFirst(plan, { matches: ['*://x.example/*'] }) }),
    ],
    ['an exception more', (plan) => ({ ...plan, staticExcept: ['*://a.example/*'] })],
    ['a list that says something else', (plan) => ({ ...plan, spellings: withFirst(plan, { files: [1, 2, 3] }) })],
    ['a list that is gone', (plan) => ({ ...plan, spellings: withFirst(plan, { files: [] }) })],
    ['a registration that is gone', (plan) => ({ ...plan, spellings: plan.spellings.slice(1) })],
  ])('%s is put back, whatever the fingerprint beside it says', async (_, change) => {
    await reconcile(world);
    const { held } = world.guards;
    if (held === null) throw new Error('nothing was installed');
    world.guards.held = { ...held, plan: change(held.plan) };
    expect(world.guards.held.plan).not.toEqual(held.plan);
    await reconcile(world);
    expect(world.guards.held).toEqual(held);
  });
});

test('guards that the browser refuses are a problem until it takes them', async () => {
  world.guards.failure = new Error('no such pattern');
  await reconcile(world);
  expect(await readProblems(world)).toContainEqual({ code: 'guards-refused', detail: 'Error: no such pattern' });
  world.guards.failure = null;
  await reconcile(world);
  expect(await codes()).not.toContain('guards-refused');
});

describe('without access to websites', () => {
  const frameActions = () =>
    world.rules.heldForPolicy
      .filter(({ condition }) => condition.resourceTypes.includes('main_frame'))
      .map(({ action }) => action.type);

  test('pages are blocked in place of being explained, and the problem is told', async () => {
    await reconcile(world);
    expect(new Set(frameActions())).toEqual(new Set(['redirect']));
    const denied = { ...world, access: { ...world.access, hosts: () => Promise.resolve(false) } };
    await reconcile(denied);
    expect(new Set(frameActions())).toEqual(new Set(['block']));
    expect((await readProblems(denied)).map(({ code }) => code)).toContain('no-host-access');
    await reconcile(world);
    expect(new Set(frameActions())).toEqual(new Set(['redirect']));
  });
});

import { describe, expect, test } from '@jest/globals';
import type { DnrRule } from '../../../../src/dnr/compile-rules.js';
import { selfCheckRecord } from '../../../../src/worker/state/records.js';
import { rulesToReadBack, selfCheckAfter, type Done } from '../../../../src/worker/enforce/self-check.js';
import { aWorld, managedBy, type World } from '../../../support/memory-ports.js';
import { aKeyPair } from '../../../support/signing.js';
import { readSelfCheck } from '../../../support/worker.js';

const rule = (id: number, domains: number): DnrRule => ({
  id,
  priority: 1,
  action: { type: 'block' },
  condition: { requestDomains: Array.from({ length: domains }, (_, index) => `${index}.example`), resourceTypes: [] },
});
const idsOf = (rules: readonly DnrRule[]) => rules.map(({ id }) => id);

describe('the rules read back at a wake-up', () => {
  test('are all of a small set', () => {
    const rules = [rule(1, 10), rule(2, 10)];
    expect([...idsOf(rulesToReadBack(rules, 0.9))].sort()).toEqual([1, 2]);
  });

  test('are a stretch of a large one, and every rule has its turn', () => {
    const rules = Array.from({ length: 10 }, (_, index) => rule(index, 2_000));
    expect(idsOf(rulesToReadBack(rules, 0.95))).toEqual([9, 0]);
    const turns = [0, 0.2, 0.4, 0.6, 0.8].flatMap((turn) => idsOf(rulesToReadBack(rules, turn)));
    expect(new Set(turns).size).toBe(10);
  });

  test('are never none', () => {
    expect(idsOf(rulesToReadBack([rule(1, 100_000)], 0))).toEqual([1]);
  });
});

async function note(world: World, done: Done): Promise<void> {
  const before = await selfCheckRecord.read(world.durable);
  const { selfCheck } = selfCheckAfter(before, done, world.clock.nowMs());
  if (selfCheck !== null) await selfCheckRecord.write(world.durable, selfCheck);
}

const bothNew = (rules: string, guards: string) => ({ rules, guards, areRulesNew: true, areGuardsNew: true });

describe('a repair', () => {
  const detailOf = async (world: ReturnType<typeof aWorld>) =>
    (await readSelfCheck(world)).find(({ code }) => code === 'rules')?.detail;

  test('is the same set installed again', async () => {
    const world = aWorld();
    await note(world, { rules: 'one', areRulesNew: true });
    expect(await detailOf(world)).toBe('');
    await note(world, { rules: 'one', areRulesNew: true });
    expect(await detailOf(world)).toBe(`repaired ${new Date(world.clock.nowMs()).toISOString()}`);
  });

  test('is not another set, nor the same after none was wanted', async () => {
    const world = aWorld();
    for (const rules of ['one', 'two', '', '', 'two']) await note(world, { rules, areRulesNew: true });
    expect(await detailOf(world)).toBe('');
  });

  test('is told apart from what is installed beside it at the same time', async () => {
    const world = aWorld();
    await note(world, bothNew('one', 'one'));
    await note(world, bothNew('two', 'two'));
    expect((await selfCheckRecord.read(world.durable))?.installed).toEqual({ rules: 'two', guards: 'two' });
    await note(world, bothNew('one', 'one'));
    expect(await detailOf(world)).toBe('');
  });
});

test('without a configuration, neither it nor a policy is in order', async () => {
  const outOfOrder = async (delivered: Record<string, unknown>) =>
    (await readSelfCheck(aWorld(delivered))).filter(({ ok }) => !ok).map(({ code }) => code);
  const without = await outOfOrder({});
  expect(without).toEqual(expect.arrayContaining(['configuration', 'policy']));
  expect(await outOfOrder(managedBy(await aKeyPair()))).not.toContain('configuration');
});

describe('private windows', () => {
  const withoutLeave = async (managed: object) => {
    const world = aWorld({ ...managedBy(await aKeyPair()), ...managed });
    const items = await readSelfCheck({
      ...world,
      access: { ...world.access, incognito: () => Promise.resolve(false) },
    });
    return items.find(({ code }) => code === 'incognito');
  };

  test('into which the extension is not let are a fault', async () => {
    expect(await withoutLeave({})).toEqual({ code: 'incognito', ok: false, detail: '' });
    expect(await withoutLeave({ privateWindows: 'on' })).toEqual({ code: 'incognito', ok: false, detail: '' });
  });

  test('that cannot be opened are none', async () => {
    expect(await withoutLeave({ privateWindows: 'off' })).toBeUndefined();
  });
});

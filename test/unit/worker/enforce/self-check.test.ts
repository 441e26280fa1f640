import { describe, expect, test } from '@jest/globals';
import type { DnrRule } from '../../../../src/dnr/compile-rules.js';
import { selfCheckRecord } from '../../../../src/worker/state/records.js';
import { noteInstalled, rulesToReadBack } from '../../../../src/worker/enforce/self-check.js';
import { readSelfCheck } from '../../../../src/worker/answers/health-report.js';
import { aWorld, managedBy } from '../../../support/memory-ports.js';
import { aKeyPair } from '../../../support/signing.js';

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

describe('a repair', () => {
  const detailOf = async (world: ReturnType<typeof aWorld>) =>
    (await readSelfCheck(world)).find(({ code }) => code === 'rules')?.detail;

  test('is the same set installed again', async () => {
    const world = aWorld();
    await noteInstalled(world, 'rules', 'one');
    expect(await detailOf(world)).toBe('');
    await noteInstalled(world, 'rules', 'one');
    expect(await detailOf(world)).toBe(`repaired ${new Date(world.clock.nowMs()).toISOString()}`);
  });

  test('is not another set, nor the same after none was wanted', async () => {
    const world = aWorld();
    for (const fingerprint of ['one', 'two', '', '', 'two']) await noteInstalled(world, 'rules', fingerprint);
    expect(await detailOf(world)).toBe('');
  });

  test('is told apart from what is installed beside it at the same time', async () => {
    const world = aWorld();
    await Promise.all([noteInstalled(world, 'rules', 'one'), noteInstalled(world, 'guards', 'one')]);
    await Promise.all([noteInstalled(world, 'rules', 'two'), noteInstalled(world, 'guards', 'two')]);
    expect((await selfCheckRecord.read(world.durable))?.installed).toEqual({ rules: 'two', guards: 'two' });
    await Promise.all([noteInstalled(world, 'rules', 'one'), noteInstalled(world, 'guards', 'one')]);
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

import { beforeEach, expect, test } from '@jest/globals';
import { formatBlockedAddress } from '../../../../src/protocol/block-page-url.js';
import { aWorld, BLOCKED_PAGE, restarted, type World } from '../../../support/memory-ports.js';
import { readInstallation } from '../../../support/worker.js';

let world: World;

beforeEach(() => {
  world = aWorld();
});

test('an installation is made once and kept over restarts', async () => {
  const made = await readInstallation(world);
  expect(await readInstallation(restarted(world))).toEqual(made);
});

test('proof and install id are secrets of their own', async () => {
  const { pageToken, installId } = await readInstallation(world);
  expect(pageToken).not.toBe(installId);
});

test('the support id can be read out, and says nothing about the secrets', async () => {
  const { pageToken, installId, supportId } = await readInstallation(world);
  expect(supportId).toMatch(/^[0-9A-F]{5}-[0-9A-F]{5}$/);
  expect(supportId.toLowerCase()).not.toContain(installId.toLowerCase());
  expect(supportId.toLowerCase()).not.toContain(pageToken.toLowerCase());
});

test('the support id follows from the install id alone', async () => {
  const ids: string[] = [];
  for (const [proof, installId] of [
    ['a', 'one'],
    ['b', 'one'],
    ['a', 'two'],
  ]) {
    await world.durable.set('v2.installation', { proof, installId });
    ids.push((await readInstallation(world)).supportId);
  }
  expect(ids[1]).toBe(ids[0]);
  expect(ids[2]).not.toBe(ids[0]);
});

test.each([5, 'text', { proof: 'a' }, { proof: 'a', installId: 5 }])(
  'a damaged record is made anew: %j',
  async (record) => {
    await world.durable.set('v2.installation', record);
    const made = await readInstallation(world);
    expect(await readInstallation(world)).toEqual(made);
    expect(await world.durable.get('v2.installation')).toEqual({
      proof: made.pageToken,
      installId: made.installId,
    });
  },
);

test('with the record lost, the proof is found again in the installed rules', async () => {
  const { pageToken, installId } = await readInstallation(world);
  world.rules.held = [
    { id: 1, priority: 1, action: { type: 'allow' }, condition: { resourceTypes: [] } },
    {
      id: 10,
      priority: 2,
      action: {
        type: 'redirect',
        redirect: { regexSubstitution: formatBlockedAddress(BLOCKED_PAGE, { pageToken, ruleId: 'no', url: '\\0' }) },
      },
      condition: { resourceTypes: [] },
    },
  ];
  world.durable.values.clear();
  const again = await readInstallation(world);
  expect(again.pageToken).toBe(pageToken);
  expect(again.installId).not.toBe(installId);
});

test('an installation that two pieces of work find missing at once is made once', async () => {
  const [one, other] = await Promise.all([readInstallation(world), readInstallation(world)]);
  expect(other).toEqual(one);
});

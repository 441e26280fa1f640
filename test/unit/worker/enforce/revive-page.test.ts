/** A block page that the browser refused to load is opened again, for this installation's own proof alone. */
import { beforeEach, expect, test } from '@jest/globals';
import { PageReviver } from '../../../../src/worker/enforce/revive-page.js';
import { aWorld, BLOCKED_PAGE, type World } from '../../../support/memory-ports.js';
import { readInstallation } from '../../../support/worker.js';

let world: World;
let reviver: PageReviver;
let own: string;
let installation: Awaited<ReturnType<typeof readInstallation>>;

beforeEach(async () => {
  world = aWorld();
  reviver = new PageReviver(world);
  installation = await readInstallation(world);
  own = `${BLOCKED_PAGE}#1/${installation.pageToken}/a-rule/https://a.example/x?y#z`;
});

test('the whole address is opened in the same tab', async () => {
  await reviver.revive(installation, 7, own);
  expect(world.tabs.done).toEqual([['load', 7, own]]);
});

test.each([
  ['without a fragment', ''],
  ['of another form', '#https://a.example/'],
  ['with another proof', '#1/AAAAAAAAAAAAAAAAAAAAAA/a-rule/https://a.example/'],
  // A guard writes no secret, so any website could write the same.
  ['with a guard’s mark', '#1/guard/-/https://a.example/'],
  ['with a mark of a page in use', '#1/guard-moved/-/https://a.example/'],
])('an address %s is left alone', async (_, fragment) => {
  await reviver.revive(installation, 7, `${BLOCKED_PAGE}${fragment}`);
  expect(world.tabs.done).toEqual([]);
});

test('a tab in which that does not help is left alone for some seconds', async () => {
  for (let attempt = 0; attempt < 5; attempt++) await reviver.revive(installation, 7, own);
  expect(world.tabs.done).toHaveLength(3);
  await reviver.revive(installation, 8, own);
  expect(world.tabs.done).toHaveLength(4);
  world.clock.pass(10_000);
  await reviver.revive(installation, 7, own);
  expect(world.tabs.done).toHaveLength(5);
});

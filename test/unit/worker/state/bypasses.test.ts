import { expect, test } from '@jest/globals';
import { decider } from '../../../../src/policy/decide.js';
import { apply } from '../../../../src/worker/state/apply.js';
import { bypassOf, bypassesRecord } from '../../../../src/worker/state/bypasses.js';
import { aWorld } from '../../../support/memory-ports.js';
import { aPolicyOfSites, anEffectivePolicy, NOW_MS } from '../../../support/policies.js';

test('a bypass that ends while another is given stays ended, and the other holds', async () => {
  const sites = ['one.example', 'two.example', 'three.example'];
  const effective = await anEffectivePolicy(
    aPolicyOfSites({ sites, action: 'warn', warn: { minutes: 30, justification: 'none' } }),
  );
  const world = aWorld();
  const given = async () => (await bypassesRecord.read(world.session)) ?? [];
  const give = async (site: string) => {
    const decision = decider(effective)(`https://${site}/`);
    if (decision === null) throw new Error(`${site} is not governed`);
    const bypass = bypassOf(decision, { justification: '', visit: null, nowMs: NOW_MS });
    await apply(world, [{ kind: 'grant-bypass', bypass }]);
  };
  await give('one.example');
  const ended = await given();
  expect(ended).toHaveLength(1);
  await Promise.all([apply(world, [{ kind: 'forget-bypasses', ended }]), give('two.example'), give('three.example')]);
  expect((await given()).map(({ site }) => site)).toEqual(['two.example', 'three.example']);
});

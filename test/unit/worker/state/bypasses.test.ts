import { expect, test } from '@jest/globals';
import { forgetPermits, grantPermit, readGivenPermits } from '../../../../src/worker/state/bypasses.js';
import { readAtOnce } from '../../../../src/worker/state/storage-snapshot.js';
import { decider } from '../../../../src/policy/decide.js';
import { aWorld } from '../../../support/memory-ports.js';
import { aPolicyOfSites, anEffectivePolicy } from '../../../support/policies.js';

test('a permit that ends while another is given stays ended, and the other holds', async () => {
  const sites = ['one.example', 'two.example', 'three.example'];
  const effective = await anEffectivePolicy(
    aPolicyOfSites({ sites, action: 'warn', warn: { minutes: 30, justification: 'none' } }),
  );
  const world = aWorld();
  const give = async (ports: typeof world, site: string) => {
    const decision = decider(effective)(`https://${site}/`);
    if (decision === null) throw new Error(`${site} is not governed`);
    await grantPermit(ports, effective, decision, { justification: '', visit: null });
  };
  await give(world, 'one.example');
  const ended = await readGivenPermits(world);
  expect(ended).toHaveLength(1);
  await Promise.all([
    forgetPermits(readAtOnce(world), ended),
    give(world, 'two.example'),
    give(world, 'three.example'),
  ]);
  expect((await readGivenPermits(world)).map(({ site }) => site)).toEqual(['two.example', 'three.example']);
});

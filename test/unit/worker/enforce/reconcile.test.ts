import { beforeEach, describe, expect, test } from '@jest/globals';
import type { DnrRule } from '../../../../src/dnr/compile-rules.js';
import { metadataRule, readMetadata } from '../../../../src/dnr/metadata-rule.js';
import { noteManagedRemoved } from '../../../../src/worker/state/managed-source.js';
import { METADATA_RULE_ID } from '../../../../src/dnr/rule-ids.js';
import { reconcileRecord } from '../../../../src/worker/state/records.js';
import type { PublishedPolicy } from '../../../../src/policy/schema.js';
import { aWorld, managedBy, restarted, type World } from '../../../support/memory-ports.js';
import { aPolicy, aPolicyOfSites, DAY_MS } from '../../../support/policies.js';
import { aKeyPair, signed, type SigningPair } from '../../../support/signing.js';
import { reconcile, syncPolicy } from '../../../support/worker.js';

let pair: SigningPair;
let world: World;

beforeEach(async () => {
  pair = await aKeyPair();
  world = aWorld(managedBy(pair));
});

async function enforce(policy: PublishedPolicy): Promise<void> {
  world.host.publish(await signed(pair, policy));
  await syncPolicy(world);
  await reconcile(world);
}

const twoSites = (revision: number, second = 'b.example') =>
  aPolicy({ ...aPolicyOfSites({ sites: ['a.example'] }, { sites: [second] }), revision });

describe('the policy in force', () => {
  test('is installed in one call, with the marker that names it', async () => {
    await enforce(aPolicy());
    expect(world.rules.restrictedDomains).toEqual(['chat.openai.com', 'chatgpt.com']);
    expect(world.rules.replacements).toHaveLength(1);
    const metadata = world.rules.held.find(({ id }) => id === METADATA_RULE_ID);
    const others = world.rules.held.filter(({ id }) => id !== METADATA_RULE_ID);
    expect(readMetadata(metadata)?.fingerprint).toBe((await metadataRule(others, '')).fingerprint);
  });

  test('is left alone when it is installed already', async () => {
    await enforce(aPolicy());
    await reconcile(world);
    await reconcile(restarted(world));
    expect(world.rules.replacements).toHaveLength(1);
  });

  test('is left alone but for the marker when a new revision wants the same rules', async () => {
    await enforce(twoSites(1));
    await enforce(twoSites(2));
    expect(world.rules.replacements.slice(1)).toEqual([{ removed: [METADATA_RULE_ID], added: [METADATA_RULE_ID] }]);
  });

  test('replaces only the rules that differ', async () => {
    await enforce(twoSites(1));
    await enforce(twoSites(2, 'c.example'));
    expect(world.rules.restrictedDomains).toEqual(['a.example', 'c.example']);
    const [, second] = world.rules.replacements;
    expect([...(second?.removed ?? [])].sort()).toEqual([1, 12, 13]);
    expect([...(second?.added ?? [])].sort()).toEqual([1, 12, 13]);
  });

  test('takes out the rules that a shorter policy no longer has', async () => {
    await enforce(twoSites(1));
    await enforce(aPolicy({ ...aPolicyOfSites({ sites: ['a.example'] }), revision: 2 }));
    expect(world.rules.restrictedDomains).toEqual(['a.example']);
    expect(world.rules.held).toHaveLength(3);
  });

  test('leaves nothing but the marker installed when it restricts nothing', async () => {
    await enforce(aPolicy({ revision: 1 }));
    await enforce(aPolicy({ revision: 2, mode: 'observe' }));
    expect(world.rules.heldForPolicy).toEqual([]);
    await reconcile(world);
    expect(world.rules.replacements).toHaveLength(2);
  });

  test('is repaired when the browser lost its rules', async () => {
    await enforce(aPolicy());
    world.rules.held = [];
    await reconcile(world);
    expect(world.rules.restrictedDomains).toEqual(['chat.openai.com', 'chatgpt.com']);
  });

  test.each([
    ['has gone', () => []],
    ['says something else', (rule: DnrRule) => [{ ...rule, action: { type: 'allow' as const } }]],
  ])('is repaired when a rule %s although the marker stayed', async (_, tamperedWith) => {
    await enforce(twoSites(1));
    const { held } = world.rules;
    const rule = held.find(({ id, condition }) => id !== METADATA_RULE_ID && condition.requestDomains !== undefined);
    if (rule === undefined) throw new Error('no rule');
    await world.rules.replace([rule.id], tamperedWith(rule));
    await reconcile(world);
    const inOrder = (rules: readonly DnrRule[]) => [...rules].sort((one, other) => one.id - other.id);
    expect(inOrder(world.rules.held)).toEqual(inOrder(held));
  });

  test('names what the browser has no room for', async () => {
    world.rules.limits = { dynamicRules: 3, unsafeRules: 10, regexRules: 10 };
    await enforce(twoSites(1));
    expect(await reconcileRecord.read(world.durable)).toEqual({ failure: null, leftOut: ['rule-1'], untaken: [] });
    expect(world.rules.restrictedDomains).toEqual(['a.example']);
  });

  test('is installed without the pattern that the browser does not take, and says so until it is replaced', async () => {
    world.rules.untakeable = 'secret-chat';
    await enforce(twoSites(1, 'b.example/secret-chat'));
    expect((await reconcileRecord.read(world.durable))?.untaken).toEqual(['rule-1']);
    expect(world.rules.restrictedDomains).toContain('a.example');
    await reconcile(world);
    expect((await reconcileRecord.read(world.durable))?.untaken).toEqual(['rule-1']);
    await enforce(twoSites(2));
    expect((await reconcileRecord.read(world.durable))?.untaken).toEqual([]);
  });
});

describe('a rule that the browser refuses', () => {
  const about =
    (domain: string) =>
    ({ condition }: DnrRule): boolean =>
      condition.requestDomains?.includes(domain) === true;

  test('costs its policy rule alone, which is named, and is not tried again at each wake-up', async () => {
    world.rules.isRefused = about('b.example');
    await enforce(twoSites(1, 'b.example'));
    expect(world.rules.restrictedDomains).toEqual(['a.example']);
    expect(await reconcileRecord.read(world.durable)).toEqual({ failure: null, leftOut: [], untaken: ['rule-1'] });
    const { probes, replacements } = world.rules;
    expect(replacements).toHaveLength(1);
    await reconcile(world);
    expect(world.rules).toMatchObject({ probes, replacements: { length: 1 } });
    expect((await reconcileRecord.read(world.durable))?.untaken).toEqual(['rule-1']);
  });

  test('is installed once a newer policy says it in another way', async () => {
    world.rules.isRefused = about('b.example');
    await enforce(twoSites(1, 'b.example'));
    await enforce(twoSites(2, 'c.example'));
    expect(world.rules.restrictedDomains).toEqual(['a.example', 'c.example']);
    expect(await reconcileRecord.read(world.durable)).toEqual({ failure: null, leftOut: [], untaken: [] });
  });

  test('is found among many, in few probes; where all are refused, what was installed stays', async () => {
    const sites = Array.from({ length: 900 }, (_, index) => `host-${index}.example`);
    world.rules.isRefused = about('host-777.example');
    await enforce(aPolicy({ ...aPolicyOfSites(...sites.map((site) => ({ sites: [site] }))), revision: 1 }));
    expect(world.rules.restrictedDomains).toHaveLength(899);
    expect(world.rules.probes).toBeLessThan(60);
    world.rules.isRefused = () => true;
    await enforce(twoSites(2));
    expect((await reconcileRecord.read(world.durable))?.failure).toContain('a rule is refused');
    expect(world.rules.restrictedDomains).toHaveLength(899);
  });
});

describe('a failure', () => {
  test('is recorded, leaves what was installed, and is made good by the next run', async () => {
    await enforce(twoSites(1));
    world.rules.failure = new Error('the browser refused');
    await enforce(twoSites(2, 'c.example'));
    expect(await reconcileRecord.read(world.durable)).toEqual({
      failure: 'Error: the browser refused',
      leftOut: [],
      untaken: [],
    });
    expect(world.rules.restrictedDomains).toEqual(['a.example', 'b.example']);

    world.rules.failure = null;
    await reconcile(world);
    expect(await reconcileRecord.read(world.durable)).toEqual({ failure: null, leftOut: [], untaken: [] });
    expect(world.rules.restrictedDomains).toEqual(['a.example', 'c.example']);
  });
});

describe('what is installed stays', () => {
  beforeEach(() => enforce(aPolicy()));

  const expectStays = async () => {
    await reconcile(world);
    expect(world.rules.restrictedDomains).toEqual(['chat.openai.com', 'chatgpt.com']);
    expect(world.rules.replacements).toHaveLength(1);
  };

  test('while the configuration is late after a restart', async () => {
    world = restarted(world);
    world.managed.delivered = {};
    await world.durable.remove('v2.managedCopy');
    await expectStays();
  });

  test('when the configuration has a mistake', async () => {
    world.managed.delivered = { policyUrl: 5 };
    await expectStays();
  });

  test('when the stored policy is lost', async () => {
    await world.durable.remove('v2.policy');
    await expectStays();
  });

  test.each([null, 'text', { document: 5 }])('when the stored policy is damaged: %j', async (record) => {
    await world.durable.set('v2.policy', record);
    await expectStays();
  });

  test('when the bytes of the stored policy were changed', async () => {
    const record = (await world.durable.get('v2.policy')) as { document: string };
    await world.durable.set('v2.policy', { ...record, document: record.document.replace(/\.[^.]+\./, '.e30.') });
    await expectStays();
  });

  test('when the policy has expired', async () => {
    world.clock.pass(100 * DAY_MS);
    await expectStays();
  });
});

describe('what is installed goes', () => {
  beforeEach(() => enforce(aPolicy()));

  test('when the browser is no longer managed', async () => {
    world.managed.delivered = {};
    await noteManagedRemoved(world);
    await reconcile(world);
    expect(world.rules.held).toEqual([]);
  });

  test('when the key that signed the policy is no longer trusted', async () => {
    world.managed.delivered = managedBy(await aKeyPair('EdDSA', 'key-2'));
    await reconcile(world);
    expect(world.rules.held).toEqual([]);
  });

  test('but not while the old key and the new one are both trusted', async () => {
    world.managed.delivered = managedBy(await aKeyPair('EdDSA', 'key-2'), pair);
    await reconcile(world);
    expect(world.rules.restrictedDomains).toEqual(['chat.openai.com', 'chatgpt.com']);
  });

  test('when another policy is expected', async () => {
    world.managed.delivered = { ...managedBy(pair), policyName: 'globex' };
    await reconcile(world);
    expect(world.rules.held).toEqual([]);
  });
});

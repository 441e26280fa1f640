import { beforeEach, describe, expect, test } from '@jest/globals';
import { formatBlockedAddress } from '../../../../src/protocol/block-page-url.js';
import { aWorld, managedBy, type World } from '../../../support/memory-ports.js';
import { aPolicy } from '../../../support/policies.js';
import { aKeyPair, signed, type SigningPair } from '../../../support/signing.js';
import {
  explain,
  readInstallation,
  readPolicyState,
  readStatus,
  reconcile,
  syncPolicy,
} from '../../../support/worker.js';

let pair: SigningPair;
let world: World;

beforeEach(async () => {
  pair = await aKeyPair();
  world = aWorld(managedBy(pair));
});

const bootstrap = async (revision: number, by: SigningPair = pair) => ({
  ...managedBy(pair),
  bootstrapPolicy: await signed(by, aPolicy({ revision })),
});

async function sync(revision: number): Promise<string | null> {
  world.host.publish(await signed(pair, aPolicy({ revision })));
  const outcome = await syncPolicy(world);
  await reconcile(world);
  return outcome;
}

async function policyState(): Promise<string> {
  const { policyState: found } = await readPolicyState(world);
  return found.kind === 'in-force' ? `${found.source} ${found.effective.policy.revision}` : found.reason;
}

const RESTRICTED = ['chat.openai.com', 'chatgpt.com'];

describe('the bootstrap of managed configuration', () => {
  test('holds until a policy has been fetched, and is no problem', async () => {
    world.managed.delivered = await bootstrap(3);
    await reconcile(world);
    expect(await policyState()).toBe('bootstrap 3');
    expect(world.rules.restrictedDomains).toEqual(RESTRICTED);
    expect((await readStatus(world, null, ['en'])).problems).toEqual([]);
    expect(await sync(4)).toBe('accepted');
    expect(await policyState()).toBe('published 4');
  });

  test('is a floor for what is fetched', async () => {
    world.managed.delivered = await bootstrap(3);
    expect(await sync(2)).toBe('rollback');
    expect(await policyState()).toBe('bootstrap 3');
  });

  test('that is newer than what was fetched takes its place', async () => {
    await sync(4);
    world.managed.delivered = await bootstrap(9);
    expect(await policyState()).toBe('bootstrap 9');
    world.managed.delivered = await bootstrap(4);
    expect(await policyState()).toBe('published 4');
  });

  test('signed by nobody we trust is refused, and said so', async () => {
    world.managed.delivered = await bootstrap(3, await aKeyPair('EdDSA', 'stranger'));
    expect(await policyState()).toBe('no-policy');
    const { problems } = await readStatus(world, null, ['en']);
    expect(problems).toContainEqual({ code: 'bootstrap-refused', detail: 'untrusted-key' });
  });

  test('takes over when the stored policy’s key was withdrawn', async () => {
    await sync(4);
    const other = await aKeyPair('EdDSA', 'key-2');
    const bootstrapPolicy = await signed(other, aPolicy({ revision: 2 }));
    world.managed.delivered = { ...managedBy(other), bootstrapPolicy };
    expect(await policyState()).toBe('bootstrap 2');
  });
});

describe('a stored policy that is lost', () => {
  const lose = () => world.durable.set('v2.policy', { url: 'half-written' });

  test('leaves its rules in force while they are newer than the bootstrap, and is fetched without condition', async () => {
    await sync(5);
    world.managed.delivered = await bootstrap(3);
    await lose();
    await reconcile(world);
    expect(await policyState()).toBe('policy-lost');
    expect(world.rules.restrictedDomains).toEqual(RESTRICTED);
    expect(await sync(4)).toBe('rollback');
    expect(await sync(5)).toBe('accepted');
    expect(await policyState()).toBe('published 5');
  });

  test('recovers to a bootstrap that is no older', async () => {
    await sync(5);
    world.managed.delivered = await bootstrap(5);
    await lose();
    expect(await policyState()).toBe('bootstrap 5');
  });

  test('recovers to an older bootstrap when its rules are gone as well, and keeps the floor', async () => {
    await sync(5);
    world.managed.delivered = await bootstrap(3);
    await lose();
    world.rules.held = [];
    await reconcile(world);
    expect(await policyState()).toBe('bootstrap 3');
    await reconcile(world);
    expect(await policyState()).toBe('bootstrap 3');
    expect(world.rules.restrictedDomains).toEqual(RESTRICTED);
    expect(await sync(4)).toBe('rollback');
    expect(await sync(6)).toBe('accepted');
  });
});

describe('before any policy', () => {
  const initially = (initialMode: string) => ({
    ...managedBy(pair),
    initialMode,
    initialSites: ['chatgpt.com', 'bing.com/chat'],
    organisation: 'Acme',
  });

  test('nothing is restricted unless managed configuration says otherwise', async () => {
    world.managed.delivered = { ...managedBy(pair), initialMode: 'open', initialSites: ['chatgpt.com'] };
    await reconcile(world);
    expect(await policyState()).toBe('no-policy');
    expect(world.rules.held).toEqual([]);
  });

  test('"closed" restricts the sites it names, and the surfaces say so', async () => {
    world.managed.delivered = initially('closed');
    await reconcile(world);
    expect(await policyState()).toBe('initial 0');
    // A place takes several rules: its own spelling, and those that servers undo.
    expect(world.rules.restrictedDomains).toEqual([...Array<string>(4).fill('bing.com'), 'chatgpt.com']);
    const status = await readStatus(world, 'https://chatgpt.com/', ['en']);
    expect(status).toMatchObject({ site: { kind: 'restricted' }, policy: { source: 'initial', organisation: 'Acme' } });
    expect(status.problems).toEqual([{ code: 'initial-fail-closed', detail: '' }]);
    const { pageToken } = await readInstallation(world);
    const url = 'https://chatgpt.com/';
    const fragment = formatBlockedAddress('', { pageToken, ruleId: 'initial', url });
    const asking = { fragment, languages: ['en'], frame: { tabId: 1, frameId: 0 } };
    expect(await explain(world, asking)).toMatchObject({ kind: 'restricted', policy: { source: 'initial' } });
  });

  test('"observe" restricts nothing', async () => {
    world.managed.delivered = initially('observe');
    await reconcile(world);
    expect(world.rules.restrictedDomains).toEqual([]);
    const status = await readStatus(world, 'https://chatgpt.com/', ['en']);
    expect(status).toMatchObject({ site: { kind: 'observed' }, problems: [{ code: 'initial-observed' }] });
  });

  test('"closed" ends with the first policy, whatever that says', async () => {
    world.managed.delivered = initially('closed');
    await reconcile(world);
    world.host.publish(await signed(pair, aPolicy({ revision: 1, rules: [] })));
    await syncPolicy(world);
    await reconcile(world);
    expect(await policyState()).toBe('published 1');
    expect(world.rules.restrictedDomains).toEqual([]);
  });

  test('"closed" does not take the place of a policy that is lost while its rules hold', async () => {
    await sync(5);
    world.managed.delivered = initially('closed');
    await world.durable.remove('v2.policy');
    expect(await policyState()).toBe('policy-lost');
  });
});

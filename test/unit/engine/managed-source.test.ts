import { beforeEach, describe, expect, test } from '@jest/globals';
import { MANAGED_SETTLE_MS, noteManagedRemoved, readManaged } from '../../../src/engine/managed-source.js';
import { aWorld, POLICY_URL, restarted, type World } from '../../support/memory-ports.js';

const configured = { policyUrl: POLICY_URL };
const configuration = expect.objectContaining({ policyUrl: POLICY_URL }) as unknown;

let world: World;

beforeEach(() => {
  world = aWorld(configured);
});

test('what the browser delivers is what applies', async () => {
  expect(await readManaged(world)).toEqual({ configuration, problem: null, settled: true });
});

describe('before the browser has delivered anything', () => {
  test('a browser that was managed keeps to what it knows', async () => {
    await readManaged(world);
    const later = restarted(world);
    later.managed.delivered = {};
    expect(await readManaged(later)).toEqual({ configuration, problem: null, settled: false });
  });

  test('a browser that never was waits', async () => {
    world.managed.delivered = {};
    expect(await readManaged(world)).toEqual({ configuration: null, problem: null, settled: false });
  });

  test('the copy follows what is delivered at last', async () => {
    await readManaged(world);
    const later = restarted(world);
    later.managed.delivered = {};
    await readManaged(later);
    later.managed.delivered = { policyUrl: 'https://new.acme.example/policy.jws' };
    expect((await readManaged(later)).configuration?.policyUrl).toBe('https://new.acme.example/policy.jws');
    const afterwards = restarted(later);
    afterwards.managed.delivered = {};
    expect((await readManaged(afterwards)).configuration?.policyUrl).toBe('https://new.acme.example/policy.jws');
  });
});

describe('an empty answer', () => {
  beforeEach(async () => {
    await readManaged(world);
    world = restarted(world);
    world.managed.delivered = {};
    await readManaged(world);
  });

  test('is not believed within the first minute', async () => {
    world.clock.pass(MANAGED_SETTLE_MS - 1);
    expect(await readManaged(world)).toEqual({ configuration, problem: null, settled: false });
  });

  test('is believed after a minute, for good', async () => {
    world.clock.pass(MANAGED_SETTLE_MS);
    expect(await readManaged(world)).toEqual({ configuration: null, problem: null, settled: true });
    const later = restarted(world);
    expect(await readManaged(later)).toEqual({ configuration: null, problem: null, settled: false });
  });

  test('is believed at once when the browser said that the configuration was taken away', async () => {
    await noteManagedRemoved(world);
    expect(await readManaged(world)).toEqual({ configuration: null, problem: null, settled: true });
  });

  test('is doubted again once the configuration came back after it had been taken away', async () => {
    await noteManagedRemoved(world);
    world.managed.delivered = configured;
    await readManaged(world);
    world.managed.delivered = {};
    expect(await readManaged(world)).toMatchObject({ configuration, settled: false });
  });
});

describe('a configuration with a mistake in it', () => {
  test('does not replace the last good one, and the mistake is told', async () => {
    await readManaged(world);
    world.managed.delivered = { policyUrl: 'http://policy.acme.example/' };
    expect(await readManaged(world)).toEqual({
      configuration,
      problem: { field: 'policyUrl', expected: expect.stringContaining('https') as unknown },
      settled: true,
    });
    world.managed.delivered = {};
    expect(await readManaged(world)).toMatchObject({ configuration });
  });

  test('leaves a browser without any configuration when there was none before', async () => {
    world.managed.delivered = { policyUrl: 5 };
    expect(await readManaged(world)).toMatchObject({ configuration: null, problem: { field: 'policyUrl' } });
  });
});

test.each([5, { raw: 'text' }, { raw: { policyUrl: 'ftp://x.example/' } }])(
  'a damaged copy counts as none: %j',
  async (copy) => {
    await world.durable.set('v1.managedCopy', copy);
    world.managed.delivered = {};
    expect(await readManaged(world)).toMatchObject({ configuration: null, settled: false });
  },
);

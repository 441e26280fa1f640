import { beforeEach, describe, expect, test } from '@jest/globals';
import { MANAGED_SETTLE_MS, noteManagedRemoved } from '../../../../src/worker/state/managed-source.js';
import { aWorld, POLICY_URL, restarted, type World } from '../../../support/memory-ports.js';
import { NOW_MS } from '../../../support/policies.js';
import { readManaged } from '../../../support/worker.js';

const configured = { policyUrl: POLICY_URL };
const configuration = expect.objectContaining({ policyUrl: POLICY_URL }) as unknown;

/** A minute after the browser's start, which is when a test begins. */
const SETTLES_AT_MS = NOW_MS + MANAGED_SETTLE_MS;

let world: World;

beforeEach(() => {
  world = aWorld(configured);
});

test('what the browser delivers is what applies', async () => {
  expect(await readManaged(world)).toEqual({ configuration, problem: null, settlesAtMs: null });
});

describe('before the browser has delivered anything', () => {
  test('a browser that was managed keeps to what it knows', async () => {
    await readManaged(world);
    const later = restarted(world);
    later.managed.delivered = {};
    expect(await readManaged(later)).toEqual({ configuration, problem: null, settlesAtMs: SETTLES_AT_MS });
  });

  test('a browser that never was waits', async () => {
    world.managed.delivered = {};
    expect(await readManaged(world)).toEqual({ configuration: null, problem: null, settlesAtMs: SETTLES_AT_MS });
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
    expect(await readManaged(world)).toEqual({ configuration, problem: null, settlesAtMs: SETTLES_AT_MS });
  });

  test('is believed after a minute, for good', async () => {
    world.clock.pass(MANAGED_SETTLE_MS);
    expect(await readManaged(world)).toEqual({ configuration: null, problem: null, settlesAtMs: null });
    const later = restarted(world);
    const settlesAtMs = SETTLES_AT_MS + MANAGED_SETTLE_MS;
    expect(await readManaged(later)).toEqual({ configuration: null, problem: null, settlesAtMs });
  });

  test('is believed at once when the browser said that the configuration was taken away', async () => {
    await noteManagedRemoved(world);
    expect(await readManaged(world)).toEqual({ configuration: null, problem: null, settlesAtMs: null });
  });

  test('is doubted again once the configuration came back after it had been taken away', async () => {
    await noteManagedRemoved(world);
    world.managed.delivered = configured;
    await readManaged(world);
    world.managed.delivered = {};
    expect(await readManaged(world)).toMatchObject({ configuration, settlesAtMs: SETTLES_AT_MS });
  });
});

describe('a configuration with a mistake in it', () => {
  test('does not replace the last good one, and the mistake is told', async () => {
    await readManaged(world);
    world.managed.delivered = { policyUrl: 'http://policy.acme.example/' };
    expect(await readManaged(world)).toEqual({
      configuration,
      problem: { field: 'policyUrl', expected: expect.stringContaining('https') as unknown },
      settlesAtMs: null,
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
    await world.durable.set('v2.managedCopy', copy);
    world.managed.delivered = {};
    expect(await readManaged(world)).toMatchObject({ configuration: null, settlesAtMs: SETTLES_AT_MS });
  },
);

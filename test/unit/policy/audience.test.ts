import { describe, expect, test } from '@jest/globals';
import { audienceIncludes, audienceSchema, bucketOf, type BrowserFacts } from '../../../src/policy/audience.js';

const facts: BrowserFacts = {
  groups: ['Marketing', 'berlin'],
  ring: 'early',
  installId: '0b6d7a0e-9d3f-4b7e-8f0a-2f1f0c6f7a11',
  supportId: 'K7F2-9QXM',
  timeZone: 'Europe/Berlin',
};

const installIds = (count: number): string[] => Array.from({ length: count }, (_, index) => `install-${index}`);

/** Ids whose bucket of the roll-out "images" is known: `printf 'images\0install-2704' | sha256sum | cut -c1-12`, modulo 10,000. */
const ID_OF_BUCKET: Readonly<Record<number, string>> = {
  0: 'install-2704',
  1: 'install-10649',
  6: 'install-1008',
  7: 'install-7668',
  28: 'install-13468',
  29: 'install-11988',
  9998: 'install-3438',
  9999: 'install-12681',
};

async function idInBucket(bucket: number): Promise<string> {
  const id = ID_OF_BUCKET[bucket] ?? '';
  expect(await bucketOf('images', id)).toBe(bucket);
  return id;
}

/** The share of the browsers that a percentage reaches. */
async function reached(percent: number, ids: readonly string[]): Promise<Set<string>> {
  const included = await Promise.all(
    ids.map((installId) => audienceIncludes({ percent, rollout: 'images' }, { ...facts, installId })),
  );
  return new Set(ids.filter((_, index) => included[index]));
}

describe('one condition', () => {
  test.each([
    ['no condition is everybody', {}, true],
    ['a group', { groups: ['marketing'] }, true],
    ['one of the groups, whatever its case', { groups: ['sales', 'BERLIN'] }, true],
    ['another group', { groups: ['market'] }, false],
    ['the ring, whatever its case', { rings: ['canary', 'Early'] }, true],
    ['another ring', { rings: ['canary'] }, false],
    ['a browser', { browsers: ['AAAA-0000', 'K7F2-9QXM'] }, true],
    ['a browser as a person writes it', { browsers: ['k7f2-9qxm'] }, true],
    ['another browser', { browsers: ['AAAA-0000'] }, false],
    ['everybody in percent', { percent: 100, rollout: 'images' }, true],
    ['nobody in percent', { percent: 0, rollout: 'images' }, false],
    ['an empty list, which the schema refuses', { groups: [] }, false],
    ['a percentage of nothing, which the schema refuses', { percent: 100 }, false],
  ])('%s', async (_, audience, expected) => {
    expect(await audienceIncludes(audience, facts)).toBe(expected);
  });

  test('a browser without group or ring is in none', async () => {
    const bare = { ...facts, groups: [], ring: null };
    expect(await audienceIncludes({ groups: ['marketing'] }, bare)).toBe(false);
    expect(await audienceIncludes({ rings: ['early', 'null'] }, bare)).toBe(false);
  });

  test('an accented letter is the same in both of its spellings', async () => {
    expect(await audienceIncludes({ groups: ['Qualite\u0301'] }, { ...facts, groups: ['QUALIT\u00c9'] })).toBe(true);
  });
});

describe('several conditions', () => {
  const all = {
    groups: ['marketing'],
    rings: ['early'],
    browsers: [facts.supportId],
    percent: 100,
    rollout: 'images',
  };

  test('hold together', async () => {
    expect(await audienceIncludes(all, facts)).toBe(true);
  });

  test.each([{ groups: ['sales'] }, { rings: ['late'] }, { browsers: ['AAAA-0000'] }, { percent: 0 }])(
    'fail when one fails: %j',
    async (failing) => {
      expect(await audienceIncludes({ ...all, ...failing }, facts)).toBe(false);
    },
  );
});

describe('a percentage', () => {
  test('that is raised only adds browsers', async () => {
    const ids = installIds(1000);
    const steps = await Promise.all([0, 0.01, 1, 10, 20, 99.99, 100].map((percent) => reached(percent, ids)));
    for (const [index, larger] of steps.slice(1).entries()) {
      expect([...(steps[index] ?? [])].filter((id) => !larger.has(id))).toEqual([]);
    }
    const sizes = steps.map(({ size }) => size);
    expect(sizes.at(0)).toBe(0);
    expect(sizes.at(-1)).toBe(1000);
    // 5 standard deviations around 100 and 200
    expect(Math.abs((sizes[3] ?? 0) - 100)).toBeLessThan(48);
    expect(Math.abs((sizes[4] ?? 0) - 200)).toBeLessThan(64);
  });

  test.each([
    [0.01, 1],
    [0.07, 7], // 0.07 * 100 is 7.000000000000001
    [0.29, 29], // 0.29 * 100 is 28.999999999999996
    [99.99, 9999],
  ])('of %d takes in the first %i buckets and no more', async (percent, buckets) => {
    const lastIn = await idInBucket(buckets - 1);
    const firstOut = await idInBucket(buckets);
    expect([...(await reached(percent, [lastIn, firstOut]))]).toEqual([lastIn]);
  });
});

describe('the schema', () => {
  const accepts = (audience: unknown): boolean => audienceSchema.safeParse(audience).success;

  test.each([
    [{}],
    [{ groups: ['Marketing & Sales'], rings: ['early'], browsers: ['K7F2-9QXM'] }],
    ...[0, 0.01, 0.07, 0.29, 1.1, 33.33, 99.99, 100].map((percent) => [{ percent, rollout: 'images' }] as const),
  ])('takes %j', (audience) => {
    expect(accepts(audience)).toBe(true);
  });

  test.each([
    { percent: 10 },
    { percent: -0.01, rollout: 'images' },
    { percent: 100.01, rollout: 'images' },
    { percent: 0.001, rollout: 'images' },
    { percent: 33.333, rollout: 'images' },
    { percent: '10', rollout: 'images' },
    { percent: 10, rollout: 'Images' },
    { percent: 10, rollout: 'im\0ages' },
    { groups: [] },
    { rings: [''] },
    { browsers: 'K7F2-9QXM' },
  ])('refuses %j', (audience) => {
    expect(accepts(audience)).toBe(false);
  });

  test('says that the rollout is missing', () => {
    expect(audienceSchema.safeParse({ percent: 10 }).error?.issues.map(({ path }) => path)).toEqual([['rollout']]);
  });
});

/** Which fingerprints are the company's own: answered to pages with a data rule only, from filters that are opened once. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { FOUND_FROM } from '../../../src/data/fingerprint/density.js';
import { fingerprintsOf } from '../../../src/data/fingerprint/fingerprints.js';
import type { PublishedPolicy } from '../../../src/policy/schema.js';
import type { DataPlanAnswer, OwnAnswer } from '../../../src/protocol/data-messages.js';
import { textOfHashes } from '../../../src/protocol/hash-text.js';
import { createEngine, type Engine } from '../../../src/worker/engine.js';
import { readDataCounts } from '../../../src/worker/state/data-counts.js';
import { aDataRule } from '../../support/data-plans.js';
import { aWorld, managedBy, type World } from '../../support/memory-ports.js';
import { FILTER_KEY, filterOf, named, OTHER_CODE, OWN_CODE } from '../../support/own-code.js';
import { aPolicy, aRule } from '../../support/policies.js';
import { aKeyPair, signed } from '../../support/signing.js';

const PAGE = { url: 'https://chatgpt.com/', isPrivate: false, tabId: 7, frameId: 0 };
const FILTER = filterOf(OWN_CODE);

let world: World;
let engine: Engine;

beforeEach(async () => {
  const pair = await aKeyPair();
  world = aWorld(managedBy(pair));
  engine = createEngine(world);
  const filter = await named(FILTER, { label: { en: 'payments code', fr: 'code des paiements' } });
  const data: PublishedPolicy['data'] = { detectors: [], reasons: [], texts: {}, fingerprints: [filter] };
  const guarded = aRule({ id: 'open', action: 'allow', data: aDataRule() });
  world.host.publish(await signed(pair, aPolicy({ rules: [guarded], data })));
  await engine.managedChanged(false);
});

const store = async () => {
  await world.files.put((await named(FILTER)).sha256, FILTER);
};

function request(text: string, own: object = {}) {
  const { hashes } = fingerprintsOf(text, { key: FILTER_KEY, kind: 'code' });
  return { kind: 'data-fingerprints', rule: 'open', filters: ['payments'], hashes: textOfHashes(hashes), ...own };
}

const ask = (message: object, page = PAGE) => engine.dataGuard(message, page) as Promise<OwnAnswer | undefined>;

async function hitsOf(text: string): Promise<number> {
  return (await ask(request(text)))?.filters[0]?.hits?.length ?? -1;
}

test('the plan of the page names the filter, in its reader’s language', async () => {
  const answer = await engine.dataGuard({ kind: 'data-plan', languages: ['fr'] }, PAGE);
  expect((answer as DataPlanAnswer).plan?.filters).toEqual([
    { id: 'payments', label: 'code des paiements', key: FILTER_KEY, kind: 'code' },
  ]);
});

describe('fingerprints of a page', () => {
  test('are looked up in the filter, which is read once', async () => {
    await store();
    expect(await hitsOf(OWN_CODE)).toBeGreaterThanOrEqual(FOUND_FROM);
    expect(await hitsOf(OTHER_CODE)).toBeLessThan(FOUND_FROM);
    expect(world.files.reads).toBe(1);
  });

  test('are answered for a filter that is not there, or that nobody has heard of, by nothing at all', async () => {
    const unknown = request(OWN_CODE, { filters: ['payments', 'other'] });
    expect(await ask(unknown)).toEqual({
      filters: [
        { id: 'payments', hits: null },
        { id: 'other', hits: null },
      ],
    });
    await store();
    expect(await hitsOf(OWN_CODE)).toBeGreaterThanOrEqual(FOUND_FROM);
  });

  test('are not answered where the rule is not about the page', async () => {
    await store();
    expect(await ask(request(OWN_CODE, { rule: 'other' }))).toBeUndefined();
    expect(await ask(request(OWN_CODE), { ...PAGE, url: 'https://copilot.example/' })).toBeUndefined();
  });

  test.each([
    ['no base64', { hashes: 'ä' }],
    ['more than a message may have', { hashes: 'A'.repeat(600_000) }],
    ['a list of numbers', { hashes: [1, 2] }],
    ['no filters', { filters: null }],
  ])('that are %s are no message', (_, own) => {
    expect(engine.dataGuard(request(OWN_CODE, own), PAGE)).toBeUndefined();
  });

  test('leave nothing behind', async () => {
    await store();
    const before = JSON.stringify([...world.durable.values, ...world.session.values]);
    await hitsOf(OWN_CODE);
    expect(JSON.stringify([...world.durable.values, ...world.session.values])).toBe(before);
  });
});

test('a finding is counted under the filter’s id, once however much it was', async () => {
  const found = { kind: 'data-found', rule: 'open', channel: 'paste', outcome: 'cancelled', count: 900 };
  await engine.dataGuard({ ...found, detector: 'payments' }, PAGE);
  await engine.dataGuard({ ...found, detector: 'unknown' }, PAGE);
  expect(await readDataCounts(world)).toMatchObject([{ dataKind: 'own', detector: 'payments', count: 1 }]);
});

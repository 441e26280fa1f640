/** What the block page is told of an answer to a request for access. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { explanationSchema } from '../../../../src/protocol/answers.js';
import type { PublishedPolicy } from '../../../../src/policy/schema.js';
import { askIn, enforceIn, FRAME, URL_BLOCKED, type Asking } from '../../../support/block-page.js';
import { aWorld, managedBy, type World } from '../../../support/memory-ports.js';
import { aPolicy, aRule } from '../../../support/policies.js';
import { aKeyPair, type SigningPair } from '../../../support/signing.js';
import { readInstallation } from '../../../support/worker.js';

let pair: SigningPair;
let world: World;

beforeEach(async () => {
  pair = await aKeyPair();
  world = aWorld(managedBy(pair));
  await enforce(aPolicy({ revision: 1 }));
});

const enforce = (policy: PublishedPolicy) => enforceIn(world, pair, policy);
const ask = (url?: string, asking?: Asking) => askIn(world, url, asking);

describe('a request that was answered', () => {
  async function enforceAnswer(changes: object, browser?: string): Promise<void> {
    const { supportId } = await readInstallation(world);
    const answer = {
      ...{ browser: browser ?? supportId, rule: 'no-chatgpt', tool: 'chatgpt', answer: 'refused' },
      ...{ reason: { en: 'Use Copilot.', fr: 'Utilisez Copilot.' }, until: '2026-11-30T09:00:00Z' },
      ...changes,
    };
    await enforce({ ...aPolicy({ revision: 2 }), answers: [answer] } as PublishedPolicy);
  }

  test('is refused to this browser, in the reader’s language, until a moment', async () => {
    await enforceAnswer({});
    const explanation = await ask(URL_BLOCKED, { in: FRAME, languages: ['fr'] });
    expect(explanation).toMatchObject({
      refusal: { reason: 'Utilisez Copilot.', untilMs: Date.parse('2026-11-30T09:00:00Z') },
    });
    expect(explanationSchema.parse(explanation)).toEqual(explanation);
  });

  test.each([
    ['another browser', {}, 'OTHER-1'],
    ['another rule', { rule: 'other' }, undefined],
    ['another tool', { tool: 'copilot' }, undefined],
    ['another host', { tool: undefined, host: 'other.example' }, undefined],
    ['a time that is over', { until: '2026-11-22T09:00:00Z' }, undefined],
  ])('is not refused by an answer about %s', async (_, changes, browser) => {
    await enforceAnswer(changes, browser);
    expect(await ask()).not.toHaveProperty('refusal');
  });

  test('is refused for a host that belongs to no tool', async () => {
    await enforceAnswer({ tool: undefined, host: 'chatgpt.com' });
    expect(await ask()).toHaveProperty('refusal');
  });

  test('is granted with a sentence', async () => {
    await ask();
    const { supportId } = await readInstallation(world);
    const until = '2026-11-30T09:00:00Z';
    const grant = aRule({ id: 'grant', action: 'allow', audience: { browsers: [supportId] }, window: { until } });
    const answer = { browser: supportId, rule: 'grant', tool: 'chatgpt', answer: 'granted', reason: { en: 'A week.' } };
    await enforce({
      ...aPolicy({ revision: 2, rules: [grant, aRule()] }),
      answers: [{ ...answer, until }],
    } as PublishedPolicy);
    const explanation = await ask();
    expect(explanation).toMatchObject({ kind: 'lifted', grantedUntilMs: Date.parse(until), grantReason: 'A week.' });
    expect(explanationSchema.parse(explanation)).toEqual(explanation);
  });
});

/** What the block page tells where nothing is restricted, or nothing can be said of it. */
import { describe, expect, test } from '@jest/globals';
import type { Explanation } from '../../../../src/protocol/answers.js';
import { blockedView } from '../../../../src/pages/block/view.js';
import { HOUR_MS, NOW_MS } from '../../../support/policies.js';
import { keyAndValues, texts } from '../../../support/texts.js';
import { aRestriction } from '../../../support/views.js';

const viewOf = (explanation: Explanation) => blockedView(explanation, { texts, language: 'en-GB', nowMs: NOW_MS });

describe('any other answer', () => {
  test.each<[Explanation, object]>([
    [
      { kind: 'lifted', host: 'chatgpt.com', url: 'https://chatgpt.com/', grantedUntilMs: null },
      {
        tone: 'lifted',
        title: 'blocked_lifted_title',
        headline: keyAndValues('blocked_lifted', 'chatgpt.com'),
        notice: null,
      },
    ],
    [
      { kind: 'lifted-stay', host: 'chatgpt.com', url: null, grantedUntilMs: null },
      {
        tone: 'lifted',
        title: 'blocked_not_ours_title',
        headline: keyAndValues('blocked_not_restricted', 'chatgpt.com'),
        notice: 'blocked_lifted_stay',
        opening: null,
      },
    ],
    [
      { kind: 'lifted-stay', host: 'chatgpt.com', url: 'https://chatgpt.com/', grantedUntilMs: null },
      {
        tone: 'lifted',
        title: 'blocked_lifted_title',
        headline: keyAndValues('blocked_lifted', 'chatgpt.com'),
        notice: null,
        opening: { text: keyAndValues('blocked_open', 'chatgpt.com'), address: 'https://chatgpt.com/', about: null },
      },
    ],
    [
      { kind: 'lifted-stay', host: 'chatgpt.com', url: 'javascript:alert(1)', grantedUntilMs: null },
      { headline: keyAndValues('blocked_not_restricted', 'chatgpt.com'), notice: 'blocked_lifted_stay', opening: null },
    ],
    [
      { kind: 'unexplained', host: 'chatgpt.com' },
      {
        tone: 'restricted',
        title: 'blocked_title',
        headline: 'blocked_headline_generic',
        notice: 'blocked_unexplained',
      },
    ],
    [{ kind: 'not-ours' }, { tone: 'neutral', headline: 'blocked_not_ours_title', notice: 'blocked_not_ours' }],
  ])('%j is told without details', (explanation, expected) => {
    const nothing = { reason: null, alternatives: null, noAlternative: null, details: [], footer: null };
    expect(viewOf(explanation)).toMatchObject({ ...expected, ...nothing });
  });
});

test.each(['lifted', 'lifted-stay'] as const)('a sentence beside a grant is read before the site opens: %s', (kind) => {
  const url = 'https://chatgpt.com/';
  const view = viewOf({ kind, host: 'chatgpt.com', url, grantedUntilMs: NOW_MS, grantReason: 'For a week.' });
  expect(view).toMatchObject({ tone: 'lifted', whyTitle: 'blocked_granted', reason: 'For a week.' });
  expect(view.opening).toMatchObject({ address: url });
});

test('a refusal says why and until when, in place of the way to ask', () => {
  const view = viewOf(aRestriction({ refusal: { reason: 'Use Copilot.', untilMs: NOW_MS + 3 * HOUR_MS } }));
  expect(view.request).toBeNull();
  expect(view.refusal?.reason).toBe('Use Copilot.');
  expect(view.refusal?.until).toMatch(/^blocked_refused_until\(today at \d\d:\d\d\)$/);
});

test.each(['lifted', 'lifted-stay'] as const)('a site that was granted says until when: %s', (kind) => {
  const granted = { host: 'chatgpt.com', url: 'https://chatgpt.com/', grantedUntilMs: NOW_MS + 3 * HOUR_MS };
  expect(viewOf({ kind, ...granted }).notice).toMatch(/^granted_until\(today at \d\d:\d\d\)$/);
});

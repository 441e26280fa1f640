import { describe, expect, test } from '@jest/globals';
import type { Explanation } from '../../../src/messages/requests.js';
import { blockedView } from '../../../src/pages/blocked/view.js';
import { keyAndValues, texts } from '../../support/texts.js';

type Restricted = Extract<Explanation, { kind: 'restricted' }>;

function restricted(changes: Partial<Restricted> = {}, policy: Partial<Restricted['policy']> = {}): Restricted {
  return {
    kind: 'restricted',
    host: 'chat.openai.com',
    url: 'https://chat.openai.com/',
    toolName: 'ChatGPT',
    vendor: 'OpenAI',
    ruleId: 'no-chatgpt',
    reason: 'It may keep what you paste',
    notice: null,
    since: '2026-11-20T12:00:00Z',
    alternatives: [{ name: 'Copilot', about: 'For company data', home: 'https://copilot.example/' }],
    warning: null,
    policy: {
      source: 'published',
      name: 'acme',
      revision: 7,
      issuedAt: '2026-11-22T12:00:00Z',
      expiresAt: '2026-12-22T12:00:00Z',
      stale: false,
      mode: 'enforcing',
      keyId: 'key-1',
      organisation: 'Acme',
      contact: { name: 'IT desk', email: 'it@acme.example', url: 'https://help.acme.example/ai/' },
      ...policy,
    },
    ...changes,
  };
}

const viewOf = (explanation: Explanation) => blockedView(explanation, texts, 'en-GB');

const nobody = { name: null, email: null, url: null };

describe('a restricted address', () => {
  test('is explained in full', () => {
    expect(viewOf(restricted())).toEqual({
      title: 'ChatGPT – blocked_title',
      headline: keyAndValues('blocked_headline', 'ChatGPT', 'Acme'),
      notice: null,
      reason: 'It may keep what you paste',
      alternatives: [{ text: 'Copilot', address: 'https://copilot.example/', about: 'For company data' }],
      noAlternative: null,
      details: [
        { term: 'blocked_site', links: [{ text: 'chat.openai.com', address: null, about: null }] },
        { term: 'blocked_since', links: [{ text: '20 November 2026', address: null, about: null }] },
        {
          term: 'blocked_ask',
          links: [
            { text: 'IT desk', address: null, about: null },
            { text: 'it@acme.example', address: 'mailto:it%40acme.example', about: null },
            { text: 'help.acme.example/ai', address: 'https://help.acme.example/ai/', about: null },
          ],
        },
      ],
      continuing: null,
      footer: keyAndValues('blocked_footer', 'acme', '7', '22 November 2026', 'key-1'),
      tone: 'restricted',
    });
  });

  test.each([
    ['none', null, false],
    ['optional', 'blocked_justification_optional', false],
    ['required', 'blocked_justification_required', true],
  ] as const)(
    'that is only warned about can be continued to (justification %s)',
    (justification, question, required) => {
      const view = viewOf(restricted({ warning: { minutes: 15, justification } }));
      expect(view.headline).toBe(keyAndValues('blocked_headline_warn', 'ChatGPT', 'Acme'));
      expect(view.continuing).toEqual({ button: keyAndValues('blocked_continue', '15'), question, required });
    },
  );

  test('of no tool is called by its host', () => {
    const view = viewOf(restricted({ toolName: null, vendor: null }));
    expect(view.title).toBe('chat.openai.com – blocked_title');
    expect(view.headline).toBe(keyAndValues('blocked_headline', 'chat.openai.com', 'Acme'));
  });

  test('without a reason says so rather than nothing', () => {
    expect(viewOf(restricted({ reason: null })).reason).toBe(keyAndValues('blocked_reason_none', 'Acme'));
  });

  test('shows the policy’s notice', () => {
    expect(viewOf(restricted({ notice: 'Training on Friday' })).notice).toBe('Training on Friday');
  });

  test('without alternatives points to whom to ask', () => {
    const view = viewOf(restricted({ alternatives: [] }));
    expect([view.alternatives, view.noAlternative]).toEqual([[], 'blocked_no_alternative']);
  });

  test('without alternatives and contact promises nobody', () => {
    const view = viewOf(restricted({ alternatives: [] }, { contact: nobody }));
    expect(view.noAlternative).toBe('blocked_no_alternative_no_contact');
  });

  test('without a contact points to the IT department', () => {
    const [, , ask] = viewOf(restricted({}, { contact: nobody })).details;
    expect(ask?.links).toEqual([{ text: 'blocked_ask_nobody', address: null, about: null }]);
  });

  test('under an unsigned policy says so', () => {
    expect(viewOf(restricted({}, { keyId: null })).footer).toBe(
      keyAndValues('blocked_footer_unsigned', 'acme', '7', '22 November 2026'),
    );
  });

  test('lists an alternative without a home page too', () => {
    const view = viewOf(restricted({ alternatives: [{ name: 'Local model', about: null, home: null }] }));
    expect(view.alternatives).toEqual([{ text: 'Local model', address: null, about: null }]);
  });

  test('writes dates in the reader’s language', () => {
    const view = blockedView(restricted(), texts, 'fr');
    expect(view.details[1]?.links[0]?.text).toBe('20 novembre 2026');
  });

  test('keeps a contact’s address from carrying more than the address', () => {
    const contact = { ...nobody, email: 'it@acme.example?bcc=evil@evil.example' };
    const links = viewOf(restricted({}, { contact })).details[2]?.links ?? [];
    expect(links.map(({ address }) => address)).toEqual(['mailto:it%40acme.example%3Fbcc%3Devil%40evil.example']);
  });
});

describe('any other answer', () => {
  test.each<[Explanation, object]>([
    [
      { kind: 'lifted', host: 'chatgpt.com', url: 'https://chatgpt.com/' },
      {
        tone: 'lifted',
        title: 'blocked_lifted_title',
        headline: keyAndValues('blocked_lifted', 'chatgpt.com'),
        notice: null,
      },
    ],
    [
      { kind: 'lifted-stay', host: 'chatgpt.com' },
      {
        tone: 'lifted',
        title: 'blocked_not_ours_title',
        headline: keyAndValues('blocked_not_restricted', 'chatgpt.com'),
        notice: 'blocked_lifted_stay',
      },
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

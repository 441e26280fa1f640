import { describe, expect, test } from '@jest/globals';
import type { Explanation } from '../../../../src/protocol/answers.js';
import { shortAddress } from '../../../../src/pages/block/details.js';
import { blockedView, type BlockedView } from '../../../../src/pages/block/view.js';
import { HOUR_MS, NOW_MS } from '../../../support/policies.js';
import { keyAndValues, texts } from '../../../support/texts.js';
import { aRestriction } from '../../../support/views.js';

const restricted = aRestriction;

const viewOf = (explanation: Explanation, language = 'en-GB') =>
  blockedView(explanation, { texts, language, nowMs: NOW_MS });

const plain = (text: string) => ({ text, address: null, about: null });

const linksOf = (view: BlockedView, term: string) => view.details.find((each) => each.term === term)?.links;

const nobody = { name: null, email: null, url: null };

describe('a restricted address', () => {
  test('is explained in full', () => {
    expect(viewOf(restricted())).toEqual({
      title: 'ChatGPT – blocked_title',
      headline: keyAndValues('blocked_headline', 'ChatGPT', 'Acme'),
      tool: 'category_assistant · OpenAI',
      opens: null,
      opensAtMs: null,
      notice: null,
      interrupted: null,
      whyTitle: 'blocked_why',
      reason: 'It may keep what you paste',
      signIn: null,
      opening: null,
      alternatives: [
        { text: 'Copilot', address: 'https://copilot.example/', about: 'For company data', account: null },
      ],
      noAlternative: null,
      details: [
        { term: 'blocked_site', links: [plain('chat.openai.com')] },
        { term: 'blocked_since', links: [plain('20 November 2026')] },
        { term: 'blocked_decided', links: [plain('Acme')] },
        { term: 'blocked_support_id', links: [plain('AB12C-3D4E5')] },
        {
          term: 'blocked_ask',
          links: [
            plain('IT desk'),
            { text: 'it@acme.example', address: 'mailto:it%40acme.example', about: null },
            { text: 'help.acme.example/ai', address: 'https://help.acme.example/ai/', about: null },
          ],
        },
      ],
      continuing: null,
      request: expect.objectContaining({ kind: 'mail', said: null }) as unknown,
      refusal: null,
      footer: keyAndValues('blocked_footer', 'acme', '7', '3 days ago', 'key-1'),
      copied: expect.stringContaining('ChatGPT (OpenAI)') as unknown,
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
      const view = viewOf(
        restricted({ action: 'warn', warning: { minutes: 15, justification, readers: 'administrators' } }),
      );
      expect(view.headline).toBe(keyAndValues('blocked_headline_warn', 'ChatGPT', 'Acme'));
      expect(view.continuing).toEqual({
        button: keyAndValues('blocked_continue', '15 minutes'),
        question,
        required,
        note: keyAndValues('blocked_justification_note_administrators', '500'),
        atLeast: null,
      });
    },
  );

  test('that is only warned about is advice, and offers no request beside continuing', () => {
    const warning = { minutes: 15, justification: 'none', readers: 'nobody' } as const;
    const view = viewOf(restricted({ action: 'warn', warning }));
    expect(view).toMatchObject({ title: 'ChatGPT – decision_warned', tone: 'warned', request: null });
    expect(linksOf(view, 'blocked_since_warn')).toEqual([plain('20 November 2026')]);
    expect(linksOf(view, 'blocked_since')).toBeUndefined();
  });

  test('says how long a justification has to be', () => {
    const warning = { minutes: 15, justification: 'required', justificationLength: 20, readers: 'nobody' } as const;
    expect(viewOf(restricted({ action: 'warn', warning })).continuing?.atLeast).toEqual({
      length: 20,
      said: keyAndValues('blocked_justification_length', '20'),
    });
  });

  test.each([
    ['nobody', 'blocked_justification_note_nobody'],
    ['administrators', 'blocked_justification_note_administrators'],
    ['administrators-named', 'blocked_justification_note_administrators_named'],
  ] as const)('says who can read a justification: %s', (readers, note) => {
    const warning = { minutes: 15, justification: 'optional', readers } as const;
    expect(viewOf(restricted({ action: 'warn', warning })).continuing?.note).toBe(keyAndValues(note, '500'));
  });

  test('says with which account an alternative is open', () => {
    const alternatives = [{ name: 'Claude', about: null, home: 'https://claude.ai/', withAccount: true }];
    expect(viewOf(restricted({ alternatives })).alternatives?.[0]?.account).toBe(keyAndValues('with_account', 'Acme'));
    const unnamed = restricted({ alternatives }, { organisation: null });
    expect(viewOf(unnamed).alternatives?.[0]?.account).toBe('with_company_account');
  });

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
    const links = linksOf(viewOf(restricted({}, { contact: nobody })), 'blocked_ask');
    expect(links).toEqual([plain('blocked_ask_nobody')]);
  });

  test('under an unsigned policy says so', () => {
    expect(viewOf(restricted({}, { keyId: null })).footer).toBe(
      keyAndValues('blocked_footer_unsigned', 'acme', '7', '3 days ago'),
    );
  });

  test('lists an alternative without a home page too', () => {
    const view = viewOf(
      restricted({ alternatives: [{ name: 'Local model', about: null, home: null, withAccount: false }] }),
    );
    expect(view.alternatives).toEqual([{ text: 'Local model', address: null, about: null, account: null }]);
  });

  test('writes dates in the reader’s language', () => {
    const view = viewOf(restricted(), 'fr');
    expect(linksOf(view, 'blocked_since')).toEqual([plain('20 novembre 2026')]);
  });

  test('keeps a contact’s address from carrying more than the address', () => {
    const contact = { ...nobody, email: 'it@acme.example?bcc=evil@evil.example' };
    const links = linksOf(viewOf(restricted({}, { contact })), 'blocked_ask') ?? [];
    expect(links.map(({ address }) => address)).toEqual(['mailto:it%40acme.example%3Fbcc%3Devil%40evil.example']);
  });
});

test('a site that opens by itself says when', () => {
  const view = viewOf(restricted({ untilMs: NOW_MS + 3 * HOUR_MS }), 'en-GB');
  expect(view.opensAtMs).toBe(NOW_MS + 3 * HOUR_MS);
  expect(view.opens).toMatch(/^blocked_opens\(today at \d\d:\d\d\)$/);
});

test('a tool for company accounts shows where to sign in, and no lack of alternatives', () => {
  const view = viewOf(
    restricted({ action: 'account', reason: null, signIn: 'https://chatgpt.com/', alternatives: [] }),
  );
  expect(view).toMatchObject({
    headline: keyAndValues('blocked_headline_account', 'ChatGPT', 'Acme'),
    reason: keyAndValues('blocked_reason_account', 'Acme'),
    signIn: { text: keyAndValues('blocked_sign_in', 'ChatGPT'), address: 'https://chatgpt.com/' },
    noAlternative: null,
    tone: 'account',
  });
});

describe('the address', () => {
  test.each([
    ['https://chatgpt.com/', 'chatgpt.com'],
    ['https://chatgpt.com/c/42', 'chatgpt.com/c/42'],
    ['https://chatgpt.com/c/42?q=my-secret', 'chatgpt.com/c/42…'],
    ['https://chatgpt.com/#my-secret', 'chatgpt.com…'],
    [`https://chatgpt.com/${'a'.repeat(90)}`, `chatgpt.com/${'a'.repeat(36)}…`],
    ['https://user:password@chatgpt.com/', 'chatgpt.com'],
    ['https://chatgpt.com/<script>alert(1)</script>', 'chatgpt.com/%3Cscript%3Ealert(1)%3C/script%3E'],
  ])('%s is shown as %s', (url, shown) => {
    expect(shortAddress(url)).toBe(shown);
  });
});

describe('a request for access', () => {
  const url = 'https://chat.openai.com/c/42?q=my-secret#part';

  test('follows the policy’s own way', () => {
    const request = 'https://access.acme.example/?tool=ChatGPT';
    expect(viewOf(restricted({ url, request })).request).toMatchObject({ address: request, kind: 'web', said: null });
  });

  test('is a mail to the contact otherwise, with tool, rule, revision and support id, and nothing of the address', () => {
    const { address = '' } = viewOf(restricted({ url })).request ?? {};
    const { pathname, searchParams } = new URL(address);
    expect(decodeURIComponent(pathname)).toBe('it@acme.example');
    expect(searchParams.get('subject')).toBe(keyAndValues('request_subject', 'ChatGPT'));
    const body = searchParams.get('body') ?? '';
    for (const part of ['ChatGPT', 'no-chatgpt', '7', 'key-1', 'AB12C-3D4E5']) expect(body).toContain(part);
    expect(decodeURIComponent(address)).not.toMatch(/secret|part|c\/42/);
  });

  test('goes to the contact’s page where there is not an e-mail address, and nowhere where there is nobody', () => {
    const page = { ...nobody, url: 'https://help.acme.example/' };
    expect(viewOf(restricted({}, { contact: page })).request?.address).toBe('https://help.acme.example/');
    expect(viewOf(restricted({}, { contact: nobody })).request).toBeNull();
  });

  test('says what became of it', () => {
    expect(viewOf(restricted({ requestedAtMs: NOW_MS })).request?.said).toMatch(/^blocked_requested_mail\(today at /);
  });

  test('leaves nothing of the address in what is copied for the support either', () => {
    expect(viewOf(restricted({ url })).copied).not.toMatch(/secret|part|42/);
  });
});

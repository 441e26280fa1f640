import { describe, expect, test } from '@jest/globals';
import { problemCodes, type ProblemCode } from '../../../../src/protocol/problem-codes.js';
import type { Status } from '../../../../src/protocol/answers.js';
import { popupView } from '../../../../src/pages/popup/view.js';
import { MINUTE_MS, NOW_MS } from '../../../support/policies.js';
import { keyAndValues, texts } from '../../../support/texts.js';
import { aPolicyView, aSite, aStatus } from '../../../support/views.js';

const policy = aPolicyView({ contact: { name: null, email: null, url: null } });

const view = (changes: Partial<Status> = {}) => popupView(aStatus(changes), texts, 'en', NOW_MS);

describe('the site', () => {
  test.each([
    ['restricted', 'ChatGPT', keyAndValues('popup_site_restricted', 'ChatGPT'), 'Because'],
    ['restricted', null, keyAndValues('popup_site_restricted', 'chatgpt.com'), 'Because'],
    ['approved', 'Copilot', keyAndValues('popup_site_approved', 'Copilot'), null],
    ['observed', 'Copilot', keyAndValues('popup_site_observed', 'Copilot'), null],
    ['ungoverned', null, keyAndValues('popup_site_ungoverned', 'chatgpt.com'), null],
  ] as const)('that is %s (%s) is named and, where restricted, explained', (kind, toolName, headline, reason) => {
    const site = aSite({ kind, host: 'chatgpt.com', toolName, reason: 'Because' });
    expect(view({ site }).site).toMatchObject({ kind, headline, reason });
  });

  test('is not said to be covered by no rule where there is no policy', () => {
    const site = aSite({ kind: 'ungoverned', host: 'chatgpt.com' });
    expect(view({ site, policy: null }).site.headline).toBe(keyAndValues('popup_site_no_policy', 'chatgpt.com'));
  });

  test('that is none is called none', () => {
    expect(view().site.headline).toMatch(/^popup_site_none/);
  });
});

describe('the policy', () => {
  test('is shown with revision, age and last look', () => {
    expect(view().policy).toEqual([
      keyAndValues('popup_policy_signed', 'Acme', '7', keyAndValues('popup_policy_checked', '5 minutes ago')),
      keyAndValues('popup_policy_issued', '3 days ago'),
      keyAndValues('popup_support_id', 'AB12C-3D4E5'),
    ]);
  });

  test('is called unsigned when it is', () => {
    expect(view({ policy: { ...policy, keyId: null } }).policy?.[0]).toBe(
      keyAndValues('popup_policy_unsigned', 'Acme', '7', keyAndValues('popup_policy_checked', '5 minutes ago')),
    );
  });

  test('that was never checked says so', () => {
    expect(view({ lastCheckAtMs: null }).policy?.[0]).toContain('popup_policy_never_checked');
  });

  test('that is not there has no lines and no list of approved tools', () => {
    expect(view({ policy: null })).toMatchObject({ policy: null, approved: null });
  });

  test('lists what it approves', () => {
    const approved = [{ name: 'Copilot', about: null, home: null, withAccount: false }];
    expect(view({ approved }).approved).toEqual(approved);
  });

  test('leaves the list out where tools are named in place of the site', () => {
    const tool = { name: 'Copilot', about: null, home: null, withAccount: false };
    const site = aSite({ kind: 'restricted', host: 'chatgpt.com', alternatives: [tool] });
    expect(view({ site, approved: [{ ...tool, name: 'Translator' }] }).approved).toBeNull();
  });
});

describe('remarks', () => {
  const none = { policy: null };
  const observing = aPolicyView({
    mode: 'observing',
    observeUntilMs: NOW_MS + MINUTE_MS,
    pause: { reason: 'The lab is locked out' },
  });

  test.each<[string, Partial<Status>, unknown[]]>([
    ['none where everything is usual', {}, []],
    ['that nobody manages the browser', { ...none, managed: 'unmanaged' }, ['popup_unmanaged', 'popup_unmanaged_more']],
    ['that the configuration is awaited', { ...none, managed: 'waiting' }, ['popup_waiting']],
    ['that it is a demonstration', { managed: 'demonstration' }, ['popup_demonstration']],
    [
      'that the policy came with the configuration',
      { policy: { ...policy, source: 'bootstrap' } },
      ['popup_policy_bootstrap'],
    ],
    ['that the policy only observes', { policy: { ...policy, mode: 'observing' } }, ['popup_policy_observing']],
    [
      'that it observes until a moment',
      { policy: { ...observing, pause: null } },
      [expect.stringMatching(/^popup_policy_observing_until\(today at /)],
    ],
    [
      'that it is paused, until when and why',
      { policy: observing },
      [expect.stringMatching(/^popup_policy_paused\(today at /), 'popup_policy_pause_reason(The lab is locked out)'],
    ],
    [
      'that it is paused, where nobody has said why',
      { policy: { ...observing, pause: { reason: null } } },
      [expect.stringMatching(/^popup_policy_paused\(today at /)],
    ],
    [
      'that new rules come in stages, and apply here already, later or not yet',
      {
        rollouts: [
          { id: 'a', isIn: true, joinsAtMs: null },
          { id: 'b', isIn: false, joinsAtMs: NOW_MS + MINUTE_MS },
          { id: 'c', isIn: false, joinsAtMs: null },
        ],
      },
      ['popup_rollout_in(a)', expect.stringMatching(/^popup_rollout_from\(b\|today at /), 'popup_rollout_waiting(c)'],
    ],
    ['the policy’s notice', { notice: 'Training on Friday' }, ['Training on Friday']],
  ])('are %s', (_, changes, remarks) => {
    expect(view(changes).remarks).toEqual(remarks);
  });
});

test.each<[Status['managed'], boolean]>([
  ['managed', true],
  ['waiting', true],
  ['demonstration', true],
  ['unmanaged', false],
])('in a browser that is %s, a fresh look is offered: %s', (managed, canCheck) => {
  expect(view({ managed }).canCheck).toBe(canCheck);
});

describe('a problem', () => {
  const textFor = (code: ProblemCode, detail: string, changes: Partial<Status> = {}) =>
    view({ ...changes, problems: [{ code, detail }] }).problems[0];

  test('has its own words, with the detail, and says what still applies', () => {
    expect(textFor('http-status', 'status 500')).toBe('problem_http_status(HTTP 500) problem_kept');
  });

  test('does not speak of a policy that still applies where there is none', () => {
    expect(textFor('http-status', 'status 500', { policy: null })).toBe('problem_http_status(HTTP 500)');
  });

  test('of a late policy tells since when', () => {
    expect(textFor('policy-expired', '2026-11-01T12:00:00Z')).toBe(
      keyAndValues('problem_policy_expired', 'November 1, 2026'),
    );
  });

  test.each(['not-signed', 'wrong-type', 'wrong-algorithm', 'not-json', 'format-unknown', 'schema-invalid'] as const)(
    'of a malformed document tells the code: %s',
    (code) => {
      expect(textFor(code, 'at rules')).toBe(`problem_refused_document(${code}: rules) problem_kept`);
      expect(textFor(code, '')).toBe(`problem_refused_document(${code}) problem_kept`);
    },
  );

  test('of each kind is told, in the order given', () => {
    const problems = problemCodes.map((code) => ({ code, detail: '2026-11-01T12:00:00Z' }));
    expect(view({ problems }).problems).toHaveLength(problemCodes.length);
  });
});

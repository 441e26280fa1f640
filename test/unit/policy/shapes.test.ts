/** The shapes read what zod/mini reads: the same definitions, once with each, on the same documents, good and broken. */
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import type { PublishedPolicy } from '../../../src/policy/schema.js';
import { aPolicy, aRule, aTool } from '../../support/policies.js';
import { aRollout } from '../../support/rollouts.js';
import { anEvent } from '../../support/recorded-events.js';

const DOCUMENTS = 5_000;

interface Read {
  readonly success: boolean;
  readonly data?: unknown;
  readonly error?: { readonly issues: readonly { readonly path: readonly PropertyKey[] }[] } | undefined;
}

interface Schema {
  safeParse(value: unknown): Read;
}

/** The modules with definitions that meet documents from outside. */
interface Definitions {
  readonly policy: Schema;
  readonly managedKey: Schema;
  readonly request: Schema;
  readonly event: Schema;
}

async function definitions(): Promise<Definitions> {
  const [policy, key, messages, events] = await Promise.all([
    import('../../../src/policy/schema.js'),
    import('../../../src/trust/trusted-key.js'),
    import('../../../src/protocol/requests.js'),
    import('../../../src/events/event.js'),
  ]);
  return {
    policy: policy.publishedPolicySchema,
    managedKey: key.trustedKeySchema,
    request: messages.requestSchema,
    event: events.eventSchema,
  };
}

let own: Definitions;
let zod: Definitions;

beforeAll(async () => {
  own = await definitions();
  jest.resetModules();
  jest.unstable_mockModule('../../../src/policy/shapes.js', () => import('zod/mini'));
  zod = await definitions();
});

function expectSame(which: keyof Definitions, value: unknown): boolean {
  const [mine, theirs] = [own[which].safeParse(value), zod[which].safeParse(value)];
  expect({ value, read: mine.data, at: mine.error?.issues[0]?.path }).toEqual({
    value,
    read: theirs.data,
    at: theirs.error?.issues[0]?.path,
  });
  return mine.success;
}

/** A policy in which every key that there is has a value. */
const full: PublishedPolicy = aPolicy({
  requires: ['rollouts'],
  rollouts: [
    aRollout({
      ...{
        id: 'r',
        rules: ['warned'],
        state: 'held',
        reason: 'why',
        limits: { requests: 1, continued: 2, problems: 3 },
      },
      stages: [{ groups: ['it'], rings: ['early'], percent: 5, from: '2026-11-22T12:00:00Z', afterSeconds: 0 }, {}],
      replaces: [aRule({ id: 'warned', action: 'observe' })],
    }),
  ],
  organisation: {
    name: 'Acme',
    contact: { name: 'IT', email: 'it@acme.example', url: 'https://acme.example/' },
    request: 'https://acme.example/?t={tool}',
    logo: 'data:image/png;base64,AAAA',
    colour: '#0a5',
  },
  notice: { en: 'Hello', 'pt-BR': 'Olá' },
  observeUntil: '2026-12-01T00:00:00Z',
  pause: { observeUntil: '2026-12-01T00:00:00.5Z', reason: 'why' },
  safety: { people: 5, visits: 0.5, approvedTools: true, audience: false, ring: true },
  acceptedImpact: { reason: 'because', limits: ['people'] },
  tools: [
    aTool({ about: { en: 'x' }, api: ['api.chatgpt.com'], embedded: ['bing.com/chat?q=1'] }),
    aTool({ id: 'copilot' }),
  ],
  rules: [
    aRule({
      except: ['=chatgpt.com'],
      audience: { groups: ['it'], rings: ['early'], percent: 12.5, rollout: 'r', browsers: ['AAAAA'] },
      window: {
        from: '2026-11-01T00:00:00Z',
        until: '2026-12-01T00:00:00Z',
        weekly: [{ days: ['mon', 'fri'], from: '08:00', to: '24:00' }],
        timeZone: 'Europe/Paris',
      },
    }),
    aRule({ id: 'warned', action: 'warn', warn: { minutes: 60, justification: 'required' } }),
    aRule({
      id: 'account',
      action: 'account',
      account: {
        controls: [{ headers: [{ name: 'X-A', value: 'b c' }], hosts: ['chatgpt.com'] }],
        anonymous: ['chatgpt.com/a'],
      },
    }),
  ],
});

/** Values that are right somewhere, or nearly. */
const telling = fc.oneof(
  fc.constantFrom<unknown>(
    ...[
      '',
      'x',
      'acme',
      'Acme Corp',
      'en',
      'e',
      'x'.repeat(301),
      'x'.repeat(4001),
      '2026-11-22T12:00:00Z',
      '2026-02-30T12:00:00Z',
    ],
    ...[
      '#12345',
      'https://a.example/',
      'https://u:p@a.example/',
      'chatgpt.com',
      'https://chatgpt.com',
      'com',
      '=com',
      '24:00',
      '25:00',
    ],
    ...['warn', 'enforce', 'sites', 'mon', 'UTC', 'Nowhere/Land', '__proto__', 'constructor', 'a@b.example', 'a b'],
    ...[0, -0, 1, 1.5, 12.345, 100, 101, 1440, 1441, 29, 30, -1, 2 ** 53, 2 ** 53 - 1, Number.NaN, Infinity],
    ...[null, undefined, true, false, [], {}, [[]], [null], { en: 'x' }, { '': 'x' }, { en: 5 }, { toString: 'x' }],
    ...(JSON.parse('[{"__proto__": "x"}, {"__proto__": "x", "en": "x"}, {"constructor": "x"}]') as unknown[]),
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Where in a value something is put, removed or added: numbers that choose a key at each depth. */
const place = fc.array(fc.nat(), { minLength: 1, maxLength: 7 });
const added = fc.constantFrom('', 'later', '__proto__', 'en', 'groups', 'home');

interface Change {
  readonly where: readonly number[];
  readonly what: unknown;
  readonly how: 'replace' | 'remove' | 'add';
  readonly name: string;
}

const change: fc.Arbitrary<Change> = fc.record({
  where: place,
  what: telling,
  how: fc.constantFrom('replace', 'replace', 'remove', 'add'),
  name: added,
});

function changed(value: unknown, { where: [choice = 0, ...deeper], what, how, name }: Change): unknown {
  if (typeof value !== 'object' || value === null) return what;
  const entries: [string, unknown][] = Object.entries(value);
  const at = choice % Math.max(entries.length, 1);
  const [key, part]: [string, unknown] = entries[at] ?? ['', undefined];
  if (deeper.length > 0 && typeof part === 'object' && part !== null) {
    entries[at] = [key, changed(part, { where: deeper, what, how, name })];
  } else if (how === 'add') {
    entries.push([name, what]);
  } else {
    if (how === 'replace') entries[at] = [key, what];
    else entries.splice(at, 1);
  }
  return Array.isArray(value) ? entries.map(([, each]) => each) : Object.fromEntries(entries);
}

const REQUESTS = [
  { kind: 'explain', fragment: '#x', languages: ['en'] },
  { kind: 'continue', fragment: '#x', languages: [], justification: 'why' },
  { kind: 'status', url: null, languages: ['en'] },
  { kind: 'search', query: 'chat', languages: ['en'] },
];
const KEYS = [
  { kty: 'OKP', crv: 'Ed25519', x: 'AAAA', kid: 'k' },
  { kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'BBBB', kid: 'k', d: 'private' },
];
const EVENT = anEvent({ kind: 'policy-refused', code: 'expired' });

describe('shapes and zod/mini read alike', () => {
  test('a published policy with every key', () => {
    expect(expectSame('policy', full)).toBe(true);
    expect(own.policy.safeParse(full).data).toEqual(full);
    // They are two: what the other side reads with is zod itself.
    expect(['_zod' in own.policy, '_zod' in zod.policy]).toEqual([false, true]);
  });

  test('a list that is too long, of items that are wrong as well', () => {
    const days = Array.from({ length: 8 }, () => null);
    const weekly = [{ days, from: '08:00', to: '24:00' }];
    expect(expectSame('policy', { ...full, rules: [{ ...full.rules[0], window: { weekly } }] })).toBe(false);
  });

  test(`${DOCUMENTS} published policies with something wrong, or different, in them`, () => {
    const seen = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        const document = changes.reduce<unknown>(changed, full);
        seen[expectSame('policy', document) ? 'accepted' : 'refused'] += 1;
      }),
      { numRuns: DOCUMENTS },
    );
    expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(DOCUMENTS / 20);
  });

  test.each<[keyof Definitions, unknown[]]>([
    ['request', REQUESTS],
    ['managedKey', KEYS],
    ['event', [EVENT]],
  ])('a %s', (which, samples) => {
    for (const sample of samples) expect(expectSame(which, sample)).toBe(true);
    fc.assert(
      fc.property(fc.constantFrom(...samples), change, (sample, made) => {
        expectSame(which, changed(sample, made));
      }),
      { numRuns: 2_000 },
    );
  });
});

/** The fast way through a log must give the answers of `decide.ts`, whatever the address looks like. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { HostDecisions } from '../../../../src/cli/logs/host-cache.js';
import { decider, type Decision } from '../../../../src/policy/decide.js';
import type { EffectivePolicy } from '../../../../src/policy/effective-policy.js';
import { anyAddress, smallPolicy } from '../../../support/arbitrary-policies.js';
import { anEffectivePolicy, aPolicyOfSites } from '../../../support/policies.js';
import { effectiveAt, readVectors } from '../../../support/vectors.js';

type Answer = Omit<Decision, 'obfuscated'> | null;

const answerOf = (decision: Decision | null): Answer => {
  if (decision === null) return null;
  const { obfuscated: _, ...answer } = decision;
  return answer;
};

function sitesOf({ policy }: EffectivePolicy): string[] {
  return [
    ...policy.rules.flatMap(({ sites, except, account }) => [...sites, ...except, ...(account?.anonymous ?? [])]),
    ...policy.tools.flatMap(({ sites, api, embedded }) => [...sites, ...api, ...embedded]),
  ];
}

/** Answers as a simulation gets them, and how often it had to ask `decide.ts`. */
function fastDecider(effective: EffectivePolicy): { decide: (url: string) => Decision | null; asked: () => number } {
  const decide = decider(effective);
  const answers: (Decision | null)[] = [null];
  let asked = 0;
  const decisions = new HostDecisions({ policies: sitesOf(effective), others: [] }, (url) => {
    asked += 1;
    return answers.push(decide(url)) - 1;
  });
  const fast = (url: string): Decision | null => {
    const line = Buffer.from(`before ${url} after`);
    return answers[decisions.ofUrl(line, 7, line.length - 6)] ?? null;
  };
  return { decide: fast, asked: () => asked };
}

const ODD_ADDRESSES = [
  ...['https://a.example', 'HTTPS://A.EXAMPLE/', 'https:/a.example/', 'https:a.example', 'https:///a.example/'],
  ...[
    'https://a.example:443/',
    'https://a.example:/',
    'https://a.example:99999/',
    'https://a.example:80x/',
    'https://a.example:1@b.a.example/',
  ],
  ...[
    'https://user@a.example/',
    'https://user:123/@a.example',
    'https://a.example\\@b.a.example/',
    'https://a.example?x',
    'https://a.example#x',
  ],
  ...[
    'https://a.example./',
    'https://a.example../',
    'https://a..example/',
    'https://.a.example/',
    'https://a_b.a.example/',
  ],
  ...[
    'https://xn--bcher-kva.example/',
    'https://bücher.example/',
    'https://xn--.example/',
    'https://a%2eexample/',
    'https://ａ.example/',
  ],
  ...[
    'https://192.0.2.1/',
    'https://0xc0000201/',
    'https://3221225985/',
    'https://192.0.2.256/',
    'https://[2001:db8::1]/chat',
    'https://1.2.3/',
  ],
  ...[
    'https://A.Example/chat',
    'https://B.A.EXAMPLE:8443/',
    'https://xn--bcher-kva.a.example/',
    'https://xn--.a.example/',
    'https://-a.example/',
    'https://1.a.example/',
    'https://a.example.192.0.2.1/',
    'https://192.0.2.01/',
    'https://localhost:3000/',
  ],
  ...[
    'http://a.ex\tample/',
    ' https://a.example/',
    'ws://a.example/',
    'wss://a.example/',
    'ftp://a.example/',
    'httpx://a.example/',
    'wsx://a.example/',
  ],
  ...[
    '',
    'https://',
    'https://:80/',
    'a.example',
    'a.example:443',
    'error:invalid-request',
    `https://${'x'.repeat(70)}.a.example/`,
  ],
  ...[
    'https://a-example.translate.goog/chat',
    'https://www-a-example.translate.goog/',
    'https://x.a-example.translate.goog/',
  ],
];

describe('the same answer as decide.ts', () => {
  test.each(readVectors().map((each) => [each.name, each] as const))(
    'on the vectors: %s',
    async (_, { policy, facts, atMs, cases }) => {
      const effective = await effectiveAt(policy, facts, atMs);
      const slow = decider(effective);
      const fast = fastDecider(effective).decide;
      const urls = cases.map(({ url }) => url);
      // The second time round, hosts are known.
      for (const url of [...urls, ...urls]) expect([url, answerOf(fast(url))]).toEqual([url, answerOf(slow(url))]);
    },
  );

  test('on random policies and addresses', async () => {
    await fc.assert(
      fc.asyncProperty(smallPolicy, fc.array(anyAddress, { minLength: 20, maxLength: 60 }), async (policy, urls) => {
        const effective = await anEffectivePolicy(policy);
        const slow = decider(effective);
        const fast = fastDecider(effective).decide;
        for (const url of [...urls, ...ODD_ADDRESSES, ...urls]) {
          expect([url, answerOf(fast(url))]).toEqual([url, answerOf(slow(url))]);
        }
      }),
      { numRuns: 300 },
    );
  });
});

test.each(['a.example', '=a.example', '192.0.2.1', '=b.a.example', 'xn--bcher-kva.a.example', 'translate.goog'])(
  'the same answer as decide.ts to odd addresses where a rule is about %s',
  async (site) => {
    const own = { id: 'own', action: 'allow' as const, sites: [site] };
    const rest = { id: 'rest', sites: ['a.example/chat', 'example', 'goog'] };
    const effective = await anEffectivePolicy(aPolicyOfSites(own, rest));
    const [slow, fast] = [decider(effective), fastDecider(effective).decide];
    for (const url of [...ODD_ADDRESSES, ...ODD_ADDRESSES]) {
      expect([url, answerOf(fast(url))]).toEqual([url, answerOf(slow(url))]);
    }
  },
);

test('a host that nobody names is not even asked about', async () => {
  const { policy, facts, atMs } = readVectors()[0] ?? { policy: {}, facts: { groups: [], ring: null }, atMs: 0 };
  const { decide, asked } = fastDecider(await effectiveAt(policy, facts, atMs));
  for (let index = 0; index < 50; index += 1) decide(`https://somewhere.example:${8000 + index}/${index}?q=${index}`);
  expect(asked()).toBe(0);
});

/**
 * Values of a policy that one browser knows and another does not. Each costs the field or the rule that it stands in, and never
 * the policy: what else it says is enforced, and the browser names what it left out.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PublishedPolicy, Rule } from '../../src/policy/schema.js';
import { eventually } from './harness/eventually.js';
import { publishedPolicy } from './harness/sample-document.js';
import { setScene, type Scene } from './harness/scene.js';
import type { BrowserRequest, ManagedBrowser } from './harness/managed-browser.js';

const WEEK = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
/** As long as the language lets a path be. */
const LONG = 'x'.repeat(58);

function differingPolicy(): PublishedPolicy {
  const policy = publishedPolicy(1);
  const block: Rule = {
    ...{ id: 'good', action: 'block', tools: [], parts: [], except: [], alternatives: [], since: policy.issuedAt },
    sites: ['good.example'],
  };
  // Half a week from now, in whatever zone.
  const farDay = WEEK[(new Date().getUTCDay() + 3) % 7] ?? 'sun';
  const window = { weekly: [{ days: [farDay], from: '10:00', to: '11:00' }], timeZone: 'PST' };
  return {
    ...policy,
    organisation: { ...policy.organisation, contact: { name: 'AI desk', url: 'https://a"b.example/' } },
    tools: policy.tools.map((tool) => ({ ...tool, home: 'https://xn--a.example/' })),
    rules: [
      ...policy.rules,
      block,
      { ...block, id: 'odd-hosts', sites: ['a"b.example', 'xn--a.example', 'beside.example'] },
      { ...block, id: 'hours', sites: ['hours.example'], window },
      { ...block, id: 'wide', action: 'allow', sites: ['long.example'], except: [`long.example/${LONG}`] },
      { ...block, id: 'long', sites: [`long.example?key=${LONG}`] },
    ],
  };
}

interface Expected {
  /** Of the rule whose hours are in a zone that Firefox does not know. */
  readonly hoursHold: boolean;
  /** Of the rule for which Chromium would need too long a pattern. */
  readonly longHolds: boolean;
  /** Code and detail. */
  readonly problems: readonly (readonly [code: string, detail: string])[];
}

export function playDifferingValues(
  start: (request: BrowserRequest) => Promise<ManagedBrowser>,
  { hoursHold, longHolds, problems }: Expected,
): void {
  let scene: Scene<ManagedBrowser>;

  beforeAll(async () => {
    scene = await setScene(start, null);
    await scene.company.putSigned(differingPolicy());
    await scene.browser.popup({ checkNow: true });
    await scene.browser.waitUntilEnforced();
  });
  afterAll(() => scene.close());

  const isRestricted = async (url: string): Promise<boolean> => {
    const page = await scene.browser.open(url, (address) => address === url || scene.browser.isBlockedPage(address));
    const restricted = scene.browser.isBlockedPage(page.url());
    await page.close();
    return restricted;
  };

  test('the policy is accepted, and the rules that every browser knows hold', async () => {
    expect(await isRestricted('https://chatgpt.com/')).toBe(true);
    expect(await isRestricted('https://good.example/')).toBe(true);
    expect(await isRestricted('https://open.example/')).toBe(false);
  });

  test('beside a site that this browser may not know, the rule’s other sites are restricted', async () => {
    expect(await isRestricted('https://beside.example/')).toBe(true);
  });

  test('hours in a zone that this browser does not know restrict at all hours, those in one it knows at theirs', async () => {
    expect(await isRestricted('https://hours.example/')).toBe(hoursHold);
  });

  test('a pattern that this browser does not take costs its own rule', async () => {
    // By a request of another page: a page of its own may be ended by its guard, which knows the pattern all the same.
    const page = await scene.browser.open('https://open.example/');
    const isAnswered = await page.evaluate(
      (url) =>
        fetch(url, { mode: 'no-cors' }).then(
          () => true,
          () => false,
        ),
      `https://long.example/${LONG}?key=${LONG}`,
    );
    await page.close();
    expect(isAnswered).toBe(!longHolds);
    expect(await isRestricted('https://long.example/')).toBe(false);
  });

  test('what was left out is named, each with its rule', async () => {
    const status = () =>
      scene.browser.inExtension((page) =>
        page.evaluate(async () => {
          const answer: unknown = await chrome.runtime.sendMessage({ kind: 'status', url: null, languages: ['en'] });
          return (answer as { problems: { code: string; detail: string }[] }).problems;
        }),
      );
    await eventually('the problems are those', async () => {
      const found = (await status()).map(({ code, detail }) => [code, detail]);
      return JSON.stringify(found) === JSON.stringify(problems);
    }).catch(async () => {
      expect((await status()).map(({ code, detail }) => [code, detail])).toEqual(problems);
    });
  });
}

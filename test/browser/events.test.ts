/** From what happens in a real browser to what a collector receives, and nothing of it that is private. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { understoodRequest } from '../support/otlp-definition.js';
import { Chromium } from './harness/chromium.js';
import { deliverNow, eventsIn, waitForEvent } from './harness/event-log.js';
import { eventually } from './harness/eventually.js';
import { landed } from './harness/landed.js';
import { startRecordingCollector, type RecordingCollector } from './harness/recording-collector.js';
import { samplePolicy } from './harness/sample-policy.js';
import { setScene, type Scene } from './harness/scene.js';
import { press } from './harness/press.js';

const [approved, blocked] = samplePolicy.rules;
const policy = {
  ...samplePolicy,
  rules: [
    approved,
    {
      ...structuredClone(blocked),
      id: 'warned',
      tools: ['bing-image-creator'],
      action: 'warn',
      warn: { justification: 'required' },
    },
    blocked,
  ],
};
const SECRET = 'S3CRET';
const SECRET_URL = `https://user:${SECRET}@chatgpt.com/${SECRET}/c/42?q=${SECRET}#${SECRET}`;

let scene: Scene<Chromium>;
let collector: RecordingCollector;

beforeAll(async () => {
  collector = await startRecordingCollector();
  const events = {
    ...{ eventsEndpoint: `${collector.url}?key=${SECRET}-endpoint`, ring: 'pilot' },
    eventsHeaders: [{ name: 'Authorization', value: `Bearer ${SECRET}-header` }],
  };
  scene = await setScene(
    (request) => Chromium.start({ ...request, managed: { ...request.managed, ...events } }),
    policy,
  );
});
afterAll(async () => {
  await scene.close();
  await collector.close();
});

async function deliveredAfter(count: number): Promise<void> {
  await eventually('a delivery', async () => {
    await deliverNow(scene.browser);
    return collector.requests.length > count;
  });
}

describe('a browser records', () => {
  test('a site that it restricts, once for a visit, and counts the next within a minute', async () => {
    for (const count of [1, 2]) {
      const page = await scene.browser.openRestricted(SECRET_URL);
      await page.waitForSelector('#why:not([hidden])');
      await waitForEvent(
        scene.browser,
        `restricted ${count}`,
        (each) => each.kind === 'restricted' && each.count === count,
      );
      await page.close();
    }
    const restricted = (await eventsIn(scene.browser)).filter(({ kind }) => kind === 'restricted');
    expect(restricted).toMatchObject([
      {
        ...{
          host: 'chatgpt.com',
          tool: 'chatgpt',
          rule: 'consumer-assistants',
          action: 'block',
          revision: 1,
          count: 2,
        },
        ...{ ring: 'pilot', identity: null, justification: null, detail: '' },
      },
    ]);
    expect(restricted[0]?.decisions).toHaveLength(2);
  });

  test('a warning, that its reader continued and why, and that the leave has ended', async () => {
    const page = await scene.browser.openRestricted(`https://www.bing.com/images/create?q=${SECRET}`);
    await page.bringToFront();
    await page.waitForSelector('#continue:not([hidden])');
    await page.type('#justification', 'For the brochure');
    await press(page, '#continue-button');
    await landed(page, 'the page that was warned about', (shown) => shown.startsWith('https:'));
    const warned = await waitForEvent(scene.browser, 'warned', ({ kind }) => kind === 'warned');
    const continued = await waitForEvent(scene.browser, 'continued', ({ kind }) => kind === 'continued');
    expect(continued).toMatchObject({ justification: 'For the brochure', decisions: warned.decisions, rule: 'warned' });
    await page.close();
    await scene.company.publish(samplePolicy);
    await scene.browser.popup({ checkNow: true });
    const ended = await waitForEvent(scene.browser, 'bypass-ended', ({ kind }) => kind === 'bypass-ended');
    expect(ended).toMatchObject({ code: 'withdrawn', decisions: warned.decisions });
  });

  test('policies that are accepted and refused, a problem, and a heartbeat', async () => {
    await waitForEvent(scene.browser, 'accepted', (each) => each.kind === 'policy-accepted' && each.revision === 2);
    const document = await scene.company.document();
    await scene.company.putDocument(document.slice(0, -4));
    await scene.browser.waitUntilCheckIsDue();
    await scene.browser.popup({ checkNow: true });
    await waitForEvent(
      scene.browser,
      'refused',
      (each) => each.kind === 'policy-refused' && each.code === 'signature-invalid',
    );
    await waitForEvent(
      scene.browser,
      'problem',
      (each) => each.kind === 'problem-found' && each.code === 'signature-invalid',
    );
    await scene.company.putDocument(document);
    await scene.browser.waitUntilCheckIsDue();
    await scene.browser.popup({ checkNow: true });
    await waitForEvent(
      scene.browser,
      'solved',
      (each) => each.kind === 'problem-resolved' && each.code === 'signature-invalid',
    );
    const heartbeat = await waitForHeartbeat();
    expect(heartbeat.detail).toMatch(/^extension \d+\.\d+\.\d+, (Chromium|Chrome) \d+[\d.]+, linux$/);
    expect(heartbeat.revision).toBe(2);
  });
});

/** The first comes within 72 seconds of the start. */
async function waitForHeartbeat() {
  await eventually('a heartbeat', async () => (await eventsIn(scene.browser)).some(({ kind }) => kind === 'heartbeat'));
  return waitForEvent(scene.browser, 'heartbeat', ({ kind }) => kind === 'heartbeat');
}

describe('a collector receives', () => {
  test('all of it as OTLP, with the headers that the administrator set', async () => {
    // A heartbeat may come at any time: what is there now is what has to arrive.
    const kept = await eventsIn(scene.browser);
    await eventually('everything that is kept', async () => {
      await deliverNow(scene.browser);
      const bodies = collector.requests.map(({ body }) => body).join('\n');
      return kept.every(({ id }) => bodies.includes(`"${id}"`));
    });
    expect(kept.length).toBeGreaterThan(5);
    for (const { headers, body } of collector.requests) {
      const request = JSON.parse(body) as object;
      expect(understoodRequest(request)).toEqual(request);
      expect(headers).toMatchObject({
        ...{ 'content-type': 'application/json', 'content-encoding': 'gzip' },
        ...{ authorization: `Bearer ${SECRET}-header` },
      });
      expect(headers.cookie).toBeUndefined();
      expect(headers.referer).toBeUndefined();
    }
  });

  test('the same events again after 503, and not after 400', async () => {
    const before = collector.requests.length;
    collector.answers.push({ status: 503, headers: { 'Retry-After': '0' } }, { status: 400 });
    const page = await scene.browser.openRestricted('https://chat.openai.com/');
    await waitForEvent(scene.browser, 'restricted', ({ host }) => host === 'chat.openai.com');
    await page.close();
    await deliveredAfter(before);
    await deliveredAfter(before + 1);
    const [first, second] = collector.requests.slice(before).map(({ body }) => body);
    expect(second).toBe(first);
    await deliverNow(scene.browser);
    const later = await scene.browser.openRestricted('https://www.chatgpt.com/');
    await waitForEvent(scene.browser, 'restricted', ({ host }) => host === 'www.chatgpt.com');
    await later.close();
    await deliveredAfter(before + 2);
    const third = collector.requests[before + 2]?.body ?? '';
    expect(third).toContain('www.chatgpt.com');
    expect(third).toContain('gatepost.events-lost');
    expect(third).not.toContain('"chat.openai.com"');
  });
});

describe('nothing private', () => {
  test('of addresses, titles and forms is in durable storage or in what is sent', async () => {
    const page = await scene.browser.open('https://open.example/');
    await page.evaluate((secret) => {
      document.title = secret;
      document.body.innerHTML = `<form><input name="q" value="${secret}"></form>${secret}`;
      void fetch(`https://chatgpt.com/?q=${secret}`).catch(() => undefined);
    }, SECRET);
    await page.close();
    const stored = await scene.browser.inExtension((each) =>
      each.evaluate(async () => {
        const local = await chrome.storage.local.get(null);
        // What the administrator has configured is kept as a copy, secrets and all; no page of ours shows it.
        return JSON.stringify(Object.entries(local).filter(([key]) => !key.endsWith('.managedCopy')));
      }),
    );
    expect(stored).toContain('chatgpt.com');
    expect(stored).not.toContain(SECRET);
    const bodies = collector.requests.map(({ body }) => body).join('\n');
    expect(bodies).toContain('chatgpt.com');
    expect(bodies).not.toContain(SECRET);
  });

  test('of the collector’s headers and address is on the status page', async () => {
    const overview = await scene.browser.inExtension((page) =>
      page.evaluate(async () =>
        JSON.stringify(await chrome.runtime.sendMessage({ kind: 'overview', languages: ['en'] })),
      ),
    );
    expect(overview).toContain(new URL(collector.url).origin);
    expect(overview).not.toContain(SECRET);
  });
});

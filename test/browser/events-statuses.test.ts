/** A collector that answers with every status: what is sent again, what is not, and when. */
import { expect, test } from '@jest/globals';
import { Chromium } from './harness/chromium.js';
import { deliverNow, waitForEvent } from './harness/event-log.js';
import { eventually } from './harness/eventually.js';
import type { ManagedBrowser } from './harness/managed-browser.js';
import { startRecordingCollector, type CollectorAnswer } from './harness/recording-collector.js';
import { samplePolicy } from './harness/sample-policy.js';
import { withScene } from './harness/scene.js';

interface Deliveries {
  readonly nextAtMs: number | null;
  readonly refused: number;
  readonly list: readonly { readonly atMs: number; readonly outcome: string; readonly count: number }[];
}

const PARTIAL = { partialSuccess: { rejectedLogRecords: '1', errorMessage: 'too old' } };

/** What each answer comes to, and for at least how many seconds the collector is left alone then. */
const ANSWERS: readonly (readonly [answer: CollectorAnswer, outcome: string, waitSeconds: number])[] = [
  [{ status: 200 }, 'taken', 0],
  [{ status: 202, body: '' }, 'taken', 0],
  [{ status: 200, body: 'not json' }, 'taken', 0],
  // After 408 Chromium itself asks once more, before anybody is told.
  ...[400, 401, 403, 404, 405, 413, 415, 418, 500, 501, 505].map((status) => [{ status }, 'refused', 0] as const),
  [{ status: 302, headers: { Location: '/elsewhere' } }, 'later', 40],
  [{ status: 502 }, 'later', 40],
  [{ status: 503, headers: { 'Retry-After': '600' } }, 'later', 600],
  [{ status: 504 }, 'later', 40],
  [{ status: 429, headers: { 'Retry-After': new Date(Date.now() + 3_600_000).toUTCString() } }, 'later', 3_000],
  [{ status: 200, body: JSON.stringify(PARTIAL) }, 'taken', 0],
];

function deliveriesOf(browser: ManagedBrowser): Promise<Deliveries> {
  return browser.inQuietPage((page) =>
    page.evaluate(async () => {
      const stored = await chrome.storage.local.get('v2.eventDeliveries');
      return stored['v2.eventDeliveries'] as Deliveries;
    }),
  );
}

test('each is understood, and nothing but what may be sent again is', async () => {
  const collector = await startRecordingCollector();
  const start = ({ managed, ...request }: Parameters<typeof Chromium.start>[0]) =>
    Chromium.start({ ...request, managed: { ...managed, eventsEndpoint: collector.url } });
  try {
    await withScene(start, samplePolicy, async ({ browser }) => {
      for (const [number, [answer, outcome, waitSeconds]] of ANSWERS.entries()) {
        const host = `visit-${number}.chatgpt.com`;
        const page = await browser.openRestricted(`https://${host}/`);
        await waitForEvent(browser, host, (event) => event.host === host);
        await page.close();
        const before = collector.requests.length;
        collector.answers.push(answer);
        await eventually('the delivery is due', async () => (await deliveriesOf(browser)).nextAtMs !== null);
        await deliverNow(browser);
        await eventually(`request ${number}`, () => Promise.resolve(collector.requests.length > before));
        let latest: Deliveries | undefined;
        await eventually(`answer ${number} is understood`, async () => {
          latest = await deliveriesOf(browser);
          return latest.list.length > number;
        });
        const last = latest?.list.at(number);
        expect({ status: answer.status, outcome: last?.outcome }).toEqual({ status: answer.status, outcome });
        if (outcome === 'later') {
          expect(((latest?.nextAtMs ?? 0) - (last?.atMs ?? 0)) / 1000).toBeGreaterThanOrEqual(waitSeconds);
        }
      }
      const bodies = collector.requests.map(({ body }) => body);
      const sentHow = (number: number) => bodies.filter((body) => body.includes(`visit-${number}.chatgpt.com`)).length;
      // A refused visit goes once; one that meets "later" goes with each request until the collector takes it.
      const firstLater = ANSWERS.findIndex(([, outcome]) => outcome === 'later');
      expect(ANSWERS.slice(0, firstLater).map((_, number) => sentHow(number))).toEqual(
        Array.from({ length: firstLater }, () => 1),
      );
      expect(sentHow(firstLater)).toBe(ANSWERS.length - firstLater);
    });
  } finally {
    await collector.close();
  }
});

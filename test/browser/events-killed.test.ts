/**
 * The worker killed at random moments: no event is lost, and none is told twice with another content. The name of the test
 * has its seed: `GATEPOST_SEED=<seed>` chooses the same moments again.
 */
import { expect, test } from '@jest/globals';
import { Chromium } from './harness/chromium.js';
import { deliverNow, eventsIn } from './harness/event-log.js';
import { eventually } from './harness/eventually.js';
import { startRecordingCollector } from './harness/recording-collector.js';
import { seeded, seedOfRun } from './harness/seed.js';
import { samplePolicy } from './harness/sample-policy.js';
import { withScene } from './harness/scene.js';
import { workerStopper } from './harness/worker-stopper.js';

const KILLS = 50;
/** From before the page asks to after it has been answered twice. */
const WITHIN_MS = 400;

interface SentRecord {
  readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[];
}

function recordsIn(body: string): SentRecord[] {
  const { resourceLogs } = JSON.parse(body) as {
    resourceLogs: { scopeLogs: { logRecords: SentRecord[] }[] }[];
  };
  return resourceLogs.flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords));
}

const attribute = ({ attributes }: SentRecord, name: string) =>
  attributes.find(({ key }) => key === name)?.value.stringValue ?? '';

const seed = seedOfRun();
const chance = seeded(seed);

test(`${KILLS} visits, ${KILLS} kills, with GATEPOST_SEED=${seed}`, async () => {
  const collector = await startRecordingCollector();
  const start = ({ managed, ...request }: Parameters<typeof Chromium.start>[0]) =>
    Chromium.start({ ...request, managed: { ...managed, eventsEndpoint: collector.url } });
  try {
    await withScene(start, samplePolicy, async ({ browser }) => {
      const stopWorker = await workerStopper(browser);
      const hosts = Array.from({ length: KILLS }, (_, number) => `visit-${number}.chatgpt.com`);
      for (const [number, host] of hosts.entries()) {
        const opened = browser.openRestricted(`https://${host}/`);
        await new Promise((resolve) => setTimeout(resolve, chance() * WITHIN_MS));
        await stopWorker();
        const page = await opened;
        await page.waitForSelector('#why:not([hidden])');
        await eventually(`${host} is recorded`, async () =>
          (await eventsIn(browser)).some((each) => each.host === host),
        );
        await page.close();
        // Deliveries are under way while the next kills come, and some fail.
        if (number % 5 === 0) collector.answers.push({ status: 503 });
        if (number % 3 === 0) await deliverNow(browser);
      }
      const restricted = (await eventsIn(browser)).filter(({ kind }) => kind === 'restricted');
      expect(restricted.map(({ host, count }) => `${host ?? ''} ${count}`)).toEqual(hosts.map((host) => `${host} 1`));
      expect(new Set(restricted.map(({ id }) => id)).size).toBe(KILLS);
      const sent = () => collector.requests.flatMap(({ body }) => recordsIn(body));
      collector.answers.splice(0);
      await eventually('every event has arrived', async () => {
        await deliverNow(browser);
        const arrived = new Set(sent().map((each) => attribute(each, 'server.address')));
        return hosts.every((host) => arrived.has(host));
      });
      // What came twice came as the same.
      const different = new Set(sent().map((each) => JSON.stringify(each)));
      expect(different.size).toBe(new Set(sent().map((each) => attribute(each, 'log.record.uid'))).size);
    });
  } finally {
    await collector.close();
  }
});

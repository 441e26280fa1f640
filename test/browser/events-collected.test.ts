/** From a browser through `gatepost serve --collect` to `gatepost report`: the numbers are those of what was done. */
import { expect, test } from '@jest/globals';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { serve } from '../../src/cli/commands/serve/run.js';
import { reportEvents } from '../../src/cli/report/report.js';
import { collectedEvents, collectedLines } from '../support/collected-files.js';
import { temporaryFolders } from '../support/temporary-folder.js';
import { Chromium } from './harness/chromium.js';
import { deliverNow, eventsIn } from './harness/event-log.js';
import { eventually } from './harness/eventually.js';
import { startFirefox } from './harness/firefox.js';
import { landed } from './harness/landed.js';
import type { BrowserRequest, ManagedBrowser } from './harness/managed-browser.js';
import { samplePolicy } from './harness/sample-policy.js';
import { withScene } from './harness/scene.js';
import { press } from './harness/press.js';

const temporaryFolder = temporaryFolders();
const TOKEN = 'a-token-of-some-length';
const SECRET = 'S3CRET';
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
      warn: { justification: 'optional' },
    },
    blocked,
  ],
};

async function visit(browser: ManagedBrowser, url: string, goOn: boolean): Promise<void> {
  const page = await browser.openRestricted(url);
  await page.bringToFront();
  await page.waitForSelector('#why:not([hidden])');
  if (goOn) {
    await press(page, '#continue-button');
    await landed(page, 'the page that was warned about', (shown) => shown.startsWith('https:'));
  }
  await page.close();
}

test.each<[string, (request: BrowserRequest) => Promise<ManagedBrowser>]>([
  ['Chromium', (request) => Chromium.start(request)],
  ['Firefox', (request) => startFirefox(request)],
])('%s', async (name, start) => {
  const parent = await temporaryFolder();
  const [published, folder] = [path.join(parent, 'public'), path.join(parent, 'events')];
  await mkdir(published);
  const server = await serve(published, '127.0.0.1', 0, { folder, token: TOKEN });
  const events = {
    eventsEndpoint: server.eventsUrl,
    eventsHeaders: [{ name: 'Authorization', value: `Bearer ${TOKEN}` }],
  };
  try {
    await withScene(
      (request) => start({ ...request, managed: { ...request.managed, ...events } }),
      policy,
      async (scene) => {
        const { browser } = scene;
        for (let number = 0; number < 3; number += 1)
          await visit(browser, `https://chatgpt.com/${SECRET}?q=${SECRET}`, false);
        await visit(browser, `https://www.bing.com/images/create?q=${SECRET}`, false);
        await visit(browser, `https://www.bing.com/images/create?q=${SECRET}`, true);
        const kept = await eventsIn(browser);
        await eventually('everything has arrived', async () => {
          await deliverNow(browser);
          const arrived = new Set((await collectedEvents(folder)).map(({ id }) => id));
          return kept.every(({ id }) => arrived.has(id));
        });
      },
    );
    const { sections, ...head } = await reportEvents([folder], 1);
    const rowsOf = (id: string) => sections.find((section) => section.id === id)?.rows;
    expect(head).toMatchObject({ browsers: 1, duplicates: 0, unreadable: 0 });
    expect(rowsOf('restrictions')).toEqual([{ tool: 'chatgpt', rule: 'consumer-assistants', times: 3, browsers: 1 }]);
    expect(rowsOf('warnings')).toEqual([
      {
        tool: 'bing-image-creator',
        rule: 'warned',
        warned: 2,
        warned_browsers: 1,
        continued: 1,
        continued_browsers: 1,
        percent: 50,
      },
    ]);
    expect(rowsOf('adoption')).toMatchObject([{ revision: 1, browsers: 1 }]);
    const lines = (await collectedLines(folder)).join('\n');
    expect(lines).toContain(`"browser":"${name}"`);
    expect(lines).not.toContain(SECRET);
    // With the threshold that holds by default, one browser is nobody.
    const suppressed = (await reportEvents([folder], 5)).sections.find(({ id }) => id === 'restrictions');
    expect(suppressed).toMatchObject({ rows: [], suppressed: 1 });
  } finally {
    await server.close();
  }
});

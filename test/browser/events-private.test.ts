/**
 * Secrets in addresses, titles, forms and searches: none of them is in the extension's storage, in memory or on disk, in what
 * it sends, or in the files and reports that are made of it. What is recorded outlives the browser.
 */
import { expect, test } from '@jest/globals';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { startStandIn } from '../../scripts/browser/stand-in-server.mjs';
import { readAccessRequests } from '../../src/cli/report/access-requests.js';
import { serve } from '../../src/cli/commands/serve/run.js';
import { renderEventsCsv } from '../../src/cli/report/render.js';
import { renderEventsHtml } from '../../src/cli/report/render-html.js';
import { reportEvents } from '../../src/cli/report/report.js';
import { IN_ENGLISH } from '../support/event-lines.js';
import { collectedEvents, collectedLines } from '../support/collected-files.js';
import { Chromium } from './harness/chromium.js';
import { startCompany } from './harness/company.js';
import { deliverNow, eventsIn, waitForEvent } from './harness/event-log.js';
import { eventually } from './harness/eventually.js';
import { extensionFiles } from './harness/extension-files.js';
import { landed } from './harness/landed.js';
import { press } from './harness/press.js';
import { eventsPolicy } from './harness/events-policy.js';
import { samplePolicy } from './harness/sample-policy.js';

const SECRET = 'S3CRET';
const [approved, blocked] = samplePolicy.rules;
const policy = {
  ...eventsPolicy,
  rules: [
    approved,
    { ...structuredClone(blocked), id: 'warned', tools: ['bing-image-creator'], action: 'warn' },
    blocked,
    { id: 'watch', tools: ['watched'], action: 'observe' },
  ],
};

/** What the policy's host is asked, as it passes. */
async function startListeningHost(policyUrl: string) {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push([request.url, ...request.rawHeaders].join('\n'));
    void fetch(policyUrl).then(async (answer) => response.end(Buffer.from(await answer.arrayBuffer())));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { heard, url: `http://127.0.0.1:${port}/policy.jws`, close };
}

/** A page whose title, text, form and own storage are secret, and which sends its form to a restricted site. */
async function useObservedPage(browser: Chromium): Promise<void> {
  const address = `https://user:${SECRET}@watched.example/${SECRET}?q=${SECRET}#${SECRET}`;
  const page = await browser.open(address, (shown) => shown.startsWith('https://watched.example/'));
  await waitForEvent(browser, 'observed', ({ kind }) => kind === 'observed');
  await page.bringToFront();
  await page.evaluate((secret) => {
    document.title = secret;
    localStorage.setItem(secret, secret);
    document.body.innerHTML = `<h1>${secret}</h1><form method="post" action="https://chatgpt.com/${secret}?q=${secret}">
      <input name="prompt"><textarea name="${secret}">${secret}</textarea><button>Send</button></form>`;
  }, SECRET);
  await page.type('input', SECRET);
  await page.click('button');
  await landed(page, 'the explanation page', browser.isBlockedPage);
  await page.waitForSelector('#request:not([hidden])');
  await waitForEvent(browser, 'restricted', ({ kind }) => kind === 'restricted');
  await press(page, '#request-link');
  await waitForEvent(browser, 'requested', ({ kind }) => kind === 'requested');
}

async function continueAfterWarning(browser: Chromium): Promise<void> {
  const page = await browser.openRestricted(`https://www.bing.com/images/create/${SECRET}?q=${SECRET}`);
  await page.bringToFront();
  await page.waitForSelector('#continue:not([hidden])');
  await press(page, '#continue-button');
  await landed(page, 'the page that was warned about', (shown) => shown.startsWith('https:'));
  await waitForEvent(browser, 'continued', ({ kind }) => kind === 'continued');
}

async function search(browser: Chromium): Promise<void> {
  const page = await browser.open(`${browser.extensionOrigin}/status.html`);
  await page.bringToFront();
  await page.type('#search', SECRET);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.getElementById('found-live')?.textContent !== '');
  await page.close();
}

test('nothing secret is kept, sent or reported, and what is kept is there after a restart', async () => {
  const company = await startCompany();
  const standIn = await startStandIn();
  const host = await startListeningHost(company.managed.policyUrl);
  const folder = path.join(company.workDir, 'events');
  await mkdir(path.join(company.workDir, 'empty'));
  const server = await serve(path.join(company.workDir, 'empty'), '127.0.0.1', 0, { folder, token: null });
  await company.publish(policy);
  const managed = { ...company.managed, policyUrl: host.url, eventsEndpoint: server.eventsUrl };
  const userDataDir = path.join(company.workDir, 'profile');
  const start = () => Chromium.start({ workDir: company.workDir, standInPort: standIn.port, managed, userDataDir });
  let browser = await start();
  try {
    await browser.waitUntilEnforced();
    await useObservedPage(browser);
    await continueAfterWarning(browser);
    await search(browser);
    const kept = await eventsIn(browser);
    const stored = await browser.inExtension((page) =>
      page.evaluate(async () => JSON.stringify(await chrome.storage.local.get(null))),
    );
    expect(stored).toContain('watched.example');
    expect(stored).not.toContain(SECRET);
    await browser.close();

    const onDisk = await extensionFiles(userDataDir);
    expect(onDisk).toContain('watched.example');
    expect(onDisk).not.toContain(SECRET);

    browser = await start();
    await browser.waitUntilEnforced();
    expect((await eventsIn(browser)).slice(0, kept.length).map(({ id }) => id)).toEqual(kept.map(({ id }) => id));
    // Once a page has its answer, what the browser delivers late after a start is there.
    await browser.inExtension((page) =>
      page.evaluate(() => chrome.runtime.sendMessage({ kind: 'overview', languages: ['en'] })),
    );
    await deliverNow(browser);
    await eventually('everything has arrived', async () => {
      const arrived = new Set((await collectedEvents(folder)).map(({ id }) => id));
      return kept.every(({ id }) => arrived.has(id));
    });

    const report = await reportEvents([folder], 1);
    const files = [
      ...(await collectedLines(folder)),
      ...[
        renderEventsHtml(report, IN_ENGLISH),
        renderEventsCsv(report),
        JSON.stringify(await readAccessRequests([folder])),
      ],
    ].join('\n');
    for (const word of ['chatgpt.com', 'www.bing.com', 'watched.example']) expect(files).toContain(word);
    expect(files).not.toContain(SECRET);
    expect(host.heard.length).toBeGreaterThan(0);
    expect(host.heard.join('\n')).not.toContain(SECRET);
  } finally {
    await browser.close();
    await server.close();
    host.close();
    await standIn.close();
    await company.close();
  }
});

/** What people do beside being stopped: an observed page, a chosen alternative, what only a guard could close, and a request that is granted. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { readAccessRequests } from '../../src/cli/report/access-requests.js';
import { grant } from '../../src/cli/commands/grant/run.js';
import { refuse } from '../../src/cli/commands/refuse/run.js';
import { serve, type PolicyServer } from '../../src/cli/commands/serve/run.js';
import { collectedLines } from '../support/collected-files.js';
import { temporaryFolders } from '../support/temporary-folder.js';
import { Chromium } from './harness/chromium.js';
import { deliverNow, eventsIn, waitForEvent } from './harness/event-log.js';
import { eventually } from './harness/eventually.js';
import { startFirefox } from './harness/firefox.js';
import type { BrowserRequest, ManagedBrowser } from './harness/managed-browser.js';
import { eventsPolicy } from './harness/events-policy.js';
import { samplePolicy } from './harness/sample-policy.js';
import { setScene, type Scene } from './harness/scene.js';
import { press } from './harness/press.js';

const temporaryFolder = temporaryFolders();
const SECRET = 'S3CRET';
const IDENTITY = 'ada@contoso.example';
const DAY_MS = 24 * 3_600_000;
const policy = {
  ...eventsPolicy,
  rules: [...samplePolicy.rules, { id: 'watch', tools: ['watched'], action: 'observe' }],
};

const BROWSERS: [string, (request: BrowserRequest) => Promise<ManagedBrowser>][] = [
  ['Chromium', (request) => Chromium.start(request)],
  ['Firefox', (request) => startFirefox(request)],
];

describe.each(BROWSERS)('%s', (_, start) => {
  let scene: Scene<ManagedBrowser>;
  let server: PolicyServer;
  let folder: string;

  beforeAll(async () => {
    const parent = await temporaryFolder();
    folder = path.join(parent, 'events');
    await mkdir(path.join(parent, 'public'));
    server = await serve(path.join(parent, 'public'), '127.0.0.1', 0, { folder, token: null });
    const events = { eventsEndpoint: server.eventsUrl, identity: IDENTITY };
    scene = await setScene((request) => start({ ...request, managed: { ...request.managed, ...events } }), policy);
  });
  afterAll(async () => {
    await scene.close();
    await server.close();
  });

  test('counts a page of an observed site, and nothing else of it', async () => {
    const page = await scene.browser.open(`https://watched.example/${SECRET}?q=${SECRET}`);
    const observed = await waitForEvent(scene.browser, 'observed', ({ kind }) => kind === 'observed');
    expect(observed).toMatchObject({ host: 'watched.example', tool: 'watched', rule: 'watch', action: 'observe' });
    await page.close();
  });

  test('tells which tool was chosen in the place of another', async () => {
    const page = await scene.browser.openRestricted(`https://chatgpt.com/${SECRET}`);
    await page.bringToFront();
    await page.waitForSelector('#alternatives a');
    await press(page, '#alternatives a');
    const chosen = await waitForEvent(scene.browser, 'alternative', ({ kind }) => kind === 'alternative-opened');
    expect(chosen).toMatchObject({ tool: 'chatgpt', code: 'assistant', host: 'chatgpt.com' });
    await page.close();
  });

  test('tells which miss a guard has closed', async () => {
    const page = await scene.browser.open('https://www.bing.com/');
    await page.evaluate((secret) => {
      history.pushState({}, '', `/images/create?q=${secret}`);
    }, SECRET);
    const acted = await waitForEvent(
      scene.browser,
      'guard',
      ({ kind, host }) => kind === 'guard-blocked' && host === 'www.bing.com',
    );
    expect(acted).toMatchObject({ code: 'in-page', tool: 'bing-image-creator', count: 1 });
    const restricted = await waitForEvent(scene.browser, 'restricted', ({ host }) => host === 'www.bing.com');
    expect(restricted.decisions).toEqual(acted.decisions);
    // On a busy machine the guard has ended it with its tab.
    await page.close().catch(() => undefined);
  });

  test('tells that a page was open before the policy that restricts it', async () => {
    await scene.browser.open(`https://later.example/${SECRET}`);
    const later = { id: 'later', sites: ['later.example'], action: 'block', reason: 'data' };
    await scene.company.publish({ ...policy, rules: [...policy.rules, later] });
    await scene.browser.waitUntilCheckIsDue();
    await scene.browser.popup({ checkNow: true });
    const acted = await waitForEvent(
      scene.browser,
      'guard',
      ({ kind, host }) => kind === 'guard-blocked' && host === 'later.example',
    );
    expect(acted).toMatchObject({ code: 'already-open', tool: null, rule: 'later', revision: 2 });
  });

  test('carries the name that the administrator has set, and says so on the status page', async () => {
    const named = (await eventsIn(scene.browser)).filter(({ identity }) => identity === IDENTITY);
    expect(named.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['observed', 'restricted', 'guard-blocked']));
    const page = await scene.browser.open(`${scene.browser.extensionOrigin}/status.html`);
    await page.waitForFunction(
      (name) => document.getElementById('records-sent')?.innerText.includes(name),
      {},
      IDENTITY,
    );
    const seen = () =>
      page.$$eval('#event-rows pre', (all) =>
        all.flatMap((each) => (each.checkVisibility() ? [each.textContent] : [])),
      );
    expect(await seen()).toEqual([]);
    await page.bringToFront();
    await page.click('#events-full');
    const shown = await seen();
    const isShown = (id: string) =>
      shown.some((each) => each.includes(`id: ${id}\n`) && each.includes(`: ${IDENTITY}`));
    expect(named.filter(({ id }) => !isShown(id))).toEqual([]);
    await page.close();
  });

  test('takes a request to the administrator, and the grant back to the page that waits', async () => {
    const page = await scene.browser.openRestricted('https://chatgpt.com/granted');
    await page.bringToFront();
    await page.waitForSelector('#request:not([hidden])');
    await press(page, '#request-link');
    const { id } = await waitForEvent(scene.browser, 'requested', ({ kind }) => kind === 'requested');
    await eventually('the request has arrived', async () => {
      await deliverNow(scene.browser);
      return (await readAccessRequests([folder]).catch(() => [])).some((request) => request.id === id);
    });
    const policyFile = path.join(scene.company.workDir, 'policy.yaml');
    const untilMs = Date.now() + 7 * DAY_MS;
    const publishAnswer = async () => {
      await scene.company.publish(parse(await readFile(policyFile, 'utf8')) as object);
      await scene.browser.waitUntilCheckIsDue();
      await scene.browser.popup({ checkNow: true });
    };
    const answer = { request: id, events: [folder], policyFile, untilMs };
    await refuse({ ...answer, reason: 'Use the approved tools.', nowMs: Date.now() });
    await publishAnswer();
    await page.waitForFunction(() => document.getElementById('refusal')?.innerText.includes('Use the approved tools.'));
    expect(await page.$eval('#request', (request) => request.checkVisibility())).toBe(false);
    await grant({ ...answer, reason: 'For a week.' });
    await publishAnswer();
    // It stays until its reader has read it.
    await page.bringToFront();
    await page.waitForFunction(() => document.getElementById('why')?.innerText.includes('For a week.'));
    await page.click('#opening a');
    await eventually('the page has gone on', () => Promise.resolve(page.url() === 'https://chatgpt.com/granted'));
    const status = await scene.browser.inExtension((own) =>
      own.evaluate(() =>
        chrome.runtime.sendMessage<object, { site: object }>({
          ...{ kind: 'status', url: 'https://chatgpt.com/', languages: ['en'] },
        }),
      ),
    );
    // A window ends at a whole second.
    expect(status.site).toMatchObject({ kind: 'approved', grantedUntilMs: Math.floor(untilMs / 1000) * 1000 });
    expect((await collectedLines(folder)).join('\n')).not.toContain(SECRET);
    await page.close();
  });
});

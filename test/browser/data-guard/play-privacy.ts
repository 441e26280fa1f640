/** After every way in and every outcome: nothing of a text is in storage, on disk, in what was sent, or in what is reported. */
import { expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Chromium } from '../harness/chromium.js';
import { deliverNow } from '../harness/event-log.js';
import { eventually } from '../harness/eventually.js';
import { extensionFiles } from '../harness/extension-files.js';
import type { ManagedBrowser } from '../harness/managed-browser.js';
import { downloadInto, savedSupportFile } from '../harness/support-file.js';
import { COLLECTED, type Stage } from './stage.js';

type Request = ReturnType<Stage['scene']>['standIn']['requests'][number];

/** What the extension keeps, as one text: every storage area and every database of its own. */
function storedBy(browser: ManagedBrowser): Promise<string> {
  return browser.inExtension((page) =>
    page.evaluate(async () => {
      const { local, session, sync } = chrome.storage;
      const areas = await Promise.all([local, session, sync].map((area) => area.get(null)));
      const done = <Result>(request: IDBRequest<Result>) =>
        new Promise<Result>((resolve, reject) => {
          request.onsuccess = () => {
            resolve(request.result);
          };
          request.onerror = () => {
            reject(new Error(request.error?.message));
          };
        });
      const contents: unknown[] = [];
      for (const { name = '' } of await indexedDB.databases()) {
        const database = await done(indexedDB.open(name));
        for (const store of database.objectStoreNames)
          contents.push(name, store, await done(database.transaction(store).objectStore(store).getAll()));
        database.close();
      }
      return JSON.stringify([areas, contents, Object.entries(localStorage)]);
    }),
  );
}

/** What the status page shows, and the file that is saved there for the support. */
async function reportedBy({ browser, company }: ReturnType<Stage['scene']>): Promise<string> {
  const folder = path.join(company.workDir, 'support');
  let shown = '';
  const read = async (page: Awaited<ReturnType<ManagedBrowser['open']>>) => {
    await page.waitForFunction(() => document.body.textContent.includes('github-token'));
    shown = await page.evaluate(() => document.body.textContent);
  };
  if (browser instanceof Chromium) {
    const file = await savedSupportFile(browser, folder, async (page) => {
      await downloadInto(page, folder);
      await read(page);
    });
    return shown + (await readFile(file, 'utf8'));
  }
  const page = await browser.open(`${browser.extensionOrigin}/status.html`);
  await read(page);
  await page.close();
  return shown;
}

/** What was sent, as it reads there. */
function textOf({ headers, body, bytes }: Request): string {
  return headers['content-encoding'] === 'gzip' ? gunzipSync(bytes).toString() : body;
}

/** @param planted what was in the texts, and in nothing else */
export function playPrivacy({ scene, chat }: Stage, planted: readonly string[]): void {
  test('nothing of a text is stored, sent or reported', async () => {
    const { browser, standIn, company } = scene();
    const found = { stored: await storedBy(browser), reported: await reportedBy(scene()) };
    await chat().endDay();
    await browser.popup({ checkNow: true });
    const collected = () => standIn.requests.filter(({ path: at }) => at === COLLECTED).map(textOf);
    await eventually('the collector has the counts of the day', async () => {
      await deliverNow(browser);
      return collected().some((body) => body.includes('github-token'));
    });
    const places = {
      ...found,
      storedAfterwards: await storedBy(browser),
      storedByThePage: await chat().page.evaluate(() =>
        JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie]),
      ),
      sent: standIn.requests.map((each) => each.url + JSON.stringify(each.headers) + textOf(each)).join('\n'),
      onDisk: await extensionFiles(company.workDir),
    };
    // That each place is looked at: what it does hold is found there.
    expect(places.stored).toContain('github-token');
    expect(places.reported).toContain('github-token');
    expect(places.sent).toContain('github-token');
    if (browser instanceof Chromium) expect(places.onDisk).toContain('github-token');
    const leaks = Object.entries(places).flatMap(([place, text]) =>
      planted.filter((each) => text.includes(each)).map((each) => `${each} in ${place}`),
    );
    expect(leaks).toEqual([]);
  });
}

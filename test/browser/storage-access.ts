/** What a page's process could reach if it were taken over: the extension's storage, from the world of a guard. */
import { afterAll, beforeAll, test } from '@jest/globals';
import { samplePolicy } from './harness/sample-policy.js';
import { setScene, type Scene } from './harness/scene.js';
import type { BrowserRequest, ManagedBrowser } from './harness/managed-browser.js';
import { eventually } from './harness/eventually.js';
import { addressOf } from './matrix/stage.js';

/** A host of which a path is restricted: its pages have a dynamic guard. */
const CHECKED_PAGE = 'https://www.bing.com/search';
const RESTRICTED_PATH = '/images/create';

interface Reached {
  readonly area: string;
  readonly read: string | null;
  readonly written: boolean;
}

/** Tries every area in the world in which guards run. */
export async function reachFromGuardsWorld({ browser }: Scene<ManagedBrowser>): Promise<Reached[]> {
  const page = await browser.open(CHECKED_PAGE);
  const reached = await browser.inExtension((own) =>
    own.evaluate(async (address) => {
      const tryAreas = async () => {
        const areas = ['local', 'session', 'sync', 'managed'] as const;
        return Promise.all(
          areas.map(async (area) => ({
            area,
            read: await Promise.resolve()
              .then(() => chrome.storage[area].get(null))
              .then(JSON.stringify, () => null),
            written: await Promise.resolve()
              .then(() => chrome.storage[area].set({ planted: true, 'v2.policy': {} }))
              .then(
                () => true,
                () => false,
              ),
          })),
        );
      };
      const [tab] = (await chrome.tabs.query({})).filter(({ url }) => url === address);
      const [answer] = await chrome.scripting.executeScript({ target: { tabId: tab?.id ?? -1 }, func: tryAreas });
      return answer?.result ?? [];
    }, CHECKED_PAGE),
  );
  await page.close();
  return reached;
}

/** @param expectReached what the browser lets such a world do */
export function playStorageAccess(
  start: (request: BrowserRequest) => Promise<ManagedBrowser>,
  expectReached: (reached: readonly Reached[]) => void,
): void {
  let scene: Scene<ManagedBrowser>;
  beforeAll(async () => {
    scene = await setScene(start, samplePolicy);
  });
  afterAll(() => scene.close());

  test('a guard’s world reads and writes no storage of the extension', async () => {
    expectReached(await reachFromGuardsWorld(scene));
  });

  test('guards decide all the same, from the first moment and inside the page', async () => {
    const { browser } = scene;
    const page = await browser.open(CHECKED_PAGE);
    await page.bringToFront();
    await page.evaluate((path) => {
      history.pushState(null, '', path);
    }, RESTRICTED_PATH);
    // A page that is slow to leave is taken away with its tab, and explained in another.
    await eventually('the page is explained', async () => {
      const pages = await browser.browser.pages();
      const addresses = await Promise.all(pages.map((each) => addressOf(each)));
      return addresses.some((each) => browser.isBlockedPage(each) && each.includes(RESTRICTED_PATH));
    });
  });
}

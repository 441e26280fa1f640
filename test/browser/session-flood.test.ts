/** A page that has frames restricted without end, at addresses as long as they may be: the next reader notices nothing. */
import { expect, test } from '@jest/globals';
import { Chromium } from './harness/chromium.js';
import { eventually } from './harness/eventually.js';
import { RESTRICTED_URL, samplePolicy } from './harness/sample-policy.js';
import { withScene } from './harness/scene.js';

const [approved, blocked] = samplePolicy.rules;
const policy = {
  ...samplePolicy,
  rules: [approved, { ...blocked, action: 'warn', warn: { minutes: 30, justification: 'none' } }],
};

/** Together longer than all that a session's storage takes, which is 10 MB. */
const LONG_FRAMES = 14;
const LONG = 900_000;
const SHORT_FRAMES = 60;

test('frames at long addresses do not keep the next page from being explained, continued and remembered', async () => {
  await withScene(
    (request) => Chromium.start(request),
    policy,
    async ({ browser }) => {
      const page = await browser.open('https://open.example/');
      await page.evaluate(
        async (long, length, short) => {
          const load = (url: string) => {
            const frame = document.body.appendChild(document.createElement('iframe'));
            const loaded = new Promise((resolve) => (frame.onload = resolve));
            frame.src = url;
            return loaded;
          };
          for (let index = 0; index < long; index += 1) {
            await load(`https://chatgpt.com/?${index}=${'x'.repeat(length)}`);
          }
          await Promise.all(Array.from({ length: short }, (_, index) => load(`https://chatgpt.com/${index}`)));
        },
        LONG_FRAMES,
        LONG,
        SHORT_FRAMES,
      );
      const bytes = () => browser.inExtension((own) => own.evaluate(() => chrome.storage.session.getBytesInUse()));
      // By then the frames have been explained, as far as they will be.
      await eventually('frames are remembered', async () => (await bytes()) > 500);
      expect(await bytes()).toBeLessThan(100_000);
      await page.close();

      const warned = await browser.openRestricted(RESTRICTED_URL);
      await warned.bringToFront();
      await warned.waitForSelector('#continue:not([hidden])');
      await warned.click('#continue-button');
      await warned.waitForFunction((url: string) => location.href === url, { polling: 50 }, RESTRICTED_URL);
      expect((await browser.popup()).problems).toEqual([]);
    },
  );
});

/** The acts of the matrix that another extension does. */
import { neighbourPage } from '../harness/neighbour.js';
import { addFrame, type Act } from './requests.js';

export const NEIGHBOURS: Record<string, Act> = {
  'another extension allows it': async (stage) => {
    const page = await stage.open(neighbourPage(stage.browser.extensionOrigin));
    await page.evaluate(
      (host) =>
        chrome.declarativeNetRequest.updateSessionRules({
          addRules: [
            {
              id: 1,
              priority: 2_147_483_647,
              action: { type: 'allow' },
              condition: { requestDomains: [host], resourceTypes: ['main_frame'] },
            },
          ],
        }),
      stage.closed,
    );
    await stage.open(`https://${stage.closed}/plain`);
  },
  'another extension fetches it': async (stage) => {
    const page = await stage.open(neighbourPage(stage.browser.extensionOrigin));
    const read = (url: string) =>
      fetch(url).then(
        (answer) => answer.text(),
        () => '',
      );
    stage.result = (await page.evaluate(read, `https://${stage.closed}/plain`)) === '' ? 'failed' : 'shown';
  },
  'another extension frames it': async (stage) => {
    const page = await stage.open(neighbourPage(stage.browser.extensionOrigin));
    await addFrame(page, { src: `https://${stage.closed}/plain` });
    // Firefox's driver tells of no frame in an extension's page.
    stage.result = stage.reached(stage.closed) ? 'shown' : 'failed';
  },
  'another extension downloads it': async (stage) => {
    const page = await stage.open(neighbourPage(stage.browser.extensionOrigin));
    const start = (url: string) => chrome.downloads.download({ url }).catch(() => undefined);
    await page.evaluate(start, `https://${stage.closed}/file.pdf`);
    await page.evaluate(start, `https://${stage.other}/file.pdf`);
    // Only once an open site's file was asked for is it known that this one would have been.
    await stage.sites.waitForRequest(({ host, path }) => host === stage.other && path === '/file.pdf');
    stage.result = stage.reached(stage.closed) ? 'shown' : 'failed';
  },
};

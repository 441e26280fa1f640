/** The acts of the matrix that another extension does. */
import { openSocket } from '../harness/asking.js';
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
  'another extension redirects it': async (stage) => {
    const page = await stage.open(neighbourPage(stage.browser.extensionOrigin));
    await page.evaluate(
      (host, url) =>
        chrome.declarativeNetRequest.updateSessionRules({
          addRules: [
            {
              id: 2,
              priority: 2_147_483_647,
              action: { type: 'redirect', redirect: { url } },
              condition: { requestDomains: [host], resourceTypes: ['main_frame'] },
            },
          ],
        }),
      stage.closed,
      `https://${stage.other}/elsewhere`,
    );
    await stage.open(`https://${stage.closed}/plain`);
    stage.result = stage.reached(stage.closed) ? 'shown' : 'failed';
  },
  'another extension takes the company’s header off': async (stage) => {
    const page = await stage.open(neighbourPage(stage.browser.extensionOrigin));
    await page.evaluate(() =>
      chrome.declarativeNetRequest.updateSessionRules({
        addRules: [
          {
            id: 3,
            priority: 2_147_483_647,
            action: {
              type: 'modifyHeaders',
              requestHeaders: [{ header: 'anthropic-allowed-org-ids', operation: 'remove' }],
            },
            condition: { requestDomains: ['claude.ai'], resourceTypes: ['main_frame'] },
          },
        ],
      }),
    );
    await stage.open('https://claude.ai/without');
    await page.evaluate(() => chrome.declarativeNetRequest.updateSessionRules({ removeRuleIds: [3] }));
    await stage.open('https://claude.ai/with');
    const headerAt = async (path: string) => {
      const { headers } = await stage.sites.waitForRequest((each) => each.host === 'claude.ai' && each.path === path);
      return headers['anthropic-allowed-org-ids'];
    };
    if ((await headerAt('/with')) === undefined) throw new Error('the header was not there before it was taken off');
    stage.result = (await headerAt('/without')) === undefined ? 'shown' : 'failed';
  },
  'another extension opens a WebSocket to it': async (stage) => {
    const page = await stage.open(neighbourPage(stage.browser.extensionOrigin));
    const socket = await page.evaluate(openSocket, `wss://${stage.closed}/socket`);
    stage.result = socket === 'answered' ? 'shown' : 'failed';
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

/** The acts of the matrix that ask for something of a restricted site, each in another way. */
import type { Page } from 'puppeteer-core';
import { fetchIt, openEvents, openSocket, requestIt, showIt } from '../harness/asking.js';
import type { Stage } from './stage.js';

export type Act = (stage: Stage) => Promise<void>;

/** Adds a frame to a page, and waits until it has loaded whatever stands in it then. */
export async function addFrame(page: Page, attributes: Record<string, string>): Promise<void> {
  await page.evaluate(
    (given) =>
      new Promise<void>((resolve) => {
        const frame = document.createElement('iframe');
        for (const [name, value] of Object.entries(given)) frame.setAttribute(name, value);
        frame.onload = () => {
          resolve();
        };
        document.body.append(frame);
      }),
    attributes,
  );
}

/** Asks from an open page; `failed` is what must come of it. @param run gives that word, or `answered` */
function asking(run: (url: string) => Promise<string>, path: string): Act {
  return async (stage) => {
    const page = await stage.open(`https://${stage.other}/`);
    // That an open site answers the same shows that the failure says something.
    const open = await page.evaluate(run, `https://${stage.other}${path}`);
    if (open !== 'answered') throw new Error(`an open site was asked in vain: ${open}`);
    stage.result = (await page.evaluate(run, `https://${stage.closed}${path}`)) === 'failed' ? 'failed' : 'shown';
  };
}

export const REQUESTS: Record<string, Act> = {
  'by a chain of redirects': async (stage) => {
    const last = encodeURIComponent(`https://${stage.closed}/plain`);
    const second = encodeURIComponent(`https://second.example/redirect?to=${last}`);
    await stage.open(`https://${stage.other}/redirect?to=${second}`);
  },
  'through translate.goog': async (stage) => {
    await stage.open('https://closed-example.translate.goog/plain');
  },
  // The stand-in answers as the translator does: it leads on to the page's own address there.
  'through translate.google.com': async (stage) => {
    await stage.open(`https://translate.google.com/translate?sl=auto&tl=de&u=https://closed.example/plain`);
  },
  'a PDF': async (stage) => {
    await stage.open(`https://${stage.closed}/file.pdf`);
  },
  'its source': async (stage) => {
    stage.isAskedFirst = true;
    await stage.open(`view-source:https://${stage.closed}/plain`);
    // Chromium shows the source of the block page, which explains nothing.
    const isChromium = stage.browser.extensionOrigin.startsWith('chrome-extension:');
    if (isChromium) stage.result = stage.reached(stage.closed) ? 'shown' : 'failed';
  },
  'its reader view': async (stage) => {
    stage.isAskedFirst = true;
    await stage.open(`about:reader?url=${encodeURIComponent(`https://${stage.closed}/plain`)}`);
  },
  'its reader view, in capitals': async (stage) => {
    stage.isAskedFirst = true;
    await stage.open(`about:READER?url=${encodeURIComponent(`https://${stage.closed}/plain`)}`);
  },
  'a download': async (stage) => {
    const page = await stage.open(`https://${stage.other}/`);
    await page.evaluate((host) => {
      const link = document.createElement('a');
      link.href = `https://${host}/file.pdf`;
      link.download = 'file.pdf';
      document.body.append(link);
      link.click();
    }, stage.closed);
  },
  'a beacon': async (stage) => {
    const page = await stage.open(`https://${stage.other}/`);
    await page.evaluate((host) => navigator.sendBeacon(`https://${host}/beacon`, 'text'), stage.closed);
    await page.evaluate((host) => navigator.sendBeacon(`https://${host}/beacon`, 'text'), stage.other);
    await stage.sites.waitForRequest(({ host, path }) => host === stage.other && path === '/beacon');
    stage.result = stage.reached(stage.closed) ? 'shown' : 'failed';
  },
  'a fetch': asking(fetchIt, '/content'),
  'an XMLHttpRequest': asking(requestIt, '/content'),
  'an image': asking(showIt, '/picture.svg'),
  'a WebSocket': asking(openSocket, '/socket'),
  'an EventSource': asking(openEvents, '/events'),
  'a worker’s fetch': asking(askByWorker, '/content'),
  'a shared worker’s fetch': asking(askBySharedWorker, '/content'),
  'a site’s own worker’s fetch': asking(askByServiceWorker, '/content'),
};

function askByWorker(url: string): Promise<string> {
  return new Promise((resolve) => {
    const worker = new Worker('/asking-worker.js');
    worker.onmessage = ({ data }) => {
      resolve(String(data));
    };
    worker.postMessage(url);
  });
}

function askBySharedWorker(url: string): Promise<string> {
  return new Promise((resolve) => {
    const { port } = new SharedWorker('/asking-worker.js');
    port.onmessage = ({ data }) => {
      resolve(String(data));
    };
    port.postMessage(url);
  });
}

async function askByServiceWorker(url: string): Promise<string> {
  await navigator.serviceWorker.register('/asking-worker.js');
  const { active } = await navigator.serviceWorker.ready;
  return new Promise((resolve) => {
    navigator.serviceWorker.onmessage = ({ data }) => {
      resolve(String(data));
    };
    active?.postMessage(url);
  });
}

/** The acts of the matrix that ask for something of a restricted site, each in another way. */
import type { Page } from 'puppeteer-core';
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

/** Asks from an open page; `failed` is what must come of it. */
async function ask(stage: Stage, run: (url: string) => Promise<string>, url: string): Promise<void> {
  const page = await stage.open(`https://${stage.other}/`);
  stage.result = (await page.evaluate(run, url)) === 'failed' ? 'failed' : 'shown';
}

export const REQUESTS: Record<string, Act> = {
  'by a chain of redirects': async (stage) => {
    const last = encodeURIComponent(`https://${stage.closed}/plain`);
    const second = encodeURIComponent(`https://second.example/redirect?to=${last}`);
    await stage.open(`https://${stage.other}/redirect?to=${second}`);
  },
  'with a dot, a port and capitals': async (stage) => {
    await stage.open(`https://${stage.closed.toUpperCase()}.:8443/plain`);
  },
  'through translate.goog': async (stage) => {
    await stage.open('https://closed-example.translate.goog/plain');
  },
  'a PDF': async (stage) => {
    await stage.open(`https://${stage.closed}/file.pdf`);
  },
  'its source': async (stage) => {
    const page = await stage.open(`https://${stage.other}/`);
    await page.goto(`view-source:https://${stage.closed}/plain`, { timeout: 3_000 }).catch(() => undefined);
    stage.result = stage.reached(stage.closed) ? 'shown' : 'failed';
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
  'a fetch': (stage) =>
    ask(
      stage,
      (url) =>
        fetch(url).then(
          () => 'answered',
          () => 'failed',
        ),
      `https://${stage.closed}/content`,
    ),
  'a WebSocket': (stage) =>
    ask(
      stage,
      (url) =>
        new Promise((resolve) => {
          const socket = new WebSocket(url);
          socket.onopen = () => {
            resolve('answered');
          };
          socket.onerror = () => {
            resolve('failed');
          };
        }),
      `wss://${stage.closed}/socket`,
    ),
  'an EventSource': (stage) =>
    ask(
      stage,
      (url) =>
        new Promise((resolve) => {
          const source = new EventSource(url);
          source.onopen = () => {
            resolve('answered');
          };
          source.onerror = () => {
            resolve('failed');
          };
        }),
      `https://${stage.closed}/events`,
    ),
};

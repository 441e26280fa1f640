/** The acts of the matrix with windows that have no address of their own, and with frames inside such windows. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Frame, Page } from 'puppeteer-core';
import { eventually } from '../harness/eventually.js';
import type { Act } from './requests.js';
import { WITNESS } from './sites.js';
import type { Stage } from './stage.js';

/** The window that this leads a page to open. */
async function windowOf(stage: Stage, open: () => Promise<void>): Promise<Page> {
  const { browser } = stage.browser;
  const before = await browser.pages();
  await open();
  let window: Page | undefined;
  await eventually('the window opens', async () => {
    window = (await browser.pages()).find((page) => !before.includes(page));
    return window !== undefined;
  });
  if (window === undefined) throw new Error('the window did not open');
  stage.pages.push(window);
  return window;
}

/** A window that a restricted page opens, and that holds a connection of its own. */
function ofRestricted(open: (host: string) => void, { isSeen = true } = {}): Act {
  return async (stage) => {
    const page = await stage.open(`https://${stage.closed}/plain`);
    const openIt = () => page.evaluate(open, stage.closed);
    if (isSeen) stage.seat = await windowOf(stage, openIt);
    else await openIt();
    stage.unseen = isSeen ? 0 : 1;
    await stage.sites.waitForRequest(({ host, path: asked }) => host === stage.closed && asked === '/socket');
    stage.isConnected = () => Promise.resolve((stage.sites.live.get(stage.closed) ?? 0) > 0);
  };
}

/** A window that an open site's page opens, with a restricted frame inside. */
function withFrame(open: (host: string) => void): Act {
  return async (stage) => {
    const page = await stage.open(`https://${stage.other}/`);
    const opened = await windowOf(stage, () => page.evaluate(open, stage.closed));
    stage.seat = await restrictedFrameIn(stage, opened);
  };
}

/** Once its script has run. */
async function restrictedFrameIn({ closed, sites }: Stage, page: Page): Promise<Frame> {
  const url = `https://${closed}/plain`;
  const frame = await page.waitForFrame((each: Frame) => each.url() === url);
  await sites.waitForRequest(({ host, path: told }) => host === WITNESS && told.endsWith(encodeURIComponent(url)));
  return frame;
}

export const WINDOWS: Record<string, Act> = {
  'open blank window': ofRestricted((host) => {
    const opened = window.open('about:blank') as (Window & typeof globalThis) | null;
    if (opened !== null) new opened.WebSocket(`wss://${host}/socket`);
  }),
  'open blob window of a sandboxed frame': ofRestricted((host) => {
    const page = `<h1>made here</h1><script>new WebSocket("wss://${host}/socket")<\\/script>`;
    const frame = document.createElement('iframe');
    frame.sandbox.add('allow-scripts', 'allow-popups');
    frame.srcdoc = `<script>open(URL.createObjectURL(new Blob(['${page}'], { type: 'text/html' })))</script>`;
    document.body.append(frame);
  }),
  'open blob window': ofRestricted((host) => {
    const page = `<h1>made here</h1><script>new WebSocket('wss://${host}/socket')</script>`;
    window.open(URL.createObjectURL(new Blob([page], { type: 'text/html' })));
  }),
  'open javascript: window': ofRestricted(
    (host) => {
      window.open(`javascript:'<h1>made here</h1><script>new WebSocket("wss://${host}/socket")</script>'`);
    },
    { isSeen: false },
  ),
  'open in a frame of a blank window': withFrame((host) => {
    const opened = window.open('about:blank');
    const frame = opened?.document.createElement('iframe');
    if (frame === undefined) return;
    frame.src = `https://${host}/plain`;
    opened?.document.body.append(frame);
  }),
  'open in a frame of a blob: window': withFrame((host) => {
    const page = `<iframe src="https://${host}/plain"></iframe>`;
    window.open(URL.createObjectURL(new Blob([page], { type: 'text/html' })));
  }),
  'open in a frame of a file': async (stage) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'gatepost-file-'));
    const file = path.join(folder, 'page.html');
    await writeFile(file, `<iframe src="https://${stage.closed}/plain"></iframe>`);
    stage.seat = await restrictedFrameIn(stage, await stage.open(`file://${file}`));
    await rm(folder, { recursive: true });
  },
  'open in a frame of a picture-in-picture window': async (stage) => {
    const page = await stage.open(`https://${stage.other}/`);
    await page.evaluate((host) => {
      addEventListener('click', () => {
        const { documentPictureInPicture } = window as unknown as {
          documentPictureInPicture: { requestWindow(): Promise<Window> };
        };
        void documentPictureInPicture.requestWindow().then(({ document: inside }) => {
          const frame = inside.createElement('iframe');
          frame.src = `https://${host}/plain`;
          inside.body.append(frame);
        });
      });
    }, stage.closed);
    // Such a window opens for a person only.
    const opened = await windowOf(stage, () => page.mouse.click(20, 20));
    stage.seat = await restrictedFrameIn(stage, opened);
  },
};

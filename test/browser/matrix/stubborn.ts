/** The acts of the matrix whose page does what it can to stay, or to keep the browser busy. */
import type { Frame, Page } from 'puppeteer-core';
import { addFrame, type Act } from './requests.js';

export async function stopDepartures(seat: Page | Frame | null): Promise<void> {
  await seat?.evaluate(() => {
    setInterval(() => {
      window.stop();
    });
  });
}

function moveOn(seat: Page | Frame): Promise<void> {
  return seat.evaluate(() => {
    let step = 0;
    setInterval(() => {
      history.pushState(null, '', `?${step++}`);
    }, 5);
  });
}

/** A page of an open site, with a frame in it. */
async function framed(stage: Parameters<Act>[0], src: string): Promise<Frame> {
  const page = await stage.open(`https://${stage.other}/`);
  await addFrame(page, { src });
  return page.waitForFrame((frame: Frame) => frame.parentFrame() !== null);
}

export const STUBBORN: Record<string, Act> = {
  'open page that moves on and on': async (stage) => {
    await moveOn(await stage.open(`https://${stage.closed}/plain`));
  },
  'open page beside one that moves on and on': async (stage) => {
    await moveOn(await stage.open(`https://${stage.other}/`));
    await stage.open(`https://${stage.closed}/plain`);
  },
  'open in a frame that stops every departure': async (stage) => {
    stage.seat = await framed(stage, `https://${stage.closed}/plain`);
    await stopDepartures(stage.seat);
  },
  'open in a frame that never pauses': async (stage) => {
    stage.seat = await framed(stage, `https://${stage.closed}/plain`);
    await stage.seat.evaluate(() => {
      setTimeout(() => {
        for (;;);
      });
    });
  },
  'open beside the path in a frame': async (stage) => {
    stage.seat = await framed(stage, `https://${stage.mixed}/plain`);
  },
  'open page that swallows events': async (stage) => {
    const page = await stage.open(`https://${stage.mixed}/plain`);
    await page.evaluate(() => {
      const swallow = (event: Event) => {
        event.stopImmediatePropagation();
      };
      for (const kind of ['popstate', 'hashchange', 'pageshow']) window.addEventListener(kind, swallow, true);
      for (const kind of ['navigate', 'currententrychange']) navigation.addEventListener(kind, swallow, true);
    });
  },
};

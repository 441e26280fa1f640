/** The acts of the matrix, by name. Each leaves the stage's seat, or its result, to be looked at. */
import type { Frame, Page } from 'puppeteer-core';
import { landed } from '../harness/landed.js';
import { AHEAD } from './ahead.js';
import { BROWSER_REQUESTS } from './browser-requests.js';
import { NEIGHBOURS } from './neighbours.js';
import { CONNECTIONS } from './connections.js';
import { DATAGRAMS } from './datagrams.js';
import { addFrame, REQUESTS, type Act } from './requests.js';
import { SPELLED } from './spellings.js';
import type { Stage } from './stage.js';
import { stopDepartures, STUBBORN } from './stubborn.js';
import { WINDOWS } from './windows.js';

/** Starts a navigation without waiting for its end, which a stopped page may never report. */
function go(page: Page, url: string): Promise<void> {
  return page.evaluate((address) => {
    setTimeout(() => {
      location.href = address;
    });
  }, url);
}

/** Opens another site's page with a frame in it and takes that as the stage's seat. */
async function openFrame(stage: Stage, attributes: Record<string, string>): Promise<void> {
  const page = await stage.open(`https://${stage.other}/`);
  await addFrame(page, attributes);
  stage.seat = await page.waitForFrame((frame: Frame) => frame.parentFrame() !== null);
}

async function popupOf(page: Page, open: () => void): Promise<Page> {
  const opened = new Promise<Page>((resolve, reject) => {
    page.once('popup', (popup) => {
      if (popup === null) reject(new Error('the window did not open'));
      else resolve(popup);
    });
  });
  await page.evaluate(open);
  return opened;
}

async function openBlobWindow(stage: Stage, maker: string): Promise<void> {
  const page = await stage.open(maker);
  stage.seat = await popupOf(page, () => {
    window.open(URL.createObjectURL(new Blob(['<h1>made here</h1>'], { type: 'text/html' })));
  });
  stage.pages.push(stage.seat);
}

const setUpWorker = async (stage: Stage, host: string) => {
  const page = await stage.open(`https://${host}/set-up-worker`);
  await page.waitForFunction(() => document.title === 'set up');
  await stage.forget();
};

export const ACTS: Record<string, Act> = {
  'open page': async (stage) => {
    await stage.open(`https://${stage.closed}/plain`);
  },
  'open path': async (stage) => {
    await stage.open(`https://${stage.mixed}/chat/1`);
  },
  'open path spelled otherwise': async (stage) => {
    await stage.open(`https://${stage.mixed}/Chat//1`);
  },
  'open page beside the path': async (stage) => {
    await stage.open(`https://${stage.mixed}/plain`);
  },
  'open page of the other path': async (stage) => {
    await stage.open(`https://${stage.mixed}/draw`);
  },
  'open page that asks to stay': async (stage) => {
    const page = await stage.open(`https://${stage.closed}/keeper`);
    // Only a page that was used may ask.
    await page.type('#box', 'half a sentence');
  },
  'open page that never pauses': async (stage) => {
    const page = await stage.open(`https://${stage.closed}/keeper`);
    await page.type('#box', 'half a sentence');
    await page.evaluate(() => {
      setTimeout(() => {
        for (;;);
      });
    });
  },
  'open in a frame': (stage) => openFrame(stage, { src: `https://${stage.closed}/plain` }),
  'open path in a frame': (stage) => openFrame(stage, { src: `https://${stage.mixed}/chat` }),
  'open in a sandboxed frame': (stage) => openFrame(stage, { src: `https://${stage.closed}/plain`, sandbox: '' }),
  'open in a credentialless frame': (stage) =>
    openFrame(stage, { src: `https://${stage.closed}/plain`, credentialless: '' }),
  'open in a frame of a data: frame': async (stage) => {
    const inner = `<iframe src="https://${stage.closed}/plain"></iframe>`;
    await openFrame(stage, { src: `data:text/html,${encodeURIComponent(inner)}` });
    const page = stage.pages.at(-1);
    if (page === undefined) throw new Error('no page');
    stage.seat = await page.waitForFrame((frame: Frame) => frame.parentFrame()?.parentFrame() != null);
  },
  'open blob window of the path': async (stage) => {
    await openBlobWindow(stage, `https://${stage.mixed}/chat`);
    // The page that made it ends, in any case.
    await stage.pages.shift()?.close();
  },
  'set up the site’s worker': (stage) => setUpWorker(stage, stage.closed),
  'set up the path’s worker': (stage) => setUpWorker(stage, stage.mixed),
  // The browser keeps a site's workers apart by the site around it.
  'set up the worker of a frame': async (stage) => {
    await openFrame(stage, { src: `https://${stage.closed}/set-up-worker` });
    await stage.seat?.waitForFunction(() => document.title === 'set up');
    await stage.forget();
  },
  'leave page for another': async (stage) => {
    const page = await stage.open(`https://${stage.closed}/plain`);
    await go(page, `https://${stage.other}/`);
    await landed(page, 'the other site', (shown) => shown.startsWith(`https://${stage.other}/`));
  },
  'leave path for another': async (stage) => {
    const page = await stage.open(`https://${stage.mixed}/plain`);
    await page.evaluate(() => {
      history.pushState(null, '', '/chat');
    });
    await go(page, `https://${stage.other}/`);
    await landed(page, 'the other site', (shown) => shown.startsWith(`https://${stage.other}/`));
  },
  'leave other path for another': async (stage) => {
    const page = await stage.open(`https://${stage.mixed}/draw`);
    await go(page, `https://${stage.other}/`);
    await landed(page, 'the other site', (shown) => shown.startsWith(`https://${stage.other}/`));
  },
  'leave other path, written anew, for another': async (stage) => {
    const page = await stage.open(`https://${stage.mixed}/draw`);
    await page.evaluate(() => {
      document.open();
      document.close();
    });
    await go(page, `https://${stage.other}/`);
    await landed(page, 'the other site', (shown) => shown.startsWith(`https://${stage.other}/`));
  },
  'go back': async ({ seat }) => {
    await seat?.evaluate(() => {
      setTimeout(() => {
        history.back();
      });
    });
  },
  'push the path': async ({ seat }) => {
    await seat?.evaluate(() => {
      setTimeout(() => {
        history.pushState(null, '', '/chat/2');
      });
    });
  },
  'navigate inside to the path': async ({ seat }) => {
    await seat?.evaluate(() => {
      setTimeout(() => {
        navigation.addEventListener('navigate', (event) => {
          event.intercept();
        });
        navigation.navigate('/chat/3');
      });
    });
  },
  'replace with the path': async ({ seat }) => {
    await seat?.evaluate(() => {
      setTimeout(() => {
        history.replaceState(null, '', '/chat/4');
      });
    });
  },
  'follow a link to the path': async ({ seat }) => {
    await seat?.evaluate(() => {
      setTimeout(() => {
        location.href = '/chat';
      });
    });
  },
  'push the path and stop every departure': async ({ seat }) => {
    await stopDepartures(seat);
    await seat?.evaluate(() => {
      setTimeout(() => {
        history.pushState(null, '', '/chat/5');
      });
    });
  },
  'pass through the path, stop every departure, and come again': async ({ seat }) => {
    await stopDepartures(seat);
    await seat?.evaluate(() => {
      setTimeout(() => {
        history.pushState(null, '', '/chat/7');
        history.replaceState(null, '', '/plain');
      });
      // Later than anybody would look again.
      setTimeout(() => {
        history.replaceState(null, '', '/chat/8');
      }, 1_200);
    });
  },
  'open page that stops every departure': async (stage) => {
    await stopDepartures(await stage.open(`https://${stage.closed}/plain`));
  },
  'pass through the path': async (stage) => {
    const page = await stage.open(`https://${stage.mixed}/plain`);
    await page.evaluate(() => {
      history.pushState(null, '', '/chat/6');
      history.pushState(null, '', '/plain');
    });
  },
  'open in a frame of a blob: frame': async (stage) => {
    const page = await stage.open(`https://${stage.other}/`);
    const inner = `<iframe src="https://${stage.closed}/plain"></iframe>`;
    const src = await page.evaluate((html) => URL.createObjectURL(new Blob([html], { type: 'text/html' })), inner);
    await addFrame(page, { src });
    stage.seat = await page.waitForFrame((frame: Frame) => frame.parentFrame()?.parentFrame() != null);
  },
  ...AHEAD,
  ...BROWSER_REQUESTS,
  ...CONNECTIONS,
  ...DATAGRAMS,
  ...NEIGHBOURS,
  ...REQUESTS,
  ...SPELLED,
  ...STUBBORN,
  ...WINDOWS,
};

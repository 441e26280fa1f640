/** The acts of the matrix in which the browser loads a page before anybody asks for it. */
import type { Page } from 'puppeteer-core';
import type { Act } from './requests.js';
import { WITNESS } from './sites.js';
import type { Stage } from './stage.js';

function prerender(page: Page, path: string): Promise<void> {
  return page.evaluate((url) => {
    const rules = document.createElement('script');
    rules.type = 'speculationrules';
    rules.textContent = JSON.stringify({ prerender: [{ urls: [url], eagerness: 'immediate' }] });
    document.head.append(rules);
  }, path);
}

/** Until the page made ready in advance has told that its script ran. */
async function untilTold(stage: Stage, path: string): Promise<void> {
  const end = encodeURIComponent(`${stage.mixed}${path}`);
  await stage.sites.waitForRequest((request) => request.host === WITNESS && request.path.endsWith(end));
}

async function prerenderUnderTheRule(stage: Stage): Promise<void> {
  const page = await stage.open(`https://${stage.mixed}/plain`);
  const told = () => stage.sites.requests.some(({ host, path }) => host === WITNESS && path.endsWith('%2Fchat'));
  const before = stage.sites.requests.length;
  await prerender(page, '/chat');
  // Only once another page was made ready is it known that this one would have been by now.
  await prerender(page, '/plain?ahead');
  await untilTold(stage, '/plain?ahead');
  const reached = stage.sites.requests.slice(before).some(({ host, path }) => host === stage.mixed && path === '/chat');
  stage.result = reached || told() ? 'shown' : 'failed';
}

export const AHEAD: Record<string, Act> = {
  'load the path ahead': async (stage) => {
    await prerender(await stage.open(`https://${stage.mixed}/plain`), '/chat');
    await untilTold(stage, '/chat');
  },
  'prerender under the rule': prerenderUnderTheRule,
  'load ahead under the rule': async (stage) => {
    const page = await stage.open(`https://${stage.other}/`);
    await page.evaluate((host) => {
      const rules = document.createElement('script');
      rules.type = 'speculationrules';
      const urls = [`https://${host}/plain`];
      rules.textContent = JSON.stringify({ prefetch: [{ urls, eagerness: 'immediate' }] });
      document.head.append(rules);
      const link = document.createElement('link');
      link.rel = 'prefetch';
      link.href = `https://${host}/plain`;
      document.head.append(link);
    }, stage.closed);
    // Only once it was allowed is it known that it would have been asked for by now.
    await page.evaluate((host) => {
      const link = document.createElement('link');
      link.rel = 'prefetch';
      link.href = `https://${host}/prefetched`;
      document.head.append(link);
    }, stage.other);
    await stage.sites.waitForRequest(({ host, path }) => host === stage.other && path === '/prefetched');
    stage.result = stage.reached(stage.closed) ? 'shown' : 'failed';
  },
};

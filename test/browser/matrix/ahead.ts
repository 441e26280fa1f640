/** The acts of the matrix in which the browser loads a page before anybody asks for it. */
import type { Page } from 'puppeteer-core';
import type { StandInHandler } from '../../../scripts/browser/stand-in-server.mjs';
import type { Act } from './requests.js';
import { WITNESS } from './sites.js';
import type { Stage } from './stage.js';

type StandInRequest = Parameters<StandInHandler>[0];

function prerender(page: Page, path: string): Promise<void> {
  return page.evaluate((url) => {
    const rules = document.createElement('script');
    rules.type = 'speculationrules';
    rules.textContent = JSON.stringify({ prerender: [{ urls: [url], eagerness: 'immediate' }] });
    document.head.append(rules);
  }, path);
}

/** Whether a request is the word of the page made ready in advance that its script ran. */
function telling({ mixed }: Stage, path: string): (request: StandInRequest) => boolean {
  const end = encodeURIComponent(`${mixed}${path}`);
  return (request) => request.host === WITNESS && request.path.endsWith(end);
}

async function prerenderUnderTheRule(stage: Stage): Promise<void> {
  const page = await stage.open(`https://${stage.mixed}/plain`);
  const before = stage.sites.requests.length;
  await prerender(page, '/chat');
  // Only once another page was made ready is it known that this one would have been by now.
  await prerender(page, '/plain?ahead');
  await stage.sites.waitForRequest(telling(stage, '/plain?ahead'));
  const isOfPath = ({ host, path }: StandInRequest) => host === stage.mixed && path === '/chat';
  const came = stage.sites.requests.slice(before);
  stage.result = came.some(isOfPath) || came.some(telling(stage, '/chat')) ? 'shown' : 'failed';
}

export const AHEAD: Record<string, Act> = {
  'load the path ahead': async (stage) => {
    await prerender(await stage.open(`https://${stage.mixed}/plain`), '/chat');
    await stage.sites.waitForRequest(telling(stage, '/chat'));
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

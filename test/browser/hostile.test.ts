/** A policy whose author means harm, signed with a trusted key: whatever its texts hold, they stay texts. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { aPolicy, aRule, aTool } from '../support/policies.js';
import { Chromium } from './harness/chromium.js';
import { setScene, type Scene } from './harness/scene.js';

const EVIL =
  '<script>globalThis.hacked = 1</script><img src=x onerror="globalThis.hacked = 1"><svg onload="hacked = 1">';
const LINKS =
  '[a](javascript:globalThis.hacked=1) [b](data:text/html,<script>1</script>) [c](JaVaScRiPt:hacked=1) ' +
  '[d](https://ok.example/) <https://evil.example/> ![x](https://evil.example/x.png)';
const OVERRIDE = '\u202e';

const texts = (about: string) => ({ en: `${about} ${EVIL}\n\n${LINKS}\n\n- ${EVIL}` });
const evilName = `Chat${OVERRIDE}TPG ${EVIL}`;

function hostilePolicy(revision: number) {
  return aPolicy({
    revision,
    issuedAt: new Date(Date.now() - 60_000).toISOString(),
    expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    organisation: {
      name: `Acme${OVERRIDE} ${EVIL}`,
      contact: { name: EVIL, email: '&bcc=evil@evil.example', url: 'https://ok.example/"><script>hacked=1</script>' },
      request: 'javascript:globalThis.hacked=1',
      colour: '#ffffff',
    },
    notice: texts('notice'),
    tools: [
      aTool({ name: evilName, vendor: EVIL, about: texts('about') }),
      aTool({
        id: 'copilot',
        name: EVIL,
        vendor: evilName,
        about: texts('good'),
        sites: ['copilot.example'],
        home: 'https://copilot.example/',
      }),
    ],
    rules: [
      aRule({ id: 'ok', action: 'allow', tools: ['copilot'], alternatives: [] }),
      aRule({ action: 'warn', reason: texts('reason'), warn: { minutes: 5, justification: 'optional' } }),
      aRule({ id: 'closed', sites: ['closed.example'], tools: [], reason: texts('reason') }),
    ],
  });
}

let scene: Scene<Chromium>;

beforeAll(async () => {
  scene = await setScene((request) => Chromium.start(request), null);
  await scene.company.putSigned(hostilePolicy(1));
  await scene.browser.popup({ checkNow: true });
  await scene.browser.waitUntilEnforced();
});
afterAll(() => scene.close());

/** What a page would show if a text had become more than text. */
async function harmOn(page: Page) {
  return page.evaluate(() => ({
    hacked: 'hacked' in globalThis,
    elements: [...document.querySelectorAll('main script, iframe, object, embed, base, [onerror], [onload]')].length,
    pictures: [...document.images].filter((each) => each.checkVisibility()).length,
    links: [...document.links]
      .map(({ protocol }) => protocol)
      .filter((each) => !/^(https:|mailto:|blob:|chrome-extension:)$/.test(each)),
    overrides: /[\u202a-\u202e\u2066-\u2067]/.test(document.body.innerText + document.title),
  }));
}

const NONE = { hacked: false, elements: 0, pictures: 0, links: [], overrides: false };

describe('texts of a policy stay texts', () => {
  test('on the explanation page', async () => {
    const page = await scene.browser.openRestricted('https://chatgpt.com/?x=<script>globalThis.hacked=1</script>');
    await page.waitForSelector('#why:not([hidden])');
    expect(await page.$eval('#reason', (each) => each.textContent)).toContain('<script>globalThis.hacked = 1</script>');
    expect(await page.$$eval('#reason a', (all) => all.map(({ href }) => href))).toEqual([
      'https://ok.example/',
      'https://evil.example/x.png',
    ]);
    expect(await harmOn(page)).toEqual(NONE);
    await page.close();
  });

  test('in a request for access', async () => {
    const page = await scene.browser.openRestricted('https://closed.example/');
    await page.waitForSelector('#request:not([hidden])');
    expect(await harmOn(page)).toEqual(NONE);
    // No request template of another kind: the mail to the contact is left, with one recipient.
    const request = await page.$eval('#request-link', (each) => (each as HTMLAnchorElement).href);
    expect(request).toMatch(/^mailto:%26bcc%3Devil%40evil\.example\?subject=/);
    await page.close();
  });

  test('in the popup and on the status page', async () => {
    for (const [file, filled] of [
      ['popup.html', '#approved-list li'],
      ['status.html', '#rules li'],
    ] as const) {
      const page = await scene.browser.open(`${scene.browser.extensionOrigin}/${file}`);
      await page.bringToFront();
      await page.waitForSelector(filled);
      expect(await harmOn(page)).toEqual(NONE);
      await page.close();
    }
  });

  test('and nothing is fetched for them', () => {
    expect(scene.standIn.requests.filter(({ host }) => /evil|ok\.example/.test(host))).toEqual([]);
  });
});

const logo = (type: string, bytes: number) => `data:image/${type};base64,${Buffer.alloc(bytes, 1).toString('base64')}`;

describe('a document that browsers must not obey is refused, and the one before holds', () => {
  const { organisation } = hostilePolicy(2);

  test.each([
    ['a logo of 5 MB', { organisation: { ...organisation, logo: logo('png', 5 * 1024 * 1024) } }, /too large/],
    ['a logo of 40 KB', { organisation: { ...organisation, logo: logo('png', 40 * 1024) } }, /organisation\.logo/],
    [
      'a logo that is a program',
      { organisation: { ...organisation, logo: logo('svg+xml', 100) } },
      /organisation\.logo/,
    ],
    [
      'a logo from elsewhere',
      { organisation: { ...organisation, logo: 'https://evil.example/x.png' } },
      /organisation\.logo/,
    ],
    [
      'a colour that is more',
      { organisation: { ...organisation, colour: 'red;background:url(x)' } },
      /organisation\.colour/,
    ],
    ['a home that is a script', { tools: [aTool({ home: 'javascript:hacked=1' })] }, /tools\.0\.home/],
  ])('%s', async (_, changes, problem) => {
    await scene.company.putSigned({ ...hostilePolicy(2), ...changes });
    const popup = await scene.browser.popup({ checkNow: true });
    expect(popup.problems.join()).toMatch(problem);
    expect(popup.policy[0]).toContain('revision 1');
  });
});

/** The pages for everybody: keyboard, zoom, forced colours, less motion, names for screen readers. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page, SerializedAXNode } from 'puppeteer-core';
import { axeViolations } from './harness/axe.js';
import { Chromium } from './harness/chromium.js';
import { setScene, type Scene } from './harness/scene.js';
import { statesPolicy } from './harness/states-policy.js';

const PICTURES = path.resolve('artifacts/states');

let scene: Scene<Chromium>;

beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  scene = await setScene((request) => Chromium.start(request), statesPolicy(Date.now()));
});
afterAll(() => scene.close());

interface Opened {
  readonly name: string;
  readonly open: () => Promise<Page>;
}

async function explanation(url: string): Promise<Page> {
  const page = await scene.browser.openRestricted(url);
  await page.bringToFront();
  await page.waitForSelector('#why:not([hidden])');
  await page.waitForFunction(() => document.getElementById('live')?.textContent.startsWith('Checked'));
  return page;
}

async function extensionPage(file: string, filled: string): Promise<Page> {
  const page = await scene.browser.open(`${scene.browser.extensionOrigin}/${file}`);
  await page.bringToFront();
  await page.waitForFunction((where: string) => document.querySelector(where)?.textContent !== '', {}, filled);
  return page;
}

const PAGES: readonly Opened[] = [
  { name: 'block', open: () => explanation('https://chatgpt.com/') },
  { name: 'warn', open: () => explanation('https://www.deepl.com/') },
  { name: 'popup', open: () => extensionPage('popup.html', '#self-check-summary') },
  { name: 'status', open: () => extensionPage('status.html', '#rules') },
];

/** What Tab stops at, in order, and whether one sees where one is. */
async function tabStops(page: Page): Promise<{ name: string; outlined: boolean }[]> {
  const stops: { name: string; outlined: boolean }[] = [];
  for (;;) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const focused = document.activeElement as HTMLElement | null;
      if (focused === null || focused === document.body) return null;
      const { outlineStyle, outlineWidth } = getComputedStyle(focused);
      const outlined = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
      return { name: focused.id === '' ? focused.textContent.trim() : `#${focused.id}`, outlined };
    });
    if (stop === null || stops.length > 60) return stops;
    stops.push(stop);
  }
}

describe('from the keyboard', () => {
  test.each([
    [
      'block',
      [
        'What that means',
        'Open Contoso Assistant',
        'Open Contoso Translate',
        '#back',
        '#request-link',
        'ai-desk@contoso.example',
        'intranet.contoso.example/ai',
        '#again',
        '#copy',
      ],
    ],
    [
      'warn',
      [
        'Open Contoso Translate',
        '#back',
        '#justification',
        '#continue-button',
        'ai-desk@contoso.example',
        'intranet.contoso.example/ai',
        '#again',
        '#copy',
      ],
    ],
    [
      'popup',
      [
        'Contoso Assistant',
        'Contoso Translate',
        'Team AI',
        '#restricted-summary',
        '#policy-summary',
        '#self-check-summary',
        '#check',
        'Rules, log and help',
      ],
    ],
    ['status', ['#check', '#search', 'What that means', '#events', '#events-full', '#bundle']],
  ])('%s is walked through in the order it is read, and one sees where one is', async (name, order) => {
    const page = await PAGES.find((each) => each.name === name)?.open();
    if (page === undefined) throw new Error('no such page');
    const stops = await tabStops(page);
    expect(stops.map((stop) => stop.name)).toEqual(order);
    expect(stops.filter(({ outlined }) => !outlined)).toEqual([]);
    await page.close();
  });

  test('each item of the self-check is told on demand', async () => {
    const page = await extensionPage('popup.html', '#self-check-summary');
    await page.focus('#self-check-summary');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('#self-check-items li')?.checkVisibility() === true);
    await page.screenshot({ path: path.join(PICTURES, 'popup-self-check-en.png'), fullPage: true });
    const { violations } = await axeViolations(page);
    expect(violations).toEqual([]);
    await page.close();
  });

  test('the restricted tools are opened, searched, and what is found is said', async () => {
    const page = await extensionPage('popup.html', '#policy-lines');
    await page.focus('#restricted-summary');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('deep');
    await page.waitForFunction(() => document.getElementById('restricted-found')?.textContent === '1 result');
    const shown = await page.$$eval('#restricted-groups li', (rows) =>
      rows.filter((row) => row.checkVisibility()).map((row) => row.textContent),
    );
    expect(shown).toEqual(['DeepL Use with caution']);
    await page.screenshot({ path: path.join(PICTURES, 'popup-search-en.png') });
    const { violations } = await axeViolations(page);
    expect(violations).toEqual([]);
    await page.close();
  });
});

describe.each(PAGES)('$name', ({ name, open }) => {
  test.each([
    ['light', 320],
    ['light', 640],
    ['dark', 320],
    ['dark', 1000],
    ['dark', 1600],
  ] as const)('%s at %i pixels needs no scrolling to the side, and axe finds nothing', async (scheme, width) => {
    // 320 pixels are 1280 at a zoom of 400 %, 640 are those at 200 %.
    const page = await open();
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.setViewport({ width, height: 800 });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await page.screenshot({ path: path.join(PICTURES, `${name}-${scheme}-${width}-en.png`), fullPage: true });
    const { violations, passes } = await axeViolations(page);
    expect(violations).toEqual([]);
    expect(passes).toBeGreaterThan(10);
    await page.close();
  });

  test('with text twice as large loses nothing', async () => {
    const page = await open();
    await page.setViewport({ width: 1000, height: 800 });
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
    });
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('main *')]
        .filter((each) => each.checkVisibility() && each.getBoundingClientRect().right > window.innerWidth + 1)
        .map((each) => each.tagName),
    );
    expect(cut).toEqual([]);
    await page.close();
  });

  test('in forced colours keeps its borders, and moves nothing where less motion is wanted', async () => {
    const page = await open();
    const session = await page.createCDPSession();
    await session.send('Emulation.setEmulatedMedia', {
      features: [
        { name: 'forced-colors', value: 'active' },
        { name: 'prefers-reduced-motion', value: 'reduce' },
      ],
    });
    const seen = await page.evaluate(() => ({
      forced: matchMedia('(forced-colors: active)').matches,
      borderless: [...document.querySelectorAll('button:not(.plain), .button')]
        .filter((each) => each.checkVisibility() && getComputedStyle(each).borderTopWidth === '0px')
        .map((each) => each.textContent),
      moving: [...document.querySelectorAll('*')]
        .filter((each) => {
          const { transitionDuration, animationName } = getComputedStyle(each);
          return transitionDuration.split(', ').some((time) => time !== '0s') || animationName !== 'none';
        })
        .map((each) => each.tagName),
    }));
    expect(seen).toEqual({ forced: true, borderless: [], moving: [] });
    await page.screenshot({ path: path.join(PICTURES, `${name}-forced-colours-en.png`), fullPage: name !== 'popup' });
    await page.close();
  });

  test('gives a screen reader a name for everything one can use, and one heading above all others', async () => {
    const page = await open();
    const nodes = allOf(await page.accessibility.snapshot({ interestingOnly: true }));
    const used = nodes.filter(({ role }) =>
      ['link', 'button', 'textbox', 'searchbox', 'DisclosureTriangle'].includes(role),
    );
    expect(used.length).toBeGreaterThan(3);
    expect(used.filter((node) => (node.name ?? '').trim() === '')).toEqual([]);
    const headings = nodes.filter(({ role }) => role === 'heading');
    expect(headings.filter(({ level }) => level === 1)).toHaveLength(1);
    expect(headings[0]?.level).toBe(1);
    await page.close();
  });
});

function allOf(node: SerializedAXNode | null): SerializedAXNode[] {
  return node === null ? [] : [node, ...(node.children ?? []).flatMap(allOf)];
}

test('changes are announced politely, and the ticking clock is not', async () => {
  const page = await explanation('https://www.perplexity.ai/');
  const live = await page.$$eval('[role="status"], [role="timer"]', (all) =>
    all.map(({ id, role, ariaLive }) => [id, role, ariaLive]),
  );
  expect(live).toEqual([
    ['answer-said', 'status', null],
    ['countdown', 'timer', null],
    ['continue-live', 'status', null],
    ['request-said', 'status', null],
    ['live', 'status', null],
    ['copy-live', 'status', null],
  ]);
  await page.close();
});

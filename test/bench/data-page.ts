/** What the data guard costs in the page of a governed tool: the same page in Chromium with and without a data rule. */
import type { Page } from 'puppeteer-core';
import { CHAT, startEditorPages } from '../browser/data-guard/editor-pages.js';
import { chatPolicy } from '../browser/data-guard/chat-policy.js';
import { Chromium } from '../browser/harness/chromium.js';
import { eventually } from '../browser/harness/eventually.js';
import { setScene, type Scene } from '../browser/harness/scene.js';
import { interleaved, median, ms, percent, ratio, times, type Goal, type Measured, type Table } from './measure.js';

const ROUNDS = 15;
const KEYS = 60;
const PASTES: readonly (readonly [number, number])[] = [
  [100_000, 16],
  [1_000_000, 100],
];
/** What the guard may add to a page's load and to a key. */
const MOST = 1.03;

interface Side {
  readonly scene: Scene<Chromium>;
  readonly page: Page;
}

async function open(policy: object): Promise<Side> {
  const scene = await setScene((request) => Chromium.start(request), policy, startEditorPages);
  const page = await scene.browser.open(`${CHAT}/textarea`);
  await page.bringToFront();
  return { scene, page };
}

async function load({ page }: Side): Promise<number> {
  await page.goto(`${CHAT}/prosemirror`);
  return page.evaluate(() => {
    const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    return (entry?.loadEventEnd ?? 0) - (entry?.responseEnd ?? 0);
  });
}

/** From the key to the editor's own input event, in milliseconds, the median of many keys. */
async function type({ page }: Side): Promise<number> {
  await page.bringToFront();
  await page.goto(`${CHAT}/textarea`);
  await page.evaluate(() => {
    (globalThis as unknown as { chat: { focus(): void } }).chat.focus();
    const latencies: number[] = [];
    let downAt = 0;
    addEventListener('keydown', ({ timeStamp }) => (downAt = timeStamp));
    addEventListener('input', () => latencies.push(performance.now() - downAt));
    Object.assign(globalThis, { latencies });
  });
  await page.keyboard.type('a'.repeat(KEYS));
  return median(await page.evaluate(() => (globalThis as unknown as { latencies: number[] }).latencies));
}

/** The page's thread at work for one clean paste, in milliseconds. */
async function paste({ page }: Side, text: string): Promise<number> {
  await page.bringToFront();
  await page.goto(`${CHAT}/textarea`);
  await page.evaluate((wanted) => {
    const source = document.querySelector<HTMLTextAreaElement>('#source');
    if (source === null) return;
    source.value = wanted;
    source.focus();
    source.select();
  }, text);
  await page.keyboard.press('c', { commands: ['copy'] });
  await page.evaluate(() => {
    document.querySelector<HTMLElement>('#place textarea')?.focus();
  });
  await page.evaluate(idleFor, IDLE_TURNS);
  const before = await busyMs(page);
  await page.keyboard.press('v', { commands: ['paste'] });
  await eventually('it is pasted', () =>
    page.evaluate(
      (length) => document.querySelector<HTMLTextAreaElement>('#place textarea')?.textLength === length,
      text.length,
    ),
  );
  return (await busyMs(page)) - before;
}

/** Who has clicked into an editor pastes a moment later: the page has had time to rest. */
const IDLE_TURNS = 100;

function idleFor(turns: number): Promise<void> {
  return new Promise((resolve) => {
    const rest = (left: number): void => {
      if (left === 0) resolve();
      else
        requestIdleCallback(() => {
          rest(left - 1);
        });
    };
    rest(turns);
  });
}

async function busyMs(page: Page): Promise<number> {
  const { TaskDuration = 0 } = await page.metrics();
  return TaskDuration * 1_000;
}

export async function pageCosts(textOf: (size: number) => string): Promise<{ tables: Table[]; goals: Goal[] }> {
  const { data: _, rules, ...rest } = chatPolicy;
  const unguarded = { ...rest, rules: rules.map(({ id, tools, action }) => ({ id, tools, action })) };
  const [guard, without] = [await open(chatPolicy), await open(unguarded)];
  const goals: Goal[] = [];
  const rows: string[][] = [];
  const compare = async (what: string, measure: (side: Side) => Promise<number>) => {
    const figures = await interleaved({ guard: () => measure(guard), without: () => measure(without) }, ROUNDS);
    rows.push([what, ...cells(figures)]);
    return figures;
  };
  try {
    for (const [what, measure] of [
      ['page load', load],
      ['a key', type],
    ] as const) {
      const { guard: own, without: bare } = await compare(what, measure);
      const factor = ratio(own, bare);
      goals.push({ goal: `${what} within 3 %`, found: times(factor), holds: factor <= MOST });
    }
    for (const [size, mostMs] of PASTES) {
      const text = textOf(size);
      const what = `a clean paste of ${size / 1_000} kB`;
      const { guard: own, without: bare } = await compare(what, (side) => paste(side, text));
      const added = median(own.rounds.map((figure, round) => figure - (bare.rounds[round] ?? 0)));
      goals.push({
        goal: `${what}: ${mostMs} ms of the page’s thread`,
        found: `${added.toFixed(1)} ms`,
        holds: added <= mostMs,
      });
    }
  } finally {
    await guard.scene.close();
    await without.scene.close();
  }
  const columns = ['in Chromium', 'with the guard', 'spread', 'without', 'spread', 'ratio'];
  return { tables: [{ title: 'milliseconds in the page of a governed tool', columns, rows }], goals };
}

function cells({ guard, without }: { guard: Measured; without: Measured }): string[] {
  return [ms(guard), percent(guard), ms(without), percent(without), times(ratio(guard, without))];
}

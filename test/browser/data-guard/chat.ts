/** A chat's page in a browser with the guard, driven by keys and the mouse alone; the dialog is read from the guard's own world. */
import { expect } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { eventsSeenFrom } from '../harness/event-log.js';
import { eventually } from '../harness/eventually.js';
import type { ManagedBrowser } from '../harness/managed-browser.js';
import { CHAT } from './editor-pages.js';

export interface ShownDialog {
  readonly heading: string;
  /** Lines of what was found. */
  readonly found: readonly string[];
  /** What has the keyboard: the act of a button. */
  readonly focused: string | null;
  readonly buttons: readonly { readonly act: string; readonly x: number; readonly y: number }[];
}

interface Shown {
  readonly dialog: ShownDialog | null;
  readonly sign: string | null;
}

/** What the page's script keeps (`editors.ts`). */
interface InPage {
  readonly chat: {
    text(): string;
    readonly sent: string[];
    readonly read: string[];
    readonly pasteTrusted: boolean[];
    focus(): void;
  };
}

export class Chat {
  private constructor(
    readonly page: Page,
    /** A page of the extension, from which the guard's world can be reached. */
    private readonly hand: Page,
  ) {}

  static async inBrowser(browser: ManagedBrowser): Promise<Chat> {
    const hand = await browser.open(`${browser.extensionOrigin}/popup.html`);
    await eventually('the guard is registered', () =>
      hand.evaluate(async () => {
        const registered = await chrome.scripting.getRegisteredContentScripts();
        return registered.filter(({ id }) => id.startsWith('data-guard')).length === 3;
      }),
    );
    return new Chat(await browser.browser.newPage(), hand);
  }

  /** @param place path and query of the page */
  async open(place: string): Promise<void> {
    await this.page.goto(`${CHAT}/${place}`);
    await this.page.bringToFront();
    await this.page.waitForFunction(() => document.body.dataset['ready'] === 'true');
    await this.focus();
  }

  focus(): Promise<void> {
    return this.page.evaluate(() => {
      (globalThis as unknown as InPage).chat.focus();
    });
  }

  /** What the application itself holds, line breaks as they are. */
  text(): Promise<string> {
    return this.page.evaluate(() => (globalThis as unknown as InPage).chat.text());
  }

  sent(): Promise<string[]> {
    return this.page.evaluate(() => (globalThis as unknown as InPage).chat.sent);
  }

  read(): Promise<string[]> {
    return this.page.evaluate(() => (globalThis as unknown as InPage).chat.read);
  }

  pasteTrusted(): Promise<boolean[]> {
    return this.page.evaluate(() => (globalThis as unknown as InPage).chat.pasteTrusted);
  }

  /** Puts a text on the clipboard as a person does, from a field that nobody guards. */
  async copy(text: string): Promise<void> {
    await this.select(text);
    await this.chord('KeyC', 'Control');
    await this.focus();
  }

  /** Selects a text as a person does, in a field that nobody guards: where there is a primary selection (X11), it is that now. */
  async select(text: string): Promise<void> {
    await this.page.evaluate((wanted) => {
      const source = document.querySelector<HTMLTextAreaElement>('#source');
      if (source === null) return;
      source.value = wanted;
      source.focus();
    }, text);
    await this.chord('KeyA', 'Control');
  }

  async chord(key: 'KeyC' | 'KeyV' | 'KeyZ' | 'KeyA' | 'Insert', ...held: ('Control' | 'Shift')[]): Promise<void> {
    for (const each of held) await this.page.keyboard.down(each);
    await this.page.keyboard.press(key);
    for (const each of held.reverse()) await this.page.keyboard.up(each);
  }

  /** The dialog as it is now, scrolled to what has this act; null when none is open. */
  async dialog(scrolledTo = ''): Promise<ShownDialog | null> {
    return (await this.shown(scrolledTo)).dialog;
  }

  /** What the sign beside the page says; null when there is none. */
  async sign(): Promise<string | null> {
    return (await this.shown()).sign;
  }

  private shown(scrolledTo = ''): Promise<Shown> {
    const shown = async (origin: string, act: string): Promise<Shown> => {
      const readShown = (wanted: string): Shown => {
        const host = document.querySelector<HTMLElement>('gatepost-data-guard');
        if (host === null) return { dialog: null, sign: null };
        const { openOrClosedShadowRoot: firefox } = host as { openOrClosedShadowRoot?: ShadowRoot };
        const root = firefox ?? chrome.dom.openOrClosedShadowRoot(host);
        const sign = root?.querySelector('.sign')?.textContent ?? null;
        if (root?.querySelector('dialog')?.open !== true) return { dialog: null, sign };
        if (wanted !== '') root.querySelector(`[data-act='${wanted}'], ${wanted}`)?.scrollIntoView({ block: 'center' });
        const dialog = {
          heading: root.querySelector('h1')?.textContent ?? '',
          found: [...root.querySelectorAll('.found li')].map((line) =>
            [...line.children].map((each) => each.textContent).join(' '),
          ),
          focused: (root.activeElement as HTMLElement | null)?.dataset['act'] ?? null,
          buttons: [...root.querySelectorAll<HTMLElement>('[data-act], summary, input')].map((button) => {
            const { x, y, width, height } = button.getBoundingClientRect();
            return { act: button.dataset['act'] ?? button.tagName.toLowerCase(), x: x + width / 2, y: y + height / 2 };
          }),
        };
        return { dialog, sign };
      };
      const [tab] = await chrome.tabs.query({ url: `${origin}/*` });
      const [answer] = await chrome.scripting.executeScript({
        target: { tabId: tab?.id ?? -1 },
        injectImmediately: true,
        func: readShown,
        args: [act],
      });
      return answer?.result ?? { dialog: null, sign: null };
    };
    return this.hand.evaluate(shown, CHAT, scrolledTo);
  }

  async dialogOpens(): Promise<ShownDialog> {
    let shown: ShownDialog | null = null;
    await eventually('the dialog opens', async () => (shown = await this.dialog()) !== null);
    return shown as unknown as ShownDialog;
  }

  async dialogCloses(): Promise<void> {
    await eventually('the dialog closes', () =>
      this.page.evaluate(() => document.querySelector('gatepost-data-guard') === null),
    );
  }

  /** Clicks what the dialog shows, with the real mouse. */
  async click(act: string): Promise<void> {
    const place = (await this.dialog(act))?.buttons.find((each) => each.act === act);
    if (place === undefined) throw new Error(`the dialog has no ${act}`);
    await this.page.mouse.click(place.x, place.y);
  }

  /** "Insert as it is", with the first reason. */
  async insertAnyway(): Promise<void> {
    await this.click('summary');
    await this.click('input');
    await this.click('insert');
    await this.dialogCloses();
  }

  /** An editor learns where the caret is from an event (`selectionchange`) that comes with a frame after the key, not with it. */
  caretRests(): Promise<void> {
    return this.page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          requestAnimationFrame(() => {
            requestAnimationFrame(() => {
              resolve();
            });
          });
        }),
    );
  }

  /** Waits until the application holds this. */
  async holds(text: string): Promise<void> {
    let held = '';
    await eventually(
      `the application holds ${JSON.stringify(text)}`,
      async () => {
        held = (await this.text()).replace(/\s+/g, ' ').trim();
        return held === text;
      },
      { timeoutMs: 5_000 },
    ).catch(() => {
      throw new Error(`the application holds ${JSON.stringify(held)}, not ${JSON.stringify(text)}`);
    });
  }

  /** Why guards have been reported today as seeing less than they should. */
  async degraded(): Promise<string[]> {
    const events = await eventsSeenFrom(this.hand);
    return events.flatMap(({ kind, code }) => (kind === 'data-guard-degraded' ? [code] : []));
  }

  /** Waits until these are reported, and nothing else is. */
  async reports(...codes: string[]): Promise<void> {
    let reported: string[] = [];
    const isSo = async () => {
      reported = await this.degraded();
      return reported.length >= codes.length;
    };
    await eventually(`reported: ${codes.join(', ')}`, isSo);
    expect(reported.sort()).toEqual(codes.sort());
  }

  /** As if nothing had been reported today: each reason is reported once a day. */
  forgetDegraded(): Promise<void> {
    return this.hand.evaluate(async () => {
      const stored = Object.keys(await chrome.storage.local.get(null));
      await chrome.storage.local.remove(stored.filter((key) => /\.(?:dataCounts|events\.\d+)$/.test(key)));
    });
  }

  /** Lets the day be over in which something was found: its counts become events when the policy is checked next. */
  endDay(): Promise<void> {
    return this.hand.evaluate(async () => {
      const stored = Object.entries(await chrome.storage.local.get(null));
      const [key = '', record] = stored.find(([each]) => each.endsWith('.dataCounts')) ?? [];
      const { counts, ...rest } = record as { counts: { dayMs: number }[] };
      const yesterday = counts.map((count) => ({ ...count, dayMs: count.dayMs - 86_400_000 }));
      await chrome.storage.local.set({ [key]: { ...rest, counts: yesterday } });
    });
  }

  async close(): Promise<void> {
    await this.page.close();
    await this.hand.close();
  }
}

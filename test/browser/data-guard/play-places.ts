/** Where a page makes it hard: strict policies, modals, frames, rewritten documents, scripts that click; and that nothing stays behind. */
import { expect, test } from '@jest/globals';
import { navigate } from '../../../scripts/browser/navigate.mjs';
import { eventually } from '../harness/eventually.js';
import type { BrowserRequest, ManagedBrowser } from '../harness/managed-browser.js';
import { landed } from '../harness/landed.js';
import { KEY, MARKED } from './chat-policy.js';
import { CHAT } from './editor-pages.js';
import { playArrivals } from './play-arrivals.js';
import { playFrames } from './play-frames.js';
import { playHealth } from './play-health.js';
import { playPdf } from './play-pdf.js';
import { playPrivacy } from './play-privacy.js';
import { paste, PASTED, redact, REDACTED, setStage, type Stage } from './stage.js';

/** What a page's script notes of the keys that it sees. */
interface Watched {
  readonly keysSeen: string[];
}

export function playPlaces<Kind extends ManagedBrowser>(
  start: (request: BrowserRequest) => Promise<Kind>,
  more: (stage: Stage<Kind>) => void = () => undefined,
): void {
  const stage = setStage(start);
  const { chat } = stage;

  test('a page with a strict content security policy and Trusted Types', async () => {
    await chat().open('textarea?strict');
    await chat().copy(PASTED);
    await paste(chat());
    await redact(chat());
    await chat().holds(REDACTED);
  });

  test('above the page’s own modal dialog', async () => {
    await chat().open('textarea');
    await chat().copy(PASTED);
    await chat().page.evaluate(() => {
      const modal = document.createElement('dialog');
      document.body.append(modal);
      modal.append(...document.querySelectorAll('#place'));
      modal.showModal();
      document.querySelector<HTMLElement>('#place textarea')?.focus();
    });
    await paste(chat());
    await chat().dialogOpens();
    const onTop = await chat().page.evaluate(
      () => document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.localName ?? '',
    );
    expect(onTop).toBe('gatepost-data-guard');
    await redact(chat());
    await chat().holds(REDACTED);
  });

  test('the page’s scripts press nothing and see no key', async () => {
    await chat().open('textarea');
    await chat().copy(MARKED);
    await chat().page.evaluate(() => {
      const keysSeen: string[] = [];
      for (const type of ['keydown', 'keyup', 'keypress', 'beforeinput', 'click'])
        window.addEventListener(type, (event) => keysSeen.push(`${type} ${(event as KeyboardEvent).key}`), true);
      Object.assign(window, { keysSeen });
    });
    await paste(chat());
    await chat().dialogOpens();
    const before = await chat().page.evaluate(() => {
      const host = document.querySelector<HTMLElement>('gatepost-data-guard');
      const { x, y, width, height } = host?.getBoundingClientRect() ?? new DOMRect();
      host?.click();
      host?.dispatchEvent(
        new MouseEvent('click', { bubbles: true, composed: true, clientX: x + width, clientY: y + height }),
      );
      host?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true }));
      const { keysSeen } = globalThis as unknown as Watched;
      return keysSeen.splice(0).length;
    });
    expect(before).toBeGreaterThan(0);
    expect(await chat().dialog()).not.toBeNull();
    await chat().page.keyboard.press('Tab');
    await chat().page.keyboard.press('a');
    await chat().page.keyboard.press('Escape');
    await chat().dialogCloses();
    expect(await chat().page.evaluate(() => (globalThis as unknown as Watched).keysSeen)).toEqual([]);
    await chat().page.keyboard.press('b');
    expect(await chat().page.evaluate(() => (globalThis as unknown as Watched).keysSeen.length)).toBeGreaterThan(0);
    expect(await chat().text()).toBe('b');
  });

  test('a page that takes the dialog away gets nothing by it', async () => {
    await chat().open('textarea');
    await chat().copy(PASTED);
    await paste(chat());
    await chat().dialogOpens();
    await chat().page.evaluate(() => document.querySelector('gatepost-data-guard')?.remove());
    await chat().page.keyboard.type('z');
    await chat().holds('z');
  });

  test('a page that the back button brings back', async () => {
    await chat().open('textarea');
    await chat().copy(PASTED);
    await navigate(chat().page, 'https://elsewhere.example/');
    // Not by the driver, whose Firefox waits for a loading of what it had kept, and for nothing else until then.
    void chat()
      .page.evaluate(() => {
        history.back();
      })
      .catch(() => undefined);
    await landed(chat().page, 'the chat', (shown) => shown.startsWith(CHAT));
    await chat().focus();
    await paste(chat());
    await redact(chat());
    await chat().holds(REDACTED);
    // Firefox's driver does not tell that the next page has loaded either.
    await navigate(chat().page, `${CHAT}/plain`);
  });

  playFrames(stage);

  test('a long clean text is held, and arrives whole', async () => {
    await chat().open('textarea');
    const long = 'The quarterly meeting takes place on the third floor.\n'.repeat(6_000);
    await chat().copy(long);
    await paste(chat());
    await eventually('it is there', async () => (await chat().text()) === long);
    expect(await chat().dialog()).toBeNull();
  });

  playArrivals(stage);

  more(stage);

  playPdf(stage);
  playPrivacy(stage, [KEY, KEY.slice(4, 20), 'minutes of the meeting', 'quarterly meeting takes']);

  playHealth(stage);
}

/** Where a page makes it hard: strict policies, modals, frames, rewritten documents, scripts that click; and that nothing stays behind. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Frame } from 'puppeteer-core';
import { eventually } from '../harness/eventually.js';
import type { BrowserRequest, ManagedBrowser } from '../harness/managed-browser.js';
import { setScene, type Scene } from '../harness/scene.js';
import { chatPolicy, KEY, MARKED, PLACEHOLDER } from './chat-policy.js';
import { Chat } from './chat.js';
import { CHAT, startEditorPages } from './editor-pages.js';

/** What a page's script notes of the keys that it sees. */
interface Watched {
  readonly keysSeen: string[];
}

export function playPlaces<Kind extends ManagedBrowser>(
  start: (request: BrowserRequest) => Promise<Kind>,
  more: (scene: () => Scene<Kind>, chat: () => Chat) => void = () => undefined,
): void {
  let scene: Scene<Kind>;
  let chat: Chat;
  beforeAll(async () => {
    scene = await setScene(start, chatPolicy, startEditorPages);
    chat = await Chat.inBrowser(scene.browser);
  });
  afterAll(() => scene.close());

  const paste = () => chat.chord('KeyV', 'Control');
  const redact = async () => {
    await chat.dialogOpens();
    await chat.page.keyboard.press('Enter');
    await chat.dialogCloses();
  };

  test('a page with a strict content security policy and Trusted Types', async () => {
    await chat.open('textarea?strict');
    await chat.copy(`my ${KEY} x`);
    await paste();
    await redact();
    await chat.holds(`my ${PLACEHOLDER} x`);
  });

  test('above the page’s own modal dialog', async () => {
    await chat.open('textarea');
    await chat.copy(`my ${KEY} x`);
    await chat.page.evaluate(() => {
      const modal = document.createElement('dialog');
      document.body.append(modal);
      modal.append(...document.querySelectorAll('#place'));
      modal.showModal();
      document.querySelector<HTMLElement>('#place textarea')?.focus();
    });
    await paste();
    await chat.dialogOpens();
    const onTop = await chat.page.evaluate(
      () => document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.localName ?? '',
    );
    expect(onTop).toBe('gatepost-data-guard');
    await redact();
    await chat.holds(`my ${PLACEHOLDER} x`);
  });

  test('the page’s scripts press nothing and see no key', async () => {
    await chat.open('textarea');
    await chat.copy(MARKED);
    await chat.page.evaluate(() => {
      const keysSeen: string[] = [];
      for (const type of ['keydown', 'keyup', 'keypress', 'beforeinput', 'click'])
        window.addEventListener(type, (event) => keysSeen.push(`${type} ${(event as KeyboardEvent).key}`), true);
      Object.assign(window, { keysSeen });
    });
    await paste();
    await chat.dialogOpens();
    const before = await chat.page.evaluate(() => {
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
    expect(await chat.dialog()).not.toBeNull();
    await chat.page.keyboard.press('Tab');
    await chat.page.keyboard.press('a');
    await chat.page.keyboard.press('Escape');
    await chat.dialogCloses();
    expect(await chat.page.evaluate(() => (globalThis as unknown as Watched).keysSeen)).toEqual([]);
    await chat.page.keyboard.press('b');
    expect(await chat.page.evaluate(() => (globalThis as unknown as Watched).keysSeen.length)).toBeGreaterThan(0);
    expect(await chat.text()).toBe('b');
  });

  test('a page that takes the dialog away gets nothing by it', async () => {
    await chat.open('textarea');
    await chat.copy(`my ${KEY} x`);
    await paste();
    await chat.dialogOpens();
    await chat.page.evaluate(() => document.querySelector('gatepost-data-guard')?.remove());
    await chat.page.keyboard.type('z');
    await chat.holds('z');
  });

  test('a document that is written anew', async () => {
    await chat.open('textarea');
    await chat.copy(`my ${KEY} x`);
    await chat.page.evaluate(() => {
      document.open();
      // What the test is about, so it has to be this call.
      // eslint-disable-next-line @typescript-eslint/no-deprecated
      document.write('<!doctype html><title>Anew</title><textarea id="anew"></textarea>');
      document.close();
      document.querySelector<HTMLElement>('#anew')?.focus();
    });
    await paste();
    await redact();
    await eventually('the text is there', () =>
      chat.page.evaluate(
        (wanted) => document.querySelector<HTMLTextAreaElement>('#anew')?.value === wanted,
        `my ${PLACEHOLDER} x`,
      ),
    );
  });

  test('a page that the back button brings back', async () => {
    await chat.open('textarea');
    await chat.copy(`my ${KEY} x`);
    await chat.page.goto('https://elsewhere.example/');
    await chat.page.goBack();
    await chat.focus();
    await paste();
    await redact();
    await chat.holds(`my ${PLACEHOLDER} x`);
  });

  test.each([
    ['about:blank', ''],
    ['srcdoc', '<textarea></textarea>'],
    ['of the same site', `${CHAT}/plain`],
  ])('a frame: %s', async (_, source) => {
    await chat.open('textarea');
    await chat.copy(`my ${KEY} x`);
    await chat.page.evaluate((wanted) => {
      const frame = document.createElement('iframe');
      frame.style.cssText = 'width:700px;height:500px';
      if (wanted.startsWith('https:')) frame.src = wanted;
      else if (wanted !== '') frame.srcdoc = wanted;
      document.body.prepend(frame);
      if (wanted === '') frame.contentDocument?.body.append(frame.contentDocument.createElement('textarea'));
    }, source);
    const field = await inFrame(chat);
    await field.evaluate(() => {
      document.querySelector('textarea')?.focus();
    });
    await paste();
    const isOpen = () => field.evaluate(() => document.querySelector('gatepost-data-guard') !== null);
    await eventually('the dialog opens in the frame', isOpen);
    await chat.page.keyboard.press('Enter');
    await eventually('the redacted text is there', () =>
      field.evaluate((wanted) => document.querySelector('textarea')?.value === wanted, `my ${PLACEHOLDER} x`),
    );
  });

  test('a long clean text is held, and arrives whole', async () => {
    await chat.open('textarea');
    const long = 'The quarterly meeting takes place on the third floor. '.repeat(6_000);
    await chat.copy(long);
    await paste();
    await eventually('it is there', async () => (await chat.text()).length === long.length);
    expect(await chat.dialog()).toBeNull();
  });

  more(
    () => scene,
    () => chat,
  );

  test('nothing of a text is stored or sent', async () => {
    const stored = await scene.browser.inExtension((page) =>
      page.evaluate(async () =>
        JSON.stringify([await chrome.storage.local.get(null), await chrome.storage.session.get(null)]),
      ),
    );
    const sent = scene.standIn.requests.map(({ url, body }) => url + body).join('\n');
    expect(stored.length).toBeGreaterThan(1_000);
    for (const planted of [KEY, KEY.slice(4, 20), 'minutes of the meeting', 'quarterly meeting takes'])
      expect({ planted, stored: stored.includes(planted), sent: sent.includes(planted) }).toEqual({
        planted,
        stored: false,
        sent: false,
      });
  });
}

async function inFrame({ page }: Chat): Promise<Frame> {
  let found: Frame | undefined;
  await eventually('the frame is there', async () => {
    const [frame] = page.mainFrame().childFrames();
    found = frame;
    return (await frame?.evaluate(() => document.querySelector('textarea') !== null).catch(() => false)) === true;
  });
  if (found === undefined) throw new Error('the frame has gone');
  return found;
}

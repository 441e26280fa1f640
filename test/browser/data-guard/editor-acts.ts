/** What is done in each editor, one act after another on one page: a way in, and what becomes of it. */
import { expect } from '@jest/globals';
import { KEY, MARKED, PLACEHOLDER, PROJECT } from './chat-policy.js';
import type { Chat } from './chat.js';
import type { WayId } from './editor-rows.js';

/** The clipboard is filled first, since that takes the focus away. */
async function ready(chat: Chat, clipboard: string | null): Promise<void> {
  if (clipboard !== null) await chat.copy(clipboard);
  await chat.page.keyboard.type('start end');
  await chat.holds('start end');
  for (let step = 0; step < 3; step += 1) await chat.page.keyboard.press('ArrowLeft');
  await chat.caretRests();
}

const paste = (chat: Chat) => chat.chord('KeyV', 'Control');

/** What is typed next stands at the caret. */
async function caretIsAt(chat: Chat, text: string): Promise<void> {
  await chat.page.keyboard.type('^');
  await chat.holds(text);
}

/** Each begins with an empty editor, and throws when it does not go as it should. */
export const PLAYS: Readonly<Record<WayId, (chat: Chat) => Promise<void>>> = {
  async clean(chat) {
    await ready(chat, 'clean ');
    await paste(chat);
    await caretIsAt(chat, 'start clean ^end');
    expect(await chat.pasteTrusted()).toEqual([true]);
    expect(await chat.dialog()).toBeNull();
  },
  async placeholders(chat) {
    await ready(chat, `one\ntwo ${KEY} x\nthree `);
    await paste(chat);
    const { focused, found } = await chat.dialogOpens();
    expect({ focused, found }).toEqual({ focused: 'redact', found: ['GitHub token ghp_… line 2'] });
    await chat.page.keyboard.press('Enter');
    await chat.dialogCloses();
    await chat.holds(`start one two ${PLACEHOLDER} x three end`);
    await caretIsAt(chat, `start one two ${PLACEHOLDER} x three ^end`);
  },
  async plain(chat) {
    await ready(chat, `my ${KEY} x`);
    await chat.chord('KeyV', 'Control', 'Shift');
    await chat.dialogOpens();
    await chat.page.keyboard.press('Escape');
    await chat.dialogCloses();
    await caretIsAt(chat, 'start ^end');
  },
  async anyway(chat) {
    await ready(chat, `on ${PROJECT} `);
    await paste(chat);
    expect((await chat.dialogOpens()).focused).toBe('redact');
    await chat.insertAnyway();
    await chat.holds(`start on ${PROJECT} end`);
    await paste(chat);
    await chat.holds(`start on ${PROJECT} on ${PROJECT} end`);
    expect(await chat.dialog()).toBeNull();
  },
  async blocked(chat) {
    await ready(chat, MARKED);
    await paste(chat);
    const { buttons } = await chat.dialogOpens();
    expect(buttons.map(({ act }) => act)).toEqual(['cancel']);
    await chat.page.keyboard.press('Enter');
    await chat.dialogCloses();
    await caretIsAt(chat, 'start ^end');
  },
  async enter(chat) {
    await ready(chat, null);
    await chat.page.keyboard.type(`${KEY} `);
    await chat.page.keyboard.press('Enter');
    await chat.dialogOpens();
    expect(await chat.sent()).toEqual([]);
    await chat.page.keyboard.press('Enter');
    await chat.dialogCloses();
    await chat.holds(`start ${PLACEHOLDER} end`);
    expect(await chat.sent()).toEqual([]);
    await chat.page.keyboard.press('Enter');
    expect((await chat.sent()).map((text) => text.trim())).toEqual([`start ${PLACEHOLDER} end`]);
  },
  async button(chat) {
    await ready(chat, null);
    await chat.page.keyboard.type(`${PROJECT} `);
    await chat.page.click('#send');
    await chat.dialogOpens();
    expect(await chat.sent()).toEqual([]);
    await chat.insertAnyway();
    await chat.page.waitForFunction(() => (globalThis as unknown as { chat: { sent: string[] } }).chat.sent.length > 0);
    expect((await chat.sent()).map((text) => text.trim())).toEqual([`start ${PROJECT} end`]);
  },
  async drop(chat) {
    await ready(chat, null);
    await drag(chat, `${KEY} `);
    await chat.dialogOpens();
    await chat.page.keyboard.press('Enter');
    await chat.dialogCloses();
    expect((await textWhen(chat, PLACEHOLDER)).replace(`${PLACEHOLDER} `, '').trim()).toBe('start end');
  },
};

/** A real drag with the mouse, from the page's own source into the editor. */
async function drag({ page }: Chat, text: string): Promise<void> {
  const places = await page.evaluate((carried) => {
    const source = document.querySelector('#drag');
    if (source !== null) source.textContent = carried;
    // In a closed root nothing but the place around the editor can be seen, margins and all.
    const editor = document.querySelector('#place [contenteditable="true"], #place textarea');
    const within = (element: Element | null, below: number) => {
      const { x, y, height } = element?.getBoundingClientRect() ?? new DOMRect();
      return { x: x + 20, y: y + Math.min(height / 2, below) };
    };
    return {
      from: within(source, 12),
      to: editor === null ? within(document.querySelector('#place'), 24) : within(editor, 12),
    };
  }, text);
  await page.mouse.move(places.from.x, places.from.y);
  await page.mouse.down();
  await page.mouse.move(places.from.x + 10, places.from.y + 5, { steps: 3 });
  await page.mouse.move(places.to.x, places.to.y, { steps: 6 });
  await page.mouse.up();
}

async function textWhen(chat: Chat, wanted: string): Promise<string> {
  for (let tries = 0; tries < 60; tries += 1) {
    const text = await chat.text();
    if (text.includes(wanted)) return text;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the application holds ${JSON.stringify(await chat.text())}, without ${wanted}`);
}

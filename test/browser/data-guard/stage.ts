/** What every test of the data guard works with: a browser, a chat's page in it, and what is done there again and again. */
import { afterAll, beforeAll } from '@jest/globals';
import type { Frame, Page } from 'puppeteer-core';
import { eventually } from '../harness/eventually.js';
import type { BrowserRequest, ManagedBrowser } from '../harness/managed-browser.js';
import { setScene, type Scene } from '../harness/scene.js';
import { chatPolicy, KEY, PLACEHOLDER } from './chat-policy.js';
import { Chat } from './chat.js';
import { startEditorPages } from './editor-pages.js';

export interface Stage<Kind extends ManagedBrowser = ManagedBrowser> {
  readonly scene: () => Scene<Kind>;
  readonly chat: () => Chat;
}

/** Where the events of these browsers go: to the stand-in, which records what it gets. */
export const COLLECTED = '/v1/logs';

/** Sets the stage before the tests of a file, and clears it after them. */
export function setStage<Kind extends ManagedBrowser>(
  start: (request: BrowserRequest) => Promise<Kind>,
  policy: object = chatPolicy,
  startPages: typeof startEditorPages = startEditorPages,
): Stage<Kind> {
  let scene: Scene<Kind>;
  let chat: Chat;
  beforeAll(async () => {
    const collecting = (request: BrowserRequest) => {
      const eventsEndpoint = `http://127.0.0.1:${request.standInPort}${COLLECTED}`;
      return start({ ...request, managed: { ...request.managed, eventsEndpoint } });
    };
    scene = await setScene(collecting, policy, startPages);
    chat = await Chat.inBrowser(scene.browser);
  });
  afterAll(() => scene.close());
  return { scene: () => scene, chat: () => chat };
}

/** A text with a key in it, and what goes to the chat in its place. */
export const PASTED = `my ${KEY} x`;
export const REDACTED = `my ${PLACEHOLDER} x`;

export const paste = (chat: Chat) => chat.chord('KeyV', 'Control');

/** Answers the dialog with its first button. */
export async function redact(chat: Chat): Promise<void> {
  await chat.dialogOpens();
  await chat.page.keyboard.press('Enter');
  await chat.dialogCloses();
}

/** Waits until the page's only field, or the one named, holds this. */
export async function fieldHolds(page: Page | Frame, wanted: string, selector = 'textarea'): Promise<void> {
  await eventually(`the field holds ${wanted}`, () =>
    page.evaluate((at, text) => document.querySelector<HTMLTextAreaElement>(at)?.value === text, selector, wanted),
  );
}

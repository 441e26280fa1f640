/** Every editor × way in × outcome, in one browser. */
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import type { BrowserRequest, ManagedBrowser } from '../harness/managed-browser.js';
import { setScene, type Scene } from '../harness/scene.js';
import { chatPolicy } from './chat-policy.js';
import { Chat } from './chat.js';
import { PLAYS } from './editor-acts.js';
import { startEditorPages } from './editor-pages.js';
import { EDITORS, WAY_IDS, WAYS, type WayId } from './editor-rows.js';

/** @param notDriven what the browser's driver cannot do */
export function playEditors(
  start: (request: BrowserRequest) => Promise<ManagedBrowser>,
  notDriven: readonly WayId[] = [],
): void {
  let scene: Scene<ManagedBrowser>;
  let chat: Chat;
  beforeAll(async () => {
    scene = await setScene(start, chatPolicy, startEditorPages);
    chat = await Chat.inBrowser(scene.browser);
  });
  afterAll(() => scene.close());

  describe.each(EDITORS)('$name', ({ place, cannot }) => {
    const possible = WAY_IDS.filter((id) => !cannot.includes(id) && !notDriven.includes(id));
    test.each(possible.map((id) => ({ id, way: WAYS[id].join(': ') })))('$way', async ({ id }) => {
      await chat.open(place);
      await PLAYS[id](chat);
    });
  });
}

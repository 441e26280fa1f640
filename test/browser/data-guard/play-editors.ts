/** Every editor × way in × outcome, in one browser; and that nothing of it stays behind. */
import { describe, test } from '@jest/globals';
import type { BrowserRequest, ManagedBrowser } from '../harness/managed-browser.js';
import { KEY } from './chat-policy.js';
import { PLAYS } from './editor-acts.js';
import { EDITORS, WAY_IDS, WAYS, type WayId } from './editor-rows.js';
import { playPrivacy } from './play-privacy.js';
import { setStage } from './stage.js';

/** @param notDriven what the browser's driver cannot do */
export function playEditors(
  start: (request: BrowserRequest) => Promise<ManagedBrowser>,
  notDriven: readonly WayId[] = [],
): void {
  const stage = setStage(start);
  const { chat } = stage;

  describe.each(EDITORS)('$name', ({ place, cannot }) => {
    const possible = WAY_IDS.filter((id) => !cannot.includes(id) && !notDriven.includes(id));
    test.each(possible.map((id) => ({ id, way: WAYS[id].join(': ') })))('$way', async ({ id }) => {
      await chat().open(place);
      await PLAYS[id](chat());
    });
  });

  playPrivacy(stage, [KEY, KEY.slice(4, 20), 'minutes of the meeting']);
}

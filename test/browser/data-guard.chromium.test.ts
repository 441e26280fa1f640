/** The data guard where pages make it hard, in Chromium; and what only Chromium's driver can do: dictation, input methods, clipboard. */
import { expect, test } from '@jest/globals';
import { CHAT } from './data-guard/editor-pages.js';
import { KEY, MARKED, PLACEHOLDER } from './data-guard/chat-policy.js';
import { playPlaces } from './data-guard/play-places.js';
import { paste } from './data-guard/stage.js';
import { Chromium } from './harness/chromium.js';
import { eventually } from './harness/eventually.js';

playPlaces(
  (request) => Chromium.start(request),
  ({ scene, chat }) => {
    test('text that comes all at once, as from dictation', async () => {
      await chat().open('prosemirror');
      const client = await chat().page.createCDPSession();
      await client.send('Input.insertText', { text: `dictated ${KEY} ` });
      await chat().dialogOpens();
      expect(await chat().text()).toBe('');
      await chat().page.keyboard.press('Enter');
      await chat().dialogCloses();
      await chat().holds(`dictated ${PLACEHOLDER}`);
    });

    test('Enter that belongs to an input method sends nothing and is not stopped', async () => {
      await chat().open('textarea');
      await chat().page.keyboard.type(`${KEY} `);
      const client = await chat().page.createCDPSession();
      await client.send('Input.imeSetComposition', { text: 'か', selectionStart: 1, selectionEnd: 1 });
      const key = { key: 'Process', code: 'Enter', windowsVirtualKeyCode: 229 };
      await client.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key });
      await client.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
      expect(await chat().dialog()).toBeNull();
      await client.send('Input.insertText', { text: 'か' });
      await chat().page.keyboard.press('Enter');
      await chat().dialogOpens();
      await chat().page.keyboard.press('Escape');
      await chat().dialogCloses();
    });

    test('a text that takes longer than a frame: a sign says that it is being checked', async () => {
      await chat().open('textarea');
      await chat().copy(`${'The quarterly meeting takes place on the third floor. '.repeat(60_000)}${MARKED}`);
      // On a computer so slow that the answer takes longer than anybody waits without a sign.
      const client = await chat().page.createCDPSession();
      await client.send('Emulation.setCPUThrottlingRate', { rate: 20 });
      try {
        await paste(chat());
        let sign: string | null = null;
        await eventually('the sign', async () => (sign = await chat().sign()) !== null);
        expect(sign).toBe('Gatepost is checking the text…');
      } finally {
        await client.send('Emulation.setCPUThrottlingRate', { rate: 1 });
      }
      await chat().dialogOpens();
      expect(await chat().sign()).toBeNull();
      await chat().page.keyboard.press('Escape');
      await chat().dialogCloses();
      expect(await chat().text()).toBe('');
    });

    test.each([
      ['Enter', PLACEHOLDER],
      ['Escape', 'refused: NotAllowedError'],
    ] as const)('the page’s own paste button, answered with %s', async (answer, got) => {
      const context = scene().browser.browser.defaultBrowserContext();
      await context.setPermission(CHAT, { permission: { name: 'clipboard-read' }, state: 'granted' });
      await chat().open('textarea');
      await chat().copy(KEY);
      await chat().page.click('#read');
      await chat().dialogOpens();
      expect(await chat().read()).toEqual([]);
      await chat().page.keyboard.press(answer);
      await eventually('the page has its answer', async () => (await chat().read()).length > 0);
      expect(await chat().read()).toEqual([got]);
      await chat().copy('clean');
      await chat().page.click('#read');
      await eventually('the page has its answer', async () => (await chat().read()).length > 1);
      expect((await chat().read())[1]).toBe('clean');
    });
  },
);

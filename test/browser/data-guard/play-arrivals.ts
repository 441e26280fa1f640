/** Ways in and moments that a page's own script has no part in: a form of the browser's, a site's worker, a page not all there yet. */
import { expect, test } from '@jest/globals';
import { CHAT } from './editor-pages.js';
import { fieldHolds, paste, PASTED, redact, REDACTED, type Stage } from './stage.js';

export function playArrivals({ scene, chat }: Stage): void {
  const received = () => scene().standIn.requests.filter(({ path }) => path.startsWith('/received'));

  test.each([
    ['its button', () => chat().page.click('button')],
    ['Enter in its line', () => chat().page.keyboard.press('Enter')],
  ])('a form without a script: %s', async (_, send) => {
    const before = received().length;
    await chat().page.goto(`${CHAT}/form`);
    await chat().page.click('input');
    await chat().page.keyboard.type(PASTED);
    await send();
    await redact(chat());
    await fieldHolds(chat().page, REDACTED, 'input');
    expect(received()).toHaveLength(before);
    await Promise.all([chat().page.waitForNavigation(), send()]);
    expect(received().map(({ body }) => new URLSearchParams(body).get('text'))[before]).toBe(REDACTED);
  });

  test('the middle button of the mouse, which pastes what is selected', async () => {
    await chat().open('textarea');
    await chat().select(PASTED);
    await chat().page.click('textarea:not(#source)', { button: 'middle' });
    await redact(chat());
    await chat().holds(REDACTED);
  });

  test('a page served by the site’s own service worker', async () => {
    await chat().open('textarea');
    await chat().copy(PASTED);
    await chat().page.evaluate(async () => {
      const { installing, waiting, active } = await navigator.serviceWorker.register('/worker.js', {
        scope: '/served',
      });
      const worker = installing ?? waiting ?? active;
      await new Promise<void>((resolve) => {
        const look = () => {
          if (worker?.state === 'activated') resolve();
        };
        worker?.addEventListener('statechange', look);
        look();
      });
    });
    await chat().page.goto(`${CHAT}/served`);
    expect(await chat().page.title()).toBe('from the worker');
    await chat().page.click('textarea');
    await paste(chat());
    await redact(chat());
    await fieldHolds(chat().page, REDACTED);
  });

  test('a paste before the guard has its engine and its dialog', async () => {
    await chat().open('textarea');
    await chat().copy(PASTED);
    // The document does not end, so nothing of it is loaded until this navigation is over.
    const loaded = chat().page.goto(`${CHAT}/slow`);
    await chat().page.waitForSelector('textarea');
    await chat().page.click('textarea');
    expect(await chat().page.evaluate(() => document.readyState)).toBe('loading');
    await paste(chat());
    await redact(chat());
    await fieldHolds(chat().page, REDACTED);
    expect(await chat().page.evaluate(() => document.readyState)).toBe('loading');
    await fetch(`http://127.0.0.1:${scene().standIn.port}/finish`);
    await loaded;
  });
}

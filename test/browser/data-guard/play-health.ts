/** A guard that a page has switched off says so, and one that sees everything does not. */
import { expect, test } from '@jest/globals';
import { KEY } from './chat-policy.js';
import type { Chat } from './chat.js';
import { paste, PASTED, REDACTED, redact, fieldHolds, type Stage } from './stage.js';

/** Longer than the pause after which the guard looks whether a text has gone unseen. */
const PAUSE_MS = 1_200;

/** Has a page written anew, in the same task in which it takes these events before anybody else. */
function writeAnew({ page }: Chat, taken: readonly string[]): Promise<void> {
  return page.evaluate((types) => {
    document.open();
    for (const type of types)
      window.addEventListener(
        type,
        (event) => {
          event.stopImmediatePropagation();
        },
        true,
      );
    // What the test is about, so it has to be this call.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    document.write('<!doctype html><title>Anew</title><textarea></textarea>');
    document.close();
    document.querySelector('textarea')?.focus();
  }, taken);
}

export function playHealth({ chat }: Stage): void {
  test('a page that hinders nobody is not reported', async () => {
    await chat().open('textarea');
    await chat().page.keyboard.type('typed');
    await chat().page.keyboard.press('w', { delay: PAUSE_MS });
    await chat().chord('KeyA', 'Control');
    await chat().page.keyboard.press('Delete');
    await chat().page.keyboard.press('x', { delay: PAUSE_MS });
    await chat().page.click('#send');
    await chat().page.evaluate(() => {
      const field = document.querySelector<HTMLTextAreaElement>('#place textarea');
      if (field !== null) field.value = '';
    });
    await chat().focus();
    await chat().page.keyboard.press('y');
    expect(await chat().text()).toBe('y');
    // A report that is still under way shows in the next test, which expects its own to be the only one.
    expect(await chat().degraded()).toEqual([]);
  });

  test('a document that is written anew', async () => {
    await chat().open('textarea');
    await chat().copy(PASTED);
    await writeAnew(chat(), []);
    await paste(chat());
    await redact(chat());
    await fieldHolds(chat().page, REDACTED);
    await chat().reports('listeners-removed');
  });

  test('a page that keeps pastes from the guard is reported', async () => {
    await chat().forgetDegraded();
    await chat().open('textarea');
    await chat().copy(PASTED);
    await writeAnew(chat(), ['paste', 'beforeinput']);
    await paste(chat());
    await fieldHolds(chat().page, PASTED);
    await chat().reports('listeners-removed', 'no-events');
  });

  test('a page that sends in a way that the guard does not see is reported', async () => {
    await chat().forgetDegraded();
    await chat().open('textarea');
    await chat().page.evaluate(() => {
      const own = Object.assign(document.createElement('div'), { id: 'own', textContent: 'Go' });
      own.addEventListener('mousedown', (event) => {
        event.preventDefault();
        const field = document.querySelector<HTMLTextAreaElement>('#place textarea');
        if (field !== null) field.value = '';
      });
      document.body.append(own);
    });
    await chat().page.keyboard.type(`${KEY} `);
    await chat().page.keyboard.press('x', { delay: PAUSE_MS });
    await chat().page.click('#own');
    await chat().page.keyboard.press('y');
    expect(await chat().text()).toBe('y');
    await chat().reports('no-events');
  });
}

/** The guard's dialog, in as much of a document as it needs. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type * as Dialogs from '../../../../src/content/data-guard/dialog/dialog.js';

const globals = globalThis as Record<string, unknown>;
const STOOD_IN = ['chrome', 'document', 'CSSStyleSheet', 'MutationObserver'];
const before = STOOD_IN.map((name) => [name, globals[name]] as const);

let openDialog: typeof Dialogs.openDialog;
const shown: string[] = [];

beforeAll(async () => {
  const nothing = () => undefined;
  const root = { adoptedStyleSheets: [], append: nothing, querySelector: () => null };
  const host = { attachShadow: () => root, remove: nothing };
  Object.assign(globals, {
    chrome: { i18n: { getMessage: () => 'en' } },
    document: { createElement: () => host, documentElement: { append: nothing } },
    CSSStyleSheet: class {
      readonly replaceSync = nothing;
    },
    MutationObserver: class {
      readonly observe = nothing;
      readonly disconnect = nothing;
    },
  });
  ({ openDialog } = await import('../../../../src/content/data-guard/dialog/dialog.js'));
});

afterAll(() => {
  for (const [name, value] of before) Object.defineProperty(globals, name, { value, configurable: true });
});

function aDialog(name: string): HTMLDialogElement {
  const dialog = Object.assign(new EventTarget(), { showModal: () => shown.push(name), close: () => undefined });
  return dialog as unknown as HTMLDialogElement;
}

const allMicrotasks = () =>
  new Promise<void>((resolve) => {
    process.nextTick(resolve);
  });

test('what is asked while a dialog is open is asked after it, and is not refused by nobody', async () => {
  const [first, second] = [aDialog('first'), aDialog('second')];
  const answers: string[] = [];
  const choices = [first, second].map((dialog, index) =>
    openDialog(dialog, '').then(({ act }) => answers.push(`${index}: ${act}`)),
  );
  await allMicrotasks();
  expect({ shown, answers }).toEqual({ shown: ['first'], answers: [] });
  first.dispatchEvent(new Event('close'));
  await choices[0];
  await allMicrotasks();
  expect({ shown, answers }).toEqual({ shown: ['first', 'second'], answers: ['0: cancel'] });
  second.dispatchEvent(new Event('close'));
  await choices[1];
  expect(answers).toEqual(['0: cancel', '1: cancel']);
});

/** What becomes of a paste that carries files, once somebody has decided about its text. */
import { beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import type * as Transfers from '../../../../src/content/data-guard/transfers.js';

const GUARD = '../../../../src/content/data-guard';
const decisionOn = jest.fn<() => Promise<{ text: string; original: boolean } | null>>();
const offerCopy = jest.fn(() => Promise.resolve());
const filesToHandOver = jest.fn((files: readonly File[]) => Promise.resolve(files));
const insertAt = jest.fn<(spot: object, text: string, parts: object) => Promise<boolean>>();
const restore = jest.fn();

let onPaste: typeof Transfers.onPaste;

beforeAll(async () => {
  jest.unstable_mockModule(`${GUARD}/ask.js`, () => ({ decisionOn, offerCopy }));
  jest.unstable_mockModule(`${GUARD}/file-screen.js`, () => ({
    ...{ filesToHandOver, filesWait: () => 'held', countAside: () => undefined },
  }));
  jest.unstable_mockModule(`${GUARD}/insert.js`, () => ({ insertAt }));
  jest.unstable_mockModule(`${GUARD}/screen.js`, () => ({ screen: () => ({ kind: 'clean' }) }));
  jest.unstable_mockModule(`${GUARD}/shadow.js`, () => ({ deepestFocus: () => null }));
  jest.unstable_mockModule(`${GUARD}/composer.js`, () => ({
    currentSpot: () => ({ restore }),
    dropSpot: () => ({ restore }),
    isPasswordField: () => false,
  }));
  ({ onPaste } = await import('../../../../src/content/data-guard/transfers.js'));
});

beforeEach(() => {
  jest.clearAllMocks();
  insertAt.mockResolvedValue(false);
});

function paste(text: string, files = [new File(['x'], 'plan.txt')]): void {
  const clipboardData = {
    files,
    types: ['text/plain'],
    getData: (type: string) => (type === 'text/plain' ? text : ''),
  };
  onPaste(Object.assign(new Event('paste', { cancelable: true }), { clipboardData }) as unknown as ClipboardEvent);
}

const allDone = () => new Promise(setImmediate);

test('of a refused text the files are not asked about, since nothing of it goes on', async () => {
  decisionOn.mockResolvedValue(null);
  paste('a text');
  await allDone();
  expect(restore).toHaveBeenCalledTimes(1);
  expect(filesToHandOver).not.toHaveBeenCalled();
  expect(insertAt).not.toHaveBeenCalled();
});

test.each([
  ['a text', 1],
  ['', 0],
])('that the page has not taken, the text %j is offered to copy %d times', async (text, times) => {
  decisionOn.mockResolvedValue({ text, original: true });
  paste(text);
  await allDone();
  expect(insertAt).toHaveBeenCalledTimes(1);
  expect(offerCopy).toHaveBeenCalledTimes(times);
});

test('beside placeholders, files go on that were looked at, and no picture of the text does', async () => {
  decisionOn.mockResolvedValue({ text: '[key 1]', original: false });
  const [plan, picture] = [new File(['x'], 'plan.txt'), new File(['x'], 'image.png', { type: 'image/png' })];
  paste('a text', [plan, picture]);
  await allDone();
  expect(insertAt.mock.calls.map(([, , parts]) => parts)).toEqual([
    { texts: [['text/plain', '[key 1]']], files: [plan] },
  ]);
});

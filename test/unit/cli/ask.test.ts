/** Questions on a terminal: an answer, and every way of giving none. */
import { expect, test } from '@jest/globals';
import { PassThrough } from 'node:stream';
import { ask } from '../../../src/cli/lib/ask.js';

/** A terminal on which somebody types when the question stands there. */
function terminal(typed: (input: PassThrough) => void) {
  const input = new PassThrough();
  const output = Object.assign(new PassThrough(), { isTTY: true });
  let shown = '';
  output.on('data', (chunk: Buffer) => {
    const before = shown.includes('Really?');
    shown += chunk.toString();
    if (!before && shown.includes('Really?')) setImmediate(typed, input);
  });
  return { input, output };
}

test.each([
  ['an answer', (input: PassThrough) => input.write(' yes \r'), 'yes'],
  ['Enter alone', (input: PassThrough) => input.write('\r'), ''],
  ['Ctrl+C', (input: PassThrough) => input.write('\u0003'), null],
  ['Ctrl+D', (input: PassThrough) => input.write('\u0004'), null],
  ['a terminal that closes', (input: PassThrough) => input.end(), null],
])('%s', async (_, typed, expected) => {
  expect(await ask('Really? ', terminal(typed))).toBe(expected);
});

/** The rows of the matrix that start a browser of their own, on a machine that force-installs the extension. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Machine } from './machine.js';
import { readRows } from './row.js';
import { STARTS, whatBecame } from './starts.js';

let machine: Machine;

beforeAll(async () => {
  machine = await Machine.setUp();
});
afterAll(() => machine.close());

const rows = readRows().filter(({ starts }) => starts === true);

test.each(rows.map((row) => [row.id, row] as const))('%s', async (id, { act = '', expected }) => {
  const start = STARTS[act];
  if (start === undefined) throw new Error(`no way to start ${act}`);
  const host = `${id}.closed.example`;
  const browser = await start(machine, `https://${host}/plain`);
  try {
    const { outcome } = await whatBecame(browser, machine.sites, host);
    // Whether the document is asked for is a race that the browser may lose.
    const wanted = expected.chromium === 'explained-asked' ? ['explained-asked', 'explained'] : [expected.chromium];
    expect(wanted).toContain(outcome);
  } finally {
    await browser.close();
  }
});

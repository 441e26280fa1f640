/** The rows of the matrix that start a browser of their own, on a machine that force-installs the extension. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Machine } from './machine.js';
import { readRows, type Outcome, type Row } from './row.js';
import { STARTS, whatBecame } from './starts.js';

let machine: Machine;

beforeAll(async () => {
  machine = await Machine.setUp();
});
afterAll(() => machine.close());

const rows = readRows().filter(({ starts }) => starts === true);

async function play({ id, act = '' }: Row): Promise<Outcome> {
  const start = STARTS[act];
  if (start === undefined) throw new Error(`no way to start ${act}`);
  const host = `${id}.closed.example`;
  machine.sites.requests.splice(0);
  const browser = await start(machine, `https://${host}/plain`);
  try {
    return (await whatBecame(browser, machine.sites, host)).outcome;
  } finally {
    await browser.close();
  }
}

describe('without the guard:', () => {
  const guarded = rows.filter(({ without }) => without !== undefined);
  afterAll(() => machine.waitUntilGuarded());

  test.each(guarded.map((row) => [row.id, row] as const))('%s', async (_, row) => {
    await machine.takeGuardsAway();
    expect(['explained-late', 'shown']).toContain(await play(row));
  });
});

// The row of the guest window is the last: a browser started after one asks whose profile to use.
test.each(rows.map((row) => [row.id, row] as const))('%s', async (_, row) => {
  const expected = row.expected.chromium;
  // Whether the document is asked for is a race that the browser may lose.
  const wanted = expected === 'explained-asked' ? ['explained-asked', 'explained'] : [expected];
  expect(wanted).toContain(await play(row));
});

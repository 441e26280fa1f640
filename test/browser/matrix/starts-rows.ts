/** Plays the rows of the matrix that start a browser of their own. Run by a test file for each browser. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Machine } from './machine.js';
import { readRows, type BrowserName, type Outcome, type Row } from './row.js';
import { STARTS, whatBecame } from './starts.js';

/** @param takeAway whether the same is played once more with the guard taken away */
export function describeStarts(name: BrowserName, setUp: () => Promise<Machine>, takeAway: boolean): void {
  let machine: Machine;

  beforeAll(async () => {
    machine = await setUp();
  });
  afterAll(() => machine.close());

  async function play({ id, act = '' }: Row, wanted: readonly Outcome[]): Promise<Outcome> {
    const start = STARTS[act];
    if (start === undefined) throw new Error(`no way to start ${act}`);
    const host = `${id}.closed.example`;
    machine.sites.requests.splice(0);
    const browser = await start(machine, `https://${host}/plain`);
    try {
      return (await whatBecame(browser, machine.sites, host, wanted.includes('shown'))).outcome;
    } finally {
      await browser.close();
    }
  }

  const rows = readRows().filter(({ starts, expected }) => starts === true && expected[name] !== 'not-there');

  if (takeAway) {
    describe('without the guard:', () => {
      const guarded = rows.filter(({ without }) => without !== undefined);
      afterAll(() => machine.waitUntilGuarded());

      test.each(guarded.map((row) => [row.id, row] as const))('%s', async (_, row) => {
        await machine.takeGuardsAway();
        const wanted: Outcome[] = ['explained-late', 'shown'];
        expect(wanted).toContain(await play(row, wanted));
      });
    });
  }

  // The row of the guest window is the last: a browser started after one asks whose profile to use.
  test.each(rows.map((row) => [row.id, row] as const))('%s', async (_, row) => {
    const expected = row.expected[name];
    // Whether the document is asked for is a race that the browser may lose.
    const wanted: Outcome[] = expected === 'explained-asked' ? ['explained-asked', 'explained'] : [expected as Outcome];
    expect(wanted).toContain(await play(row, wanted));
  });
}

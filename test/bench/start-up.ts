/**
 * What reaches a restricted site while a browser starts that force-installs the extension: the figures of docs/reference/limits.md.
 * Parameters: how many starts each way (10 when left out), and the browser (Chromium when left out).
 */
import { ChromiumMachine } from '../browser/matrix/chromium-machine.js';
import { FirefoxMachine } from '../browser/matrix/firefox-machine.js';
import type { Machine } from '../browser/matrix/machine.js';
import { STARTS, whatBecame, type Seen } from '../browser/matrix/starts.js';

const WAYS = ['with an address', 'with a start-up page', 'with the last session'];

export async function run([starts = '10', browser = 'chromium']: string[]): Promise<void> {
  const machine = await (browser === 'firefox' ? FirefoxMachine : ChromiumMachine).setUp();
  try {
    for (const way of WAYS) {
      const seen: Seen[] = [];
      for (let index = 0; index < Number(starts); index++) seen.push(await startOnce(machine, way, index));
      process.stdout.write(`${lineOf(way, seen)}\n`);
    }
  } finally {
    await machine.close();
  }
}

async function startOnce(machine: Machine, way: string, index: number): Promise<Seen> {
  const start = STARTS[way];
  if (start === undefined) throw new Error(`no way to start ${way}`);
  const host = `${way.replaceAll(' ', '-')}-${index}.closed.example`;
  const browser = await start(machine, `https://${host}/plain`);
  try {
    return await whatBecame(browser, machine.sites, host, true);
  } finally {
    await browser.close();
  }
}

function lineOf(way: string, seen: readonly Seen[]): string {
  const count = (holds: (one: Seen) => boolean) => `${seen.filter(holds).length} of ${seen.length}`;
  return [
    `${way}:`,
    `document asked for in ${count(({ reached }) => reached.includes('/plain'))},`,
    `anything else of the site in ${count(({ reached }) => reached.some((path) => path !== '/plain'))},`,
    `its script ran in ${count(({ outcome }) => outcome === 'shown' || outcome === 'explained-late')},`,
    `explained in ${count(({ outcome }) => outcome !== 'shown')}`,
  ].join(' ');
}

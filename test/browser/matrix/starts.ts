/** The acts of the matrix that start a browser, and what became of the page it was started with. */
import { eventually } from '../harness/eventually.js';
import type { ManagedBrowser } from '../harness/managed-browser.js';
import type { Machine } from './machine.js';
import type { Outcome } from './row.js';
import { WITNESS, type Sites } from './sites.js';
import { addressOf } from './stage.js';

/** A plain `--disable-extensions` would be taken for the driver's own, which is left out. */
const NO_EXTENSIONS = '--disable-extensions=all';

/** @returns the browser, which has been asked for the address one way or another */
export type Start = (machine: Machine, url: string) => Promise<ManagedBrowser>;

export const STARTS: Record<string, Start> = {
  'with an address': (machine, url) => machine.start([url]),
  'with a start-up page': (machine, url) => machine.startWithPage(url),
  'with the last session': async (machine, url) => {
    const isOpen = () => Promise.resolve(tellings(machine.sites, new URL(url).host) > 0);
    await machine.leaveSession(url, () => eventually('the page is open', isOpen));
    machine.sites.requests.splice(0);
    return machine.startWithSession();
  },
  'in a private window': (machine, url) => machine.startPrivately(url),
  'in a private window, with leave': (machine, url) => machine.startPrivatelyWithLeave(url),
  'as a guest': (machine, url) => machine.start(['--guest', url]),
  'without extensions': (machine, url) => machine.start([NO_EXTENSIONS, url]),
  'after a start without extensions': async (machine, url) => {
    await (await machine.start([NO_EXTENSIONS])).close();
    return machine.start([url]);
  },
};

/** How often a script of the host has told that it runs. */
function tellings({ requests }: Sites, host: string): number {
  return requests.filter((request) => request.host === WITNESS && request.path.includes(host)).length;
}

export interface Seen {
  readonly outcome: Outcome;
  /** Requests that reached the site, by path. */
  readonly reached: readonly string[];
}

/** That nothing happens can only be seen by waiting for it. */
const SHOWN_FOR_MS = 8_000;

/**
 * Waits for what becomes of the page: it is explained, or its own script runs.
 * @param mayStay whether it is right that it is never explained
 */
export async function whatBecame(browser: ManagedBrowser, sites: Sites, host: string, mayStay: boolean): Promise<Seen> {
  const explained = async () => {
    const addresses = await Promise.all((await browser.browser.pages()).map(addressOf));
    return addresses.some((address) => browser.isBlockedPage(address) && address.includes(host));
  };
  await eventually('the page is there', async () => (await explained()) || tellings(sites, host) > 0);
  // A page whose script ran may still be on its way to ending.
  const limit = mayStay ? { timeoutMs: SHOWN_FOR_MS } : {};
  await eventually('it is caught late', explained, limit).catch(() => undefined);
  const reached = sites.requests.filter((request) => request.host === host).map(({ path }) => path);
  return { outcome: outcomeOf(await explained(), tellings(sites, host) > 0, reached), reached };
}

function outcomeOf(explained: boolean, scriptRan: boolean, reached: readonly string[]): Outcome {
  if (!explained) return 'shown';
  if (scriptRan) return 'explained-late';
  return reached.length > 0 ? 'explained-asked' : 'explained';
}

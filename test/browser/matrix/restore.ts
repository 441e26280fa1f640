/** Plays what becomes of block pages that were open when the browser was closed. Run by a test file for each browser. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ManagedBrowser } from '../harness/managed-browser.js';
import { follow, readHistoryRows } from './history-links.js';
import { leaveTitle, tabsShow, wakeTabs } from './history-moves.js';
import type { Machine } from './machine.js';
import { POLICIES } from './policies.js';

/** The title of a page that has its answer; before that it names no site. */
const EXPLAINED = 'closed.example – Blocked site';

export function describeRestore(setUp: () => Promise<Machine>): void {
  let machine: Machine;
  let running: ManagedBrowser | undefined;

  beforeAll(async () => {
    machine = await setUp();
  });
  afterAll(async () => {
    await running?.close();
    await machine.close();
  });

  const { links } = readHistoryRows();
  const urlOf = (id: string) => `https://closed.example/c/${id}?q=1#part`;

  async function restart(before: ManagedBrowser): Promise<ManagedBrowser> {
    running = undefined;
    running = await machine.restartWithSession(before);
    await wakeTabs(running);
    return running;
  }

  test('they explain again in the restored session, and go on once the rule is lifted', async () => {
    const first = (running = await machine.start());
    for (const link of links) await leaveTitle(await follow(first, link, urlOf(link.id)));
    machine.sites.requests.splice(0);
    const second = await restart(first);
    const isExplained = ({ id }: { readonly id: string }, { url, title }: { url: string; title: string }) =>
      second.isBlockedPage(url) && url.endsWith(`/${urlOf(id)}`) && title === EXPLAINED;
    await tabsShow(second, links, isExplained);
    expect(machine.sites.requests.filter(({ host }) => host === 'closed.example')).toEqual([]);

    await machine.publish(POLICIES.open);
    const third = await restart(second);
    await third.popup({ checkNow: true });
    await wakeTabs(third);
    await tabsShow(third, links, ({ id }, { url }) => url === urlOf(id));
  });
}

/** The toolbar icon: a sign for each state, its colour, and words for it; the signs tell them apart without the colour. */
import { browser } from '../protocol/browser.js';
import type { Toolbar } from '../worker/ports.js';

const SIGNS = { usual: '', bypass: '◔', problem: '!', restricted: '✕', warned: '△' } as const;
const COLOURS = {
  usual: '#4d5968',
  bypass: '#0b57a4',
  problem: '#8a4b00',
  restricted: '#a3262a',
  warned: '#8a4b00',
} as const;
const TITLES = {
  usual: 'extension_name',
  bypass: 'toolbar_bypass',
  problem: 'toolbar_problem',
  restricted: 'toolbar_restricted',
  warned: 'toolbar_warned',
} as const;

export const toolbar: Toolbar = {
  show: (state) => put(state, {}),
  // The browser takes it away by itself when the tab goes elsewhere: nothing has to watch for that.
  markRestricted: (tabId, kind) => put(kind, { tabId }),
};

type ToolbarSign = keyof typeof SIGNS;

/** A tab that is gone by now needs no icon. */
async function put(state: ToolbarSign, where: { tabId?: number }): Promise<void> {
  try {
    await draw(state, where);
  } catch (error) {
    if (where.tabId === undefined) throw error;
  }
}

async function draw(state: ToolbarSign, where: { tabId?: number }): Promise<void> {
  await browser.action.setBadgeTextColor({ color: '#ffffff', ...where });
  await browser.action.setBadgeBackgroundColor({ color: COLOURS[state], ...where });
  await browser.action.setBadgeText({ text: SIGNS[state], ...where });
  await browser.action.setTitle({ title: browser.i18n.getMessage(TITLES[state]), ...where });
}

/** Open tabs and their frames. Nothing here listens: the browser is asked when a policy has changed. */
import { browser } from '../protocol/browser.js';
import type { Tabs, WindowOrigin } from '../worker/ports.js';
import { DATA_PARTS } from './content-scripts.js';
import { removeFrame } from './frame-removal.js';
import { replaceTab } from './tab-replacement.js';
import { within } from './within.js';

const GUARD_FILES = {
  end: ['end-frame.js'],
  watch: ['guard.js'],
  data: ['data-guard.js', ...DATA_PARTS],
  pdf: ['data-guard-pdf.js'],
  files: ['data-guard-files.js'],
} as const;

/** A page that is busy, or shows a dialog, does not run our script; it is not waited for. */
const SCRIPT_WAIT_MS = 300;
/** A frame is not taken away before it is sure that it is too busy to end. */
const END_WAIT_MS = 3_000;
/** Whoever has chosen a file waits for what reads it, and the reader of PDF is large. */
const READER_WAIT_MS = 10_000;
const GUARD_WAITS_MS = {
  end: END_WAIT_MS,
  watch: SCRIPT_WAIT_MS,
  data: SCRIPT_WAIT_MS,
  files: READER_WAIT_MS,
  pdf: READER_WAIT_MS,
} as const;
/** What the browser itself is asked for answers sooner, unless a page keeps the browser busy too. */
const BROWSER_WAIT_MS = 2_000;

export const tabs: Tabs = {
  async open() {
    const found = await browser.tabs.query({ discarded: false });
    return found.flatMap(({ id, url = '', status }) =>
      id === undefined ? [] : [{ tabId: id, url: url === '' ? null : url, isLoading: status === 'loading' }],
    );
  },
  async frames(tabId) {
    const asked = browser.webNavigation.getAllFrames({ tabId }).catch(() => []);
    const frames = (await within(BROWSER_WAIT_MS, asked)) ?? [];
    return frames.map(({ frameId, parentFrameId, url }) => ({ frameId, parentFrameId, url }));
  },
  async originOf(tabId) {
    const asked = browser.scripting
      .executeScript({ target: { tabId }, func: whereItBelongs, injectImmediately: true })
      .then(([answer]) => originIn(answer?.result))
      .catch((): WindowOrigin => ({ kind: 'refused' }));
    return (await within(SCRIPT_WAIT_MS, asked)) ?? { kind: 'silent' };
  },
  tellGuards(tabId) {
    // In each of its frames; where no guard runs, nobody listens. A page that is busy would let us wait for ever.
    browser.tabs.sendMessage(tabId, { kind: 'policy-changed' }).catch(() => undefined);
  },
  async guard(tabId, frameIds, kind) {
    const target = { tabId, frameIds: [...frameIds] };
    const run = browser.scripting.executeScript({ target, files: [...GUARD_FILES[kind]], injectImmediately: true });
    const ran = run.then(
      () => true,
      () => true,
    );
    return (await within(GUARD_WAITS_MS[kind], ran)) === true;
  },
  removeFrame,
  replace: replaceTab,
  async load(tabId, url) {
    await browser.tabs.update(tabId, { url }).catch(() => undefined);
  },
  async reloadPastCache(tabId) {
    await within(
      BROWSER_WAIT_MS,
      browser.tabs.reload(tabId, { bypassCache: true }).catch(() => undefined),
    );
  },
};

/** Runs in the window. A sandboxed one has no origin, but a base address: that of the page which opened it. */
function whereItBelongs(): string {
  return self.origin === 'null' ? document.baseURI : self.origin;
}

function originIn(told: unknown): WindowOrigin {
  const origin = typeof told === 'string' && URL.canParse(told) ? new URL(told).origin : 'null';
  return origin === 'null' ? { kind: 'none' } : { kind: 'site', origin };
}

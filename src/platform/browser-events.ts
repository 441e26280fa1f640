/** The browser's events, as the engine's caller wants them. */
import type Browser from 'webextension-polyfill';
import { browser } from '../protocol/browser.js';
import { contentMessageSchema, type ContentMessage } from '../protocol/content-messages.js';
import type { Frame, OpenedPage } from '../worker/ports.js';

export { onManagedChanged } from './managed-storage.js';

/** Browser start, installation and update. */
export function onBegin(listener: () => void): void {
  browser.runtime.onStartup.addListener(listener);
  browser.runtime.onInstalled.addListener(listener);
}

/** Access to websites was given or taken away, by the browser's user or its policy. */
export function onAccessChanged(listener: () => void): void {
  browser.permissions.onAdded.addListener(listener);
  browser.permissions.onRemoved.addListener(listener);
}

export function onAlarm(listener: (name: string) => void): void {
  browser.alarms.onAlarm.addListener(({ name }) => {
    listener(name);
  });
}

/** What Chromium has and Firefox lacks. */
const connection: EventTarget | undefined = (navigator as { connection?: EventTarget }).connection;

/** Reaches a worker that runs; one that sleeps is woken by its next alarm. May tell the same twice. */
export function onNetworkBack(listener: () => void): void {
  const notice = () => {
    if (navigator.onLine) listener();
  };
  self.addEventListener('online', notice);
  // An extension's service worker gets no `online`, although its `navigator.onLine` is right (seen in Chromium 156).
  connection?.addEventListener('change', notice);
}

type Respond = (answer: unknown) => void;

/** Messages of our own pages; what `answer` leaves alone is left alone, so that nothing is answered by accident. */
export function onMessage(answer: (message: unknown, frame: Frame | null) => Promise<unknown> | undefined): void {
  const origin = `${self.location.origin}/`;
  const listener = (message: unknown, sender: Browser.Runtime.MessageSender, respond: Respond): true | undefined => {
    if (sender.url?.startsWith(origin) !== true) return undefined;
    const { id: tabId, incognito: isPrivate = false } = sender.tab ?? {};
    const answered = answer(message, tabId === undefined ? null : { tabId, frameId: sender.frameId ?? 0, isPrivate });
    if (answered === undefined) return undefined;
    // The page takes an answer that is none for a failure, which it is.
    answered.then(respond, () => {
      respond(null);
    });
    // Answering later by `respond` is what all versions of both browsers understand.
    return true;
  };
  browser.runtime.onMessage.addListener(listener as Browser.Runtime.OnMessageListener);
}

/** A page that can leave has left by then. A frame has more time: what is done about it explains nothing. */
const HELD_AFTER_MS = { tab: 500, frame: 3_000 };

/** What `src/content/guard.ts` says: it is a hint, and what the tab, or the frame, shows is asked of the browser. */
export function onEnding(listener: (frame: Frame, address: string) => void): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Browser.Runtime.MessageSender): undefined => {
    const { id, frameId, tab } = sender;
    if (id !== browser.runtime.id || frameId === undefined || tab?.id === undefined) return;
    const said = readMessage(message, 'ending');
    if (said === null) return;
    setTimeout(listener, HELD_AFTER_MS[frameId === 0 ? 'tab' : 'frame'], { tabId: tab.id, frameId }, said.address);
  });
}

/**
 * Firefox asks for a page's source, and for its reader view, in ways that no rule sees. Nothing else wakes the worker by this.
 * @param listener is told the address of the view
 */
export function onView(listener: (tabId: number, url: string) => void): void {
  if (!self.location.origin.startsWith('moz-extension:')) return;
  const told = ({ tabId, url }: { tabId: number; url: string }) => {
    listener(tabId, url);
  };
  const views = [{ urlPrefix: 'view-source:' }, { urlMatches: '^about:[rR][eE][aA][dD][eE][rR]\\?' }];
  browser.webNavigation.onCommitted.addListener(told, { url: views });
}

/** Beside the browser's own word for it, Chromium's only. Firefox loads the page whoever led there. */
const REFUSED = 'net::ERR_BLOCKED_BY_CLIENT';

/**
 * The browser refused to load our block page in a tab. The filter keeps all other pages' failures from being told, and the
 * worker from being woken by them.
 */
export function onRefused(listener: (tabId: number, url: string) => void): void {
  const page = `${self.location.origin}/blocked.html`;
  browser.webNavigation.onErrorOccurred.addListener(
    (details) => {
      const { tabId, frameId, url, error } = details as typeof details & { error?: string };
      if (frameId === 0 && error === REFUSED && url.startsWith(`${page}#`)) listener(tabId, url);
    },
    { url: [{ urlPrefix: page }] },
  );
}

/** The message where it is one of this kind; null: it is another, or none of ours. */
function readMessage<Kind extends ContentMessage['kind']>(
  message: unknown,
  kind: Kind,
): Extract<ContentMessage, { kind: Kind }> | null {
  const read = contentMessageSchema.safeParse(message);
  return read.success && read.data.kind === kind ? (read.data as Extract<ContentMessage, { kind: Kind }>) : null;
}

/** What `src/content/observe.ts` says. The address is the browser's word, not the page's. */
export function onOpened(listener: (page: OpenedPage) => Promise<void>): void {
  const told = (message: unknown, sender: Browser.Runtime.MessageSender, respond: Respond): true | undefined => {
    const { id, url, tab } = sender;
    const said = readMessage(message, 'observed');
    if (id !== browser.runtime.id || tab === undefined || url === undefined || said === null) return undefined;
    listener({ url, visit: said.visit, isPrivate: tab.incognito }).then(
      () => {
        respond(true);
      },
      () => {
        respond(false);
      },
    );
    return true;
  };
  browser.runtime.onMessage.addListener(told as Browser.Runtime.OnMessageListener);
}

/** What `src/content/guard.ts` asks. It is told what its own page's guard may know, by the browser's word for that page. */
export function onGuardAsks(listFor: (url: string) => Promise<unknown>): void {
  const asked = (message: unknown, sender: Browser.Runtime.MessageSender, respond: Respond): true | undefined => {
    const isAsked = sender.id === browser.runtime.id && sender.tab !== undefined;
    if (!isAsked || readMessage(message, 'guard-list') === null) return undefined;
    const { url = '', origin } = sender as { url?: string; origin?: string };
    listFor(/^https?:/.test(url) ? url : `${origin ?? ''}/`).then(
      (list) => {
        respond(list === undefined ? null : { list });
      },
      () => {
        respond(null);
      },
    );
    return true;
  };
  browser.runtime.onMessage.addListener(asked as Browser.Runtime.OnMessageListener);
}

/** What data guards say, each with the browser's own word for its page. */
import type Browser from 'webextension-polyfill';
import { browser } from '../protocol/browser.js';
import type { OpenedPage } from '../worker/ports.js';

type Page = Pick<OpenedPage, 'url' | 'isPrivate'> & { readonly tabId: number; readonly frameId: number };
type Respond = (answer: unknown) => void;
type Sender = Browser.Runtime.MessageSender & { readonly origin?: string };

/** What `answer` leaves alone is left alone: other scripts of ours say other things. */
export function onDataGuard(answer: (message: unknown, page: Page) => Promise<unknown> | undefined): void {
  const listener = (message: unknown, sender: Sender, respond: Respond): true | undefined => {
    const page = pageOf(sender);
    if (sender.id !== browser.runtime.id || page === null) return undefined;
    const answered = answer(message, page);
    if (answered === undefined) return undefined;
    answered.then(respond, () => {
      respond(undefined);
    });
    return true;
  };
  browser.runtime.onMessage.addListener(listener as Browser.Runtime.OnMessageListener);
}

const WEB = /^https?:/;

/** A window without an address belongs to its origin; where even that is hidden, to the page in its tab. */
function pageOf({ url = '', origin = '', tab, frameId = 0 }: Sender): Page | null {
  const place = [url, WEB.test(origin) ? `${origin}/` : '', tab?.url ?? ''].find((each) => WEB.test(each));
  if (tab?.id === undefined || place === undefined) return null;
  return { url: place, isPrivate: tab.incognito, tabId: tab.id, frameId };
}

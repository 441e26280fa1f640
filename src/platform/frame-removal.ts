/**
 * Takes a frame out of the page around it. A frame's own script can stop every departure; against the page around it, it has
 * no say. Nothing of that page is read but which of its frames is meant. A frame that the page itself loads from the restricted
 * address is loaded again in its place, so that the rule shows the block page there; any other would only return.
 */
import { browser } from '../protocol/browser.js';
import type { OpenFrame } from '../worker/ports.js';
import { within } from './within.js';

const SCRIPT_WAIT_MS = 300;

export async function removeFrame(tabId: number, { frameId, parentFrameId, url }: OpenFrame): Promise<void> {
  const place = await answerOf({ tabId, frameIds: [frameId] }, placeInParent, []);
  const origin = URL.canParse(url) ? new URL(url).origin : url;
  await answerOf({ tabId, frameIds: [parentFrameId] }, takeOut, [typeof place === 'number' ? place : -1, origin, url]);
}

async function answerOf<Values extends unknown[]>(
  target: { tabId: number; frameIds: number[] },
  func: (...values: Values) => unknown,
  args: Values,
): Promise<unknown> {
  const run = browser.scripting
    .executeScript({ target, func, args, injectImmediately: true })
    .then(([answer]) => answer?.result)
    .catch(() => undefined);
  return within(SCRIPT_WAIT_MS, run);
}

/** Runs in the frame. -1 where the page around it does not count the frame: it stands in a shadow tree there. */
function placeInParent(): number {
  for (let place = 0; place < parent.length; place += 1) if (parent[place] === self) return place;
  return -1;
}

/** Runs in the page around it. @param place -1: the frame has not told its own, and is known by where it was loaded from */
function takeOut(place: number, origin: string, url: string): void {
  const meant = place < 0 ? null : window[place];
  const framesIn = (root: ParentNode): Element[] =>
    [...root.querySelectorAll('*')].flatMap((element) => {
      if (element.matches('iframe, frame, object, embed')) return [element];
      if (!(element instanceof HTMLElement)) return [];
      const { openOrClosedShadowRoot } = element as { openOrClosedShadowRoot?: ShadowRoot | null };
      const { dom } = chrome as { dom?: typeof chrome.dom };
      const shadow = openOrClosedShadowRoot ?? dom?.openOrClosedShadowRoot(element);
      return shadow ? framesIn(shadow) : [];
    });
  for (const element of framesIn(document)) {
    const { contentWindow, src } = element as Partial<HTMLIFrameElement>;
    const isFromThere = src !== undefined && URL.canParse(src) && new URL(src).origin === origin;
    const isMeant = meant === null ? isFromThere : contentWindow === meant;
    if (!isMeant) continue;
    if (src === url) element.replaceWith(element.cloneNode());
    else element.remove();
  }
}

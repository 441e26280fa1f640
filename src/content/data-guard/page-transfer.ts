/**
 * A DataTransfer that the page can read. Firefox shows the page nothing of one that a content script has made (seen in Firefox 153):
 * there it is made with the page's own constructor, and handed over in the page's own object.
 */
import type { Parts } from './transfer.js';

/** The page's own window, which Firefox lets content scripts reach. */
interface PageWindow {
  readonly wrappedJSObject?: { readonly DataTransfer: new () => DataTransfer };
}

interface Wrapped {
  readonly wrappedJSObject?: object;
}

export const isFirefox = (): boolean => (window as PageWindow).wrappedJSObject !== undefined;

export function pageTransfer({ texts, files }: Parts): DataTransfer {
  const page = (window as PageWindow).wrappedJSObject;
  const data = page === undefined ? new DataTransfer() : new page.DataTransfer();
  for (const [type, content] of texts) data.setData(type, content);
  for (const file of files) data.items.add(((file as Wrapped).wrappedJSObject ?? file) as File);
  return data;
}

/** In Firefox, where an event's own initialiser is of no use for one. */
export function withTransfer<Made extends Event>(
  event: Made,
  key: 'clipboardData' | 'dataTransfer',
  parts: Parts,
): Made {
  Object.defineProperty((event as Wrapped).wrappedJSObject ?? event, key, { value: pageTransfer(parts) });
  return event;
}

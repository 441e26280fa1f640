/** A paste event of our own, which an editor takes like one from the keyboard: none of those known looks at `isTrusted`. */
import type { Parts } from './transfer.js';

/** The page's own window, which Firefox lets content scripts reach. */
interface PageWindow {
  readonly wrappedJSObject?: { readonly DataTransfer: new () => DataTransfer };
}

interface Wrapped {
  readonly wrappedJSObject?: object;
}

/** What Firefox takes beside `clipboardData`. */
interface FirefoxPaste extends ClipboardEventInit {
  readonly dataType?: string;
  readonly data?: string;
}

const INIT = { bubbles: true, cancelable: true, composed: true } as const;

export function syntheticPaste(parts: Parts): ClipboardEvent {
  const page = (window as PageWindow).wrappedJSObject;
  return page === undefined
    ? new ClipboardEvent('paste', { ...INIT, clipboardData: filled(new DataTransfer(), parts) })
    : firefoxPaste(parts, page);
}

/**
 * Firefox shows the page nothing of a DataTransfer that a content script has made (seen in Firefox 153): plain text goes by the
 * event's own initialiser, anything else in an object of the page's.
 */
function firefoxPaste(parts: Parts, page: { readonly DataTransfer: new () => DataTransfer }): ClipboardEvent {
  const [only] = parts.texts;
  if (parts.texts.length === 1 && parts.files.length === 0 && only?.[0] === 'text/plain') {
    const init: FirefoxPaste = { ...INIT, dataType: 'text/plain', data: only[1] };
    return new ClipboardEvent('paste', init);
  }
  const event = new ClipboardEvent('paste', INIT);
  const wrapped = (event as Wrapped).wrappedJSObject ?? event;
  Object.defineProperty(wrapped, 'clipboardData', { value: filled(new page.DataTransfer(), parts) });
  return event;
}

function filled(data: DataTransfer, { texts, files }: Parts): DataTransfer {
  for (const [type, content] of texts) data.setData(type, content);
  for (const file of files) data.items.add(((file as Wrapped).wrappedJSObject ?? file) as File);
  return data;
}

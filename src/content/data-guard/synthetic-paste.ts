/** A paste event of our own, which an editor takes like one from the keyboard: none of those known looks at `isTrusted`. */
import { isFirefox, pageTransfer, withTransfer } from './page-transfer.js';
import type { Parts } from './transfer.js';

/** What Firefox takes beside `clipboardData`. */
interface FirefoxPaste extends ClipboardEventInit {
  readonly dataType?: string;
  readonly data?: string;
}

const INIT = { bubbles: true, cancelable: true, composed: true } as const;

export function syntheticPaste(parts: Parts): ClipboardEvent {
  return isFirefox()
    ? firefoxPaste(parts)
    : new ClipboardEvent('paste', { ...INIT, clipboardData: pageTransfer(parts) });
}

/** Plain text goes by the event's own initialiser, anything else in an object of the page's. */
function firefoxPaste(parts: Parts): ClipboardEvent {
  const [only] = parts.texts;
  if (parts.texts.length === 1 && parts.files.length === 0 && only?.[0] === 'text/plain') {
    const init: FirefoxPaste = { ...INIT, dataType: 'text/plain', data: only[1] };
    return new ClipboardEvent('paste', init);
  }
  return withTransfer(new ClipboardEvent('paste', INIT), 'clipboardData', parts);
}

/** The sign that a long text is being checked: not before somebody would wonder, and gone when the answer is there. */
import { attachRoot } from './dialog.js';

/** From this on people notice that they wait. */
const PATIENCE_MS = 250;

export async function withSign<Result>(work: Promise<Result>): Promise<Result> {
  let host: HTMLElement | null = null;
  const timer = setTimeout(() => {
    const attached = attachRoot();
    host = attached.host;
    const sign = Object.assign(document.createElement('div'), { className: 'sign', popover: 'manual' });
    sign.setAttribute('role', 'status');
    attached.root.append(sign);
    sign.showPopover();
    sign.textContent = chrome.i18n.getMessage('data_sign_checking');
  }, PATIENCE_MS);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
    (host as HTMLElement | null)?.remove();
  }
}

/** The sign that a long text is being checked. */
import { attachRoot } from './dialog.js';

/** @returns what takes it away */
export function showSign(what: 'text' | 'files'): () => void {
  const { host, root } = attachRoot();
  const sign = Object.assign(document.createElement('div'), { className: 'sign', popover: 'manual' });
  sign.setAttribute('role', 'status');
  root.append(sign);
  sign.showPopover();
  sign.textContent = chrome.i18n.getMessage(what === 'text' ? 'data_sign_checking' : 'data_sign_files');
  return () => {
    host.remove();
  };
}

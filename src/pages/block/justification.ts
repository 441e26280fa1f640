/** Keeps what the reader has begun to write through a reload of the page, in this tab alone. */
import { byId } from '../shared/elements.js';

const KEY = 'justification';

export function keepJustification(): void {
  const field = byId('justification') as HTMLTextAreaElement;
  field.value = stored() ?? '';
  field.addEventListener('input', () => {
    try {
      window.sessionStorage.setItem(key(), field.value);
    } catch {
      // No storage here (a full one, or a frame that may not have any): then it is not kept.
    }
  });
}

export function forgetJustification(): void {
  try {
    window.sessionStorage.removeItem(key());
  } catch {
    // Nothing was kept.
  }
}

function stored(): string | null {
  try {
    return window.sessionStorage.getItem(key());
  } catch {
    return null;
  }
}

/** What was meant for one site is not offered on another. */
const key = (): string => `${KEY} ${window.location.hash}`;

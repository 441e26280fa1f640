/** Keeps what the reader has begun to write through a reload of the page, in this tab alone. */
import { visibleLength } from '../../protocol/visible-length.js';
import { byId } from '../shared/elements.js';

const KEY = 'justification';

export function keepJustification(): void {
  const field = byId('justification') as HTMLTextAreaElement;
  field.value = stored() ?? '';
  field.addEventListener('input', () => {
    checkLength();
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

let asked: { readonly length: number; readonly said: string } | null = null;

/** What is too short is said at the field; the worker does not take it either. Null: any text, or none, will do. */
export function askForLength(length: typeof asked): void {
  asked = length;
  checkLength();
}

function checkLength(): void {
  const field = byId('justification') as HTMLTextAreaElement;
  const isShort = asked !== null && field.value !== '' && visibleLength(field.value) < asked.length;
  // An empty field is told of by the browser itself.
  field.setCustomValidity(isShort ? (asked?.said ?? '') : '');
}

/** What was meant for one site is not offered on another. */
const key = (): string => `${KEY} ${window.location.hash}`;

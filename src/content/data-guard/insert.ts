/**
 * Puts a text into the page's editor. A synthetic paste first, which every editor with a model of its own takes; where nobody
 * takes it (textarea, plain contenteditable), the browser's own command. That order was right in twelve of twelve editors in
 * both browsers; `execCommand` first destroys the content of Lexical and Slate.
 */
import { editableOf, isField, textOf, type Spot } from './composer.js';
import { deepestFocus } from './shadow.js';
import { syntheticPaste } from './synthetic-paste.js';
import type { Parts } from './transfer.js';

let inserting = false;

/** True while an insertion of ours runs: its events are none of the reader's. */
export const isInserting = (): boolean => inserting;

/** Tools make an attachment of what is longer, and it is not in the editor then. */
const LONGEST_KEPT = 4_000;
/** Enough of a text to know it by. */
const KNOWN_BY = 200;
/** An editor shows what it has taken when it next draws itself: at most so often it is looked for, at this distance. */
const SETTLING_MS = 60;
const MOST_LOOKS = 10;
/** Slate looks at a changed selection at most every 100 ms (`throttle` in its `Editable`). */
const SELECTION_LEARNED_MS = 110;
const LONGEST_FRAMES_MS = 1_000;

/** @returns whether the editor holds the text now, as far as can be seen */
export async function insertAt(spot: Spot, text: string, parts: Parts): Promise<boolean> {
  if (!spot.restore()) return false;
  await selectionLearned();
  // Something has taken the focus meanwhile: the text belongs to where the reader has decided about it.
  if (spot.editable !== null && editableOf(deepestFocus()) !== spot.editable) {
    if (!spot.restore()) return false;
    await selectionLearned();
  }
  inserting = true;
  let taken;
  try {
    taken = put(text, parts);
  } finally {
    inserting = false;
  }
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    await waited(SETTLING_MS);
    const editable = editableOf(deepestFocus()) ?? spot.editable;
    if (editable === null) return taken;
    if ((taken && text.length > LONGEST_KEPT) || holds(textOf(editable), text)) return true;
  }
  return false;
}

/**
 * Beyond this a field is written directly, at the price of its undo: Chromium's own command takes longer with every line
 * (seen in 156: 50,000 characters in lines of 80 take over a second, 200,000 take twenty).
 */
const LONGEST_BY_COMMAND = 20_000;

/** @returns whether the page's editor has taken it */
function put(text: string, parts: Parts): boolean {
  const focused = deepestFocus() ?? document.body;
  if (!focused.dispatchEvent(syntheticPaste(parts))) return true;
  // The command minds a greatest length, and is quick where there is one.
  if (text.length > LONGEST_BY_COMMAND && focused instanceof HTMLTextAreaElement && focused.maxLength < 0) {
    focused.setRangeText(text, focused.selectionStart, focused.selectionEnd, 'end');
    focused.dispatchEvent(new InputEvent('input', { bubbles: true }));
  } else if (editableOf(focused) !== null)
    document.execCommand('insertText', false, isField(focused) ? text : lined(text));
  return false;
}

/** A contenteditable takes each carriage return for a line of its own. */
const lined = (text: string): string => text.replace(/\r\n?/g, '\n');

export function holds(content: string, text: string): boolean {
  const [all, wanted] = [compact(content), compact(text)];
  return all.includes(wanted.slice(0, KNOWN_BY)) || all.includes(wanted.slice(-KNOWN_BY));
}

const compact = (text: string): string => text.replace(/[\s\u200B\uFEFF]+/g, '');

/** Editors with a model of their own learn of a new selection by an event that comes with a frame, and some a while after it. */
async function selectionLearned(): Promise<void> {
  // A page that is out of sight draws no frames.
  await Promise.race([framesDrawn(), waited(LONGEST_FRAMES_MS)]);
  await waited(SELECTION_LEARNED_MS);
}

function framesDrawn(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      requestAnimationFrame(() => {
        resolve();
      });
    });
  });
}

function waited(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

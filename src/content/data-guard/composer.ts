/** The page's editors, as far as a guard has to know them: where one is, what it holds, and where its caret stands. */
import { deepestFocus, elementAt } from './shadow.js';

export type Field = HTMLTextAreaElement | HTMLInputElement;

const TEXT_INPUTS = new Set(['text', 'search', 'url', 'email', 'tel', 'number']);

export function isField(element: Element | null): element is Field {
  if (element instanceof HTMLTextAreaElement) return true;
  return element instanceof HTMLInputElement && TEXT_INPUTS.has(element.type);
}

/** What goes there is meant to be a secret. */
export function isPasswordField(element: Element | null): boolean {
  return element instanceof HTMLInputElement && element.type === 'password';
}

/** The field, or the outermost editable element around this one; null where nobody can write. */
export function editableOf(element: Element | null): HTMLElement | null {
  if (isField(element)) return element;
  if (!(element instanceof HTMLElement) || !element.isContentEditable) return null;
  let editable = element;
  while (editable.parentElement?.isContentEditable === true) editable = editable.parentElement;
  return editable;
}

/** What is written there now. An editor that keeps only the visible lines in its document shows no more than those. */
export function textOf(editable: HTMLElement): string {
  if (isField(editable)) return editable.value;
  const lines = [...editable.children];
  // `innerText` puts an empty line between paragraphs, which no editor means.
  const isParagraphs = lines.length > 1 && lines.length === editable.childNodes.length && lines.every(isParagraph);
  return isParagraphs ? lines.map(({ innerText }) => innerText.replace(/\n$/, '')).join('\n') : editable.innerText;
}

const isParagraph = (element: Element): element is HTMLElement => /^(?:P|DIV)$/.test(element.tagName);

/** A place to insert at, that can be taken up again after the focus was elsewhere. */
export interface Spot {
  readonly editable: HTMLElement | null;
  /** Gives focus and selection back. @returns false when the place is gone */
  restore(): boolean;
}

/** Where the caret is now. */
export function currentSpot(): Spot {
  const focused = deepestFocus();
  const editable = editableOf(focused);
  const select = isField(focused) ? fieldSelection(focused) : rangeSelection(focused);
  return { editable, restore: () => restoreAt(focused, select) };
}

/** Where a drop would have gone. */
export function dropSpot(event: DragEvent): Spot {
  const editable = editableOf(elementAt(event));
  if (editable === null) return { editable, restore: () => false };
  const root = editable.getRootNode();
  const position = document.caretPositionFromPoint(event.clientX, event.clientY, {
    shadowRoots: root instanceof ShadowRoot ? [root] : [],
  });
  return {
    editable,
    restore: () =>
      restoreAt(editable, () => {
        if (position === null) return;
        if (isField(editable)) {
          if (position.offsetNode === editable) editable.setSelectionRange(position.offset, position.offset);
        } else if (editable.contains(position.offsetNode))
          selectionIn(editable)?.setBaseAndExtent(...caret(position), ...caret(position));
      }),
  };
}

const caret = ({ offsetNode, offset }: CaretPosition): [Node, number] => [offsetNode, offset];

/** All that the editor holds. */
export function wholeSpot(editable: HTMLElement): Spot {
  return {
    editable,
    restore: () =>
      restoreAt(editable, () => {
        if (isField(editable)) editable.select();
        // Firefox's own command selects nothing inside a shadow root (seen in Firefox 153).
        else if (editable.getRootNode() instanceof ShadowRoot) selectionIn(editable)?.selectAllChildren(editable);
        else document.execCommand('selectAll');
      }),
  };
}

function restoreAt(element: Element | null, select: () => void): boolean {
  if (!(element instanceof HTMLElement) || !element.isConnected) return false;
  element.focus({ preventScroll: true });
  try {
    select();
  } catch {
    // The nodes of the selection are gone: the editor's own caret has to do.
  }
  return true;
}

function fieldSelection(field: Field): () => void {
  const { selectionStart, selectionEnd, selectionDirection } = field;
  return () => {
    // Inputs for addresses and numbers have no selection that a script may see.
    if (selectionStart !== null) field.setSelectionRange(selectionStart, selectionEnd, selectionDirection ?? 'none');
  };
}

function rangeSelection(element: Element | null): () => void {
  const selection = selectionIn(element);
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection ?? {};
  return () => {
    if (anchorNode && focusNode)
      selection?.setBaseAndExtent(anchorNode, anchorOffset ?? 0, focusNode, focusOffset ?? 0);
  };
}

/** Chromium gives a shadow root a selection of its own. */
interface OwnSelection {
  readonly getSelection?: () => Selection | null;
}

function selectionIn(element: Element | null): Selection | null {
  const root = element?.getRootNode() as OwnSelection | undefined;
  return root?.getSelection?.() ?? document.getSelection();
}

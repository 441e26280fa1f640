/** Ways into shadow roots, closed ones too: a page's editor and its send button may lie in one. */

/** What Firefox gives content scripts; Chromium has `chrome.dom` for it, which Firefox does not know. */
interface OpenedByFirefox {
  readonly openOrClosedShadowRoot?: ShadowRoot | null;
}

export function shadowRootOf(element: Element): ShadowRoot | null {
  const { openOrClosedShadowRoot } = element as OpenedByFirefox;
  if (openOrClosedShadowRoot !== undefined) return openOrClosedShadowRoot;
  const { dom } = chrome as { dom?: typeof chrome.dom };
  return dom !== undefined && element instanceof HTMLElement ? dom.openOrClosedShadowRoot(element) : element.shadowRoot;
}

/** The element that has the keyboard, in whatever root it lies; null when no element has it. */
export function deepestFocus(): Element | null {
  let focused = document.activeElement;
  for (;;) {
    const inner: Element | null = focused === null ? null : (shadowRootOf(focused)?.activeElement ?? null);
    if (inner === null) return focused;
    focused = inner;
  }
}

/**
 * What an event is about. Its path ends at the host of a closed root, so the rest of the way is looked up: by the pointer's
 * place, or by the focus for a click that came from the keyboard.
 */
export function elementAt(event: MouseEvent): Element | null {
  const [first] = event.composedPath();
  let element = first instanceof Element ? first : null;
  const hasPlace = event.clientX !== 0 || event.clientY !== 0;
  for (;;) {
    const root = element === null ? null : shadowRootOf(element);
    const inner = hasPlace ? root?.elementFromPoint(event.clientX, event.clientY) : root?.activeElement;
    if (inner === null || inner === undefined || inner === element || inner.getRootNode() !== root) return element;
    element = inner;
  }
}

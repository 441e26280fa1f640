/** Small steps on the document. Every text from outside becomes text, never markup. */

/** @throws when the page has no such element: a mistake of ours, not of the reader */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no element #${id}`);
  return element;
}

/** Shows the text, or hides the element when there is none. */
export function showText(id: string, text: string | null): void {
  const element = byId(id);
  element.textContent = text ?? '';
  element.hidden = text === null;
}

export function makeElement<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** A link when the address is a web or mail address, plain text otherwise. */
export function makeLink(text: string, address: string, className = ''): HTMLElement {
  if (!/^(https?:|mailto:)/i.test(address)) return makeElement('span', { textContent: text, className });
  return makeElement('a', { textContent: text, href: address, className, rel: 'noreferrer' });
}

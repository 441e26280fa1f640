/** Small steps on the document. Every text from outside becomes text, never markup. */
import { parseInline, parseRichText, type Inline } from '../../protocol/rich-text.js';

/** @throws when the page has no such element: a mistake of ours, not of the reader */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no element #${id}`);
  return element;
}

/** Shows the text, or hides the element when there is none. The same text again disturbs nobody. */
export function showText(id: string, text: string | null): void {
  const element = byId(id);
  if (element.textContent !== (text ?? '')) element.textContent = text ?? '';
  element.hidden = text === null;
}

/** Shows a policy text with its emphasis, links and lists, or hides the element when there is none. */
export function showRichText(id: string, text: string | null): void {
  const element = byId(id);
  element.hidden = text === null;
  element.replaceChildren(...(text === null ? [] : richText(text)));
}

export function richText(text: string): HTMLElement[] {
  return parseRichText(text).map((block) => {
    if (block.kind === 'paragraph') return makeElement('p', { dir: 'auto' }, ...block.parts.map(inlineNode));
    const items = block.items.map((parts) => makeElement('li', { dir: 'auto' }, ...parts.map(inlineNode)));
    return makeElement(block.ordered ? 'ol' : 'ul', { className: 'text-list' }, ...items);
  });
}

/** One line of policy text. */
export function richLine(text: string, className = ''): HTMLElement {
  return makeElement('p', { className, dir: 'auto' }, ...parseInline(text.replace(/\s+/g, ' ')).map(inlineNode));
}

function inlineNode(part: Inline): Node | string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'link':
      return outwardLink(part.text, part.address);
    case 'emphasis':
      return makeElement('em', {}, ...part.parts.map(inlineNode));
    case 'strong':
      return makeElement('strong', {}, ...part.parts.map(inlineNode));
  }
}

/** A line of ours with a part that must not break, such as an id. */
export function lineWithWhole(text: string, whole: string): HTMLElement {
  const at = text.indexOf(whole);
  if (at === -1) return makeElement('p', { textContent: text });
  const part = makeElement('span', { className: 'whole', textContent: whole });
  return makeElement('p', {}, text.slice(0, at), part, text.slice(at + whole.length));
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
  if (!/^(https?:|mailto:)/i.test(address)) return makeElement('span', { textContent: text, className, dir: 'auto' });
  return makeElement('a', { textContent: text, href: address, className, rel: 'noreferrer', dir: 'auto' });
}

/** The same in a tab of its own, so that the page stays. */
export function outwardLink(text: string, address: string, className = ''): HTMLElement {
  const link = makeLink(text, address, className);
  if (/^https?:/i.test(address)) link.setAttribute('target', '_blank');
  return link;
}

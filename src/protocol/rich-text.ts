/**
 * The small part of Markdown that policy texts may use: paragraphs, lists, emphasis and links to https: and mailto:
 * addresses. Everything else, HTML first of all, stays the text that it is. Pure: text in, a tree out, which
 * `elements.ts` turns into nodes. Why it is not a library: docs/adr/0019-policy-texts.md.
 */

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'emphasis' | 'strong'; readonly parts: readonly Inline[] }
  | { readonly kind: 'link'; readonly text: string; readonly address: string };

export type Block =
  | { readonly kind: 'paragraph'; readonly parts: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] };

const LIST_ITEM = /^\s{0,3}(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/;

export function parseRichText(text: string): Block[] {
  return text
    .split(/\n[ \t]*\n/)
    .map((chunk) => chunk.trim())
    .filter((chunk) => chunk !== '')
    .flatMap(parseChunk);
}

/** Lines that belong together: a run of list items is a list, what stands before or after it is a paragraph. */
function parseChunk(chunk: string): Block[] {
  const blocks: { ordered: boolean | null; lines: string[] }[] = [];
  for (const line of chunk.split('\n')) {
    const item = LIST_ITEM.exec(line);
    const ordered = item === null ? null : item[1] !== undefined;
    const last = blocks.at(-1);
    const isWithinItem = item === null && typeof last?.ordered === 'boolean' && /^\s/.test(line);
    if (isWithinItem) {
      last.lines.push(`${last.lines.pop() ?? ''} ${line.trim()}`);
    } else if (last?.ordered === ordered) {
      last.lines.push(item?.[2] ?? line);
    } else {
      blocks.push({ ordered, lines: [item?.[2] ?? line] });
    }
  }
  return blocks.map(({ ordered, lines }) =>
    ordered === null
      ? { kind: 'paragraph', parts: parseInline(lines.map((line) => line.trim()).join(' ')) }
      : { kind: 'list', ordered, items: lines.map(parseInline) },
  );
}

/** A link, strong or plain emphasis; a mark inside a word or beside a space is just a mark. */
const MARK =
  /\[([^[\]\n]{1,300})\]\(([^()\s]{1,2000})\)|(\*\*|__)(?=\S)([^\n]{0,999}?\S)\3(?!\w)|(?<![\w*])([*_])(?=[^\s*_])([^*_\n]{0,999}?[^\s*_])\5(?!\w)/;

export function parseInline(text: string): Inline[] {
  const parts: Inline[] = [];
  let rest = text;
  for (let match = MARK.exec(rest); match !== null; match = MARK.exec(rest)) {
    if (match.index > 0) parts.push({ kind: 'text', text: rest.slice(0, match.index) });
    parts.push(marked(match));
    rest = rest.slice(match.index + match[0].length);
  }
  if (rest !== '') parts.push({ kind: 'text', text: rest });
  return parts;
}

function marked([whole, label, address, , strong, , emphasis]: RegExpExecArray): Inline {
  if (label !== undefined && address !== undefined) {
    return isSafeAddress(address) ? { kind: 'link', text: label, address } : { kind: 'text', text: whole };
  }
  return strong === undefined
    ? { kind: 'emphasis', parts: [{ kind: 'text', text: emphasis ?? '' }] }
    : { kind: 'strong', parts: parseInline(strong) };
}

/** True for an absolute https: or mailto: address without credentials. */
export function isSafeAddress(address: string): boolean {
  if (!/^(https:\/\/|mailto:)[^\s]/i.test(address)) return false;
  try {
    const { username, password } = new URL(address);
    return username === '' && password === '';
  } catch {
    return false;
  }
}

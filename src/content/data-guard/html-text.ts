/** The text of pasted HTML, without making a document of it: links' addresses are part of it, styles and comments are not. */

const UNSEEN = new Set(['style', 'script', 'title']);
const BLOCKS = /^(?:p|div|br|tr|li|h[1-6]|pre|ul|ol|table|section|article|blockquote)$/;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

export function textOfHtml(html: string): string {
  let [text, at] = ['', 0];
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open === -1) return decoded(text + html.slice(at));
    text += html.slice(at, open);
    if (html.startsWith('<!--', open)) {
      at = after(html, '-->', open);
      continue;
    }
    at = after(html, '>', open);
    const tag = html.slice(open + 1, at - 1);
    const name = /^\/?\w+/.exec(tag)?.[0].toLowerCase() ?? '';
    if (UNSEEN.has(name)) at = after(html, '>', after(html, `</${name}`, at));
    if (BLOCKS.test(name.replace('/', ''))) text += '\n';
    const [, address = ''] = /\shref\s*=\s*["']?([^"'\s>]+)/i.exec(tag) ?? [];
    if (address !== '') text += ` ${address} `;
  }
  return decoded(text);
}

function after(html: string, mark: string, from: number): number {
  const at = html.indexOf(mark, from);
  return at === -1 ? html.length : at + mark.length;
}

function decoded(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,6}));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

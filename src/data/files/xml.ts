/** The tags and texts of an XML document in their order, in one pass: enough for documents, no more than that is understood. */

export type XmlToken =
  /** `name` without its prefix; an empty element is opened and closed. */
  | { readonly kind: 'open'; readonly name: string; readonly attributes: string }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string };

export function* xmlTokens(xml: string): Generator<XmlToken, void> {
  let at = 0;
  while (at < xml.length) {
    const tag = xml.indexOf('<', at);
    if (tag !== at) yield { kind: 'text', text: decodedEntities(xml.slice(at, tag === -1 ? xml.length : tag)) };
    if (tag === -1) return;
    const [opening, closing] = bracketsAt(xml, tag);
    const end = xml.indexOf(closing, tag + opening.length);
    const stop = end === -1 ? xml.length : end;
    const inside = xml.slice(tag + opening.length, stop);
    if (opening === '<![CDATA[') yield { kind: 'text', text: inside };
    else if (opening === '<') yield* tagTokens(inside);
    at = stop + closing.length;
  }
}

/** What is written for each token, one after another. @param most characters that are needed; the text may be longer */
export function textFrom(xml: string, most: number, written: (token: XmlToken) => string): string {
  let text = '';
  for (const token of xmlTokens(xml)) {
    if (text.length > most) break;
    text += written(token);
  }
  return text;
}

function bracketsAt(xml: string, tag: number): readonly [string, string] {
  return SPECIAL.find(([opening]) => xml.startsWith(opening, tag)) ?? ['<', '>'];
}

const SPECIAL = [
  ['<![CDATA[', ']]>'],
  ['<!--', '-->'],
  ['<?', '?>'],
  ['<!', '>'],
] as const;

function* tagTokens(inside: string): Generator<XmlToken, void> {
  if (inside.startsWith('/')) {
    yield { kind: 'close', name: localName(inside.slice(1).trim()) };
    return;
  }
  const isEmpty = inside.endsWith('/');
  const space = inside.search(/[\s/]/);
  const name = localName(space === -1 ? inside : inside.slice(0, space));
  yield { kind: 'open', name, attributes: space === -1 ? '' : inside.slice(space) };
  if (isEmpty) yield { kind: 'close', name };
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** @param attributes of a token @returns the value of the one of that name, whatever its prefix */
export function attributeOf(attributes: string, name: string): string | null {
  const next = /\s*([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y;
  for (let found = next.exec(attributes); found !== null; found = next.exec(attributes)) {
    const [, key = '', double, single] = found;
    if (localName(key) === name) return decodedEntities(double ?? single ?? '');
  }
  return null;
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Only XML's own and numbers: entities of a document's making are left as they stand, so that none grows. */
export function decodedEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[0-9a-f]{1,6}|#[0-9]{1,7}|[a-z]+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return NAMED[name] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

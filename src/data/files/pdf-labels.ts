/**
 * Labels in PDF (ISO 32000-2, 14.3): in the document information dictionary and in XMP metadata, both as plain text. The head and the tail
 * are looked at first, where they stand in most files, then the rest in slices.
 */
import { bytesAt, latin1, type ByteSource } from './byte-source.js';
import { labelsOf, type FileLabels, type FileProperty } from './label-properties.js';
import { windows1252 } from './windows-1252.js';
import { decodedEntities } from './xml.js';

const HEAD = 65_536;
const TAIL = 262_144;
const SLICE = 1_000_000;
/** No property is longer. */
const OVERLAP = 4_096;
const MOST_BYTES = 25_000_000;

const IN_DICTIONARY = /\/(MSIP_Label_[\w-]{36,80})\s*(?:\(((?:\\[^]|[^\\()]){0,1000})\)|<([0-9a-f\s]{0,2000})>)/gi;
const IN_XMP = /<(?:\w+:)?(MSIP_Label_[\w-]{36,80})>([^<]{0,1000})</gi;
const IN_ATTRIBUTES = /\s(?:\w+:)?(MSIP_Label_[\w-]{36,80})="([^"]{0,1000})"/gi;

export async function readPdfLabels(source: ByteSource): Promise<FileLabels> {
  const properties = new Map<string, FileProperty>();
  const texts = { areEncrypted: false };
  const look = async (from: number, to: number): Promise<void> => {
    const text = latin1(await bytesAt(source, from, to - from));
    texts.areEncrypted ||= /\/Encrypt\s+\d+\s+\d+\s+R|\/Encrypt\s*<</.test(text);
    for (const each of propertiesIn(text)) properties.set(each.name, each);
  };
  const tail = Math.max(0, source.size - TAIL);
  await look(0, Math.min(HEAD, source.size));
  await look(tail, source.size);
  const last = Math.min(tail, MOST_BYTES);
  for (let from = HEAD - OVERLAP; properties.size === 0 && from < last; from += SLICE - OVERLAP)
    await look(from, Math.min(from + SLICE, source.size));
  const labels = labelsOf([], [...properties.values()]);
  if (properties.size > 0) return labels;
  if (texts.areEncrypted) return { ...labels, unread: { reason: 'encrypted', message: 'the PDF is encrypted' } };
  if (source.size > MOST_BYTES)
    return {
      ...labels,
      unread: { reason: 'too-large', message: `beyond ${MOST_BYTES / 1e6} MB a PDF is not searched` },
    };
  return labels;
}

function propertiesIn(text: string): FileProperty[] {
  return [
    ...Array.from(text.matchAll(IN_DICTIONARY), ([, name = '', string, hex]) => ({
      name,
      value: pdfText(string, hex),
    })),
    ...Array.from(text.matchAll(IN_XMP), ([, name = '', value = '']) => ({
      name,
      value: decodedEntities(value).trim(),
    })),
    ...Array.from(text.matchAll(IN_ATTRIBUTES), ([, name = '', value = '']) => ({
      name,
      value: decodedEntities(value),
    })),
  ];
}

/** A string in brackets, or in hexadecimal digits; UTF-16 where its mark stands in front (7.9.2). */
function pdfText(string: string | undefined, hex: string | undefined): string {
  const bytes =
    hex === undefined
      ? Array.from(unescaped(string ?? ''), (each) => each.charCodeAt(0))
      : (hex.replace(/\s/g, '').match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
  const isWide = bytes[0] === 0xfe && bytes[1] === 0xff;
  const array = Uint8Array.from(bytes);
  return isWide ? new TextDecoder('utf-16be').decode(array) : windows1252(array);
}

function unescaped(text: string): string {
  return text.replace(/\\([0-7]{1,3}|[^])/g, (_, escaped: string) =>
    /^[0-7]/.test(escaped) ? String.fromCharCode(Number.parseInt(escaped, 8) & 0xff) : (ESCAPES[escaped] ?? escaped),
  );
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '\n': '' };

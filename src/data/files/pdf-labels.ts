/**
 * Labels in PDF (ISO 32000-2, 14.3): in the document information dictionary and in XMP metadata, both as plain text. The head and the tail
 * are looked at first, where they stand in most files, then the rest in slices.
 */
import { bytesAt, bytesOfLatin1, latin1, type ByteSource } from './byte-source.js';
import { labelsOf, type FileLabels, type FileProperty, type MicrosoftLabel } from './label-properties.js';
import { asWindows1252 } from './windows-1252.js';
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

interface Placed extends FileProperty {
  readonly at: number;
}

export async function readPdfLabels(source: ByteSource): Promise<FileLabels> {
  const properties = new Map<string, Placed>();
  const seen = { encryption: false, packedObjects: false, metadata: false };
  const look = async (from: number, to: number): Promise<void> => {
    const text = latin1(await bytesAt(source, from, to - from));
    seen.encryption ||= /\/Encrypt\s+\d+\s+\d+\s+R|\/Encrypt\s*<</.test(text);
    seen.packedObjects ||= text.includes('/ObjStm');
    seen.metadata ||= text.includes('<x:xmpmeta');
    for (const { name, value, at } of propertiesIn(text))
      // A file that was changed has its later properties behind the earlier ones.
      if ((properties.get(name)?.at ?? 0) <= from + at) properties.set(name, { name, value, at: from + at });
  };
  const tail = Math.max(0, source.size - TAIL);
  await look(0, Math.min(HEAD, source.size));
  await look(tail, source.size);
  const last = Math.min(tail, MOST_BYTES);
  for (let from = HEAD - OVERLAP; properties.size === 0 && from < last; from += SLICE - OVERLAP)
    await look(from, Math.min(from + SLICE, source.size));
  const placed = [...properties.values()].sort((one, other) => one.at - other.at);
  const labels = labelsOf([], placed);
  if (properties.size > 0) return { ...labels, microsoft: lastOfEachTenant(labels.microsoft) };
  const message = whyUnseen(seen, source.size);
  return message === null ? labels : { ...labels, unread: message };
}

function whyUnseen(
  seen: { readonly encryption: boolean; readonly packedObjects: boolean; readonly metadata: boolean },
  size: number,
): FileLabels['unread'] {
  if (seen.encryption) return { reason: 'encrypted', message: 'the PDF is encrypted' };
  if (size > MOST_BYTES) return { reason: 'too-large', message: `beyond ${MOST_BYTES / 1e6} MB a PDF is not searched` };
  if (seen.packedObjects && !seen.metadata)
    return { reason: 'unknown-kind', message: 'the properties of the PDF are packed' };
  return null;
}

/** An earlier label stays in a file that another was put on. */
function lastOfEachTenant(labels: readonly MicrosoftLabel[]): MicrosoftLabel[] {
  return labels.map((label, at) => {
    const isReplaced = labels.slice(at + 1).some(({ tenant, enabled }) => enabled && tenant === label.tenant);
    return isReplaced ? { ...label, enabled: false } : label;
  });
}

function propertiesIn(text: string): Placed[] {
  return [
    ...Array.from(text.matchAll(IN_DICTIONARY), ({ index, 1: name = '', 2: string, 3: hex }) => ({
      at: index,
      name,
      value: pdfText(string, hex),
    })),
    ...Array.from(text.matchAll(IN_XMP), ({ index, 1: name = '', 2: value = '' }) => ({
      at: index,
      name,
      value: decodedEntities(value).trim(),
    })),
    ...Array.from(text.matchAll(IN_ATTRIBUTES), ({ index, 1: name = '', 2: value = '' }) => ({
      at: index,
      name,
      value: decodedEntities(value),
    })),
  ];
}

/** A string in brackets, or in hexadecimal digits; UTF-16 where its mark stands in front (7.9.2). */
function pdfText(string: string | undefined, hex: string | undefined): string {
  const text =
    hex === undefined
      ? unescaped(string ?? '')
      : (hex.replace(/\s/g, '').match(/../g) ?? [])
          .map((pair) => String.fromCharCode(Number.parseInt(pair, 16)))
          .join('');
  return text.startsWith('\xfe\xff') ? new TextDecoder('utf-16be').decode(bytesOfLatin1(text)) : asWindows1252(text);
}

function unescaped(text: string): string {
  return text.replace(/\\([0-7]{1,3}|[^])/g, (_, escaped: string) =>
    /^[0-7]/.test(escaped) ? String.fromCharCode(Number.parseInt(escaped, 8) & 0xff) : (ESCAPES[escaped] ?? escaped),
  );
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '\n': '' };

/**
 * Sensitivity labels that files carry: Microsoft's (`docMetadata/LabelInfo.xml`, MS-OFFCRYPTO 2.6; `MSIP_Label_*` properties of older
 * files and of PDF), and the properties of other classification programs, as the company knows their names. Only the archive's directory
 * and the parts that hold labels are read.
 */
import { bytesAt, latin1, type ByteSource } from './byte-source.js';
import { unreadCompound } from './compound.js';
import { decodeAnyText } from './decode-text.js';
import { BEGINNING, kindOf } from './file-kind.js';
import { labelsOf, type FileLabels, type FileProperty, type MicrosoftLabel } from './label-properties.js';
import { readPdfLabels } from './pdf-labels.js';
import { Unreadable } from './unreadable.js';
import { attributeOf, xmlTokens } from './xml.js';
import { readZipDirectory, readZipMember, type ZipMember } from './zip.js';

const NOT_READ = { reason: 'unknown-kind', message: 'labels in a file of this kind are not read' } as const;
const NONE: FileLabels = { microsoft: [], properties: [], unread: null };
/** Of a part that holds labels, unpacked; real ones take a few thousand bytes. */
const LONGEST_PART = 1_000_000;
/** Real documents have one or two. */
const MOST_PARTS = 10;
/** An encrypted document is searched so far for the label that Office leaves readable. */
const LONGEST_COMPOUND = 25_000_000;

/** Nothing is thrown for what a file holds. */
export async function readFileLabels(source: ByteSource): Promise<FileLabels> {
  try {
    const kind = kindOf(await bytesAt(source, 0, Math.min(source.size, BEGINNING)));
    if (kind === 'zip') return await archiveLabels(source);
    if (kind === 'pdf') return await readPdfLabels(source);
    if (kind === 'compound') return compoundLabels(await bytesAt(source, 0, Math.min(source.size, LONGEST_COMPOUND)));
    return kind === 'text' ? NONE : { ...NONE, unread: NOT_READ };
  } catch (error) {
    if (error instanceof Unreadable) return { ...NONE, unread: { reason: error.reason, message: error.message } };
    throw error;
  }
}

async function archiveLabels(source: ByteSource): Promise<FileLabels> {
  const members = await readZipDirectory(source);
  const texts = async (pattern: RegExp): Promise<string[]> => {
    const parts = members.filter(({ name }: ZipMember) => pattern.test(name));
    if (parts.length > MOST_PARTS || parts.some(({ size }) => size > LONGEST_PART))
      throw new Unreadable('too-large', 'its parts with labels are too large');
    return Promise.all(parts.map(async (part) => decodeAnyText(await readZipMember(source, part))));
  };
  const infos = (await texts(/^docMetadata\/LabelInfo\d*\.xml$/i)).flatMap(labelInfo);
  const properties = [
    // `<property name="…"><vt:lpwstr>…</vt:lpwstr></property>` (ECMA-376 part 1, 22.3).
    ...(await texts(/^docProps\/custom\.xml$/i)).flatMap((xml) => propertiesOf(xml, 'property')),
    // `<meta:user-defined meta:name="…">…</meta:user-defined>`
    ...(await texts(/^meta\.xml$/)).flatMap((xml) => propertiesOf(xml, 'user-defined')),
  ];
  return labelsOf(infos, properties);
}

/** `<label id="{…}" enabled="1" method="Privileged" siteId="{…}" removed="0" />` */
function labelInfo(xml: string): MicrosoftLabel[] {
  return [...xmlTokens(xml)].flatMap((token) => {
    if (token.kind !== 'open' || token.name !== 'label') return [];
    const value = (name: string) => attributeOf(token.attributes, name);
    const id = withoutBraces(value('id'));
    if (id === null) return [];
    const isRemoved = isTrue(value('removed'));
    return [
      {
        id,
        tenant: withoutBraces(value('siteId')),
        name: null,
        method: value('method'),
        enabled: isTrue(value('enabled')) && !isRemoved,
      },
    ];
  });
}

const withoutBraces = (text: string | null): string | null => text?.replace(/[{}]/g, '').toLowerCase() ?? null;
const isTrue = (text: string | null): boolean => text === '1' || text?.toLowerCase() === 'true';

/** Each such element with its name and its text. */
function propertiesOf(xml: string, element: string): FileProperty[] {
  const found: FileProperty[] = [];
  let current: { name: string; value: string } | null = null;
  for (const token of xmlTokens(xml)) {
    if (token.kind === 'open' && token.name === element)
      current = { name: attributeOf(token.attributes, 'name') ?? '', value: '' };
    else if (token.kind === 'text' && current !== null) current.value += token.text.trim();
    else if (token.kind === 'close' && token.name === element && current !== null) {
      found.push(current);
      current = null;
    }
  }
  return found;
}

/** Office leaves the label of an encrypted document readable, in a stream of its own (MS-OFFCRYPTO 2.6.3). */
function compoundLabels(bytes: Uint8Array): FileLabels {
  const text = latin1(bytes);
  const elements = text.match(/<(?:\w+:)?label\s[^<>]{0,1000}>/g) ?? [];
  const labels = labelsOf(elements.flatMap(labelInfo), []);
  if (labels.microsoft.length === 0) throw unreadCompound(text);
  return labels;
}

/** Small documents as Office, LibreOffice and mail programs write them. */
import { strToU8, zipSync, type Zippable } from 'fflate';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const TYPES = `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`;

/** @param parts by name; a text is written as UTF-8 @param level 0: nothing is packed */
export function archiveOf(parts: Readonly<Record<string, string | Uint8Array>>, level: 0 | 6 = 6): Uint8Array {
  const files: Zippable = {};
  for (const [name, content] of Object.entries(parts))
    files[name] = typeof content === 'string' ? strToU8(content) : content;
  return zipSync(files, { level, mtime: new Date(2026, 0, 1) });
}

const paragraph = (text: string) => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;

export function wordDocument(
  lines: readonly string[],
  more: Readonly<Record<string, string | Uint8Array>> = {},
): Uint8Array {
  const body = lines.map(paragraph).join('');
  return archiveOf({
    '[Content_Types].xml': TYPES,
    'word/document.xml': `${XML}<w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`,
    'word/styles.xml': `${XML}<w:styles xmlns:w="w"><w:t>machinery</w:t></w:styles>`,
    ...more,
  });
}

/** Cells as strings are shared; numbers stand in the sheet. */
export function workbook(rows: readonly (readonly (string | number)[])[]): Uint8Array {
  const strings: string[] = [];
  const cell = (value: string | number) =>
    typeof value === 'number'
      ? `<c r="A1"><v>${value}</v></c>`
      : `<c r="A1" t="s"><v>${strings.push(value) - 1}</v></c>`;
  const sheet = rows.map((row) => `<row>${row.map(cell).join('')}</row>`).join('');
  return archiveOf({
    '[Content_Types].xml': TYPES,
    'xl/workbook.xml': `${XML}<workbook/>`,
    'xl/worksheets/sheet1.xml': `${XML}<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `${XML}<sst>${strings.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
  });
}

export function presentation(slides: readonly string[]): Uint8Array {
  const parts = slides.map((text, index): [string, string] => [
    `ppt/slides/slide${index + 1}.xml`,
    `${XML}<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:sld>`,
  ]);
  return archiveOf({
    '[Content_Types].xml': TYPES,
    'ppt/presentation.xml': `${XML}<p:presentation/>`,
    ...Object.fromEntries(parts),
  });
}

export function openDocument(lines: readonly string[], meta = ''): Uint8Array {
  const body = lines.map((line) => `<text:p>${line}</text:p>`).join('');
  return archiveOf({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': `${XML}<office:document-content><office:body>${body}</office:body></office:document-content>`,
    'meta.xml': `${XML}<office:document-meta>${meta}</office:document-meta>`,
  });
}

export const LABEL_ID = '0b6d7a0e-9d3f-4b7e-8f0a-2f1f0c6f7a11';
export const TENANT_ID = '72f988bf-86f1-41af-91ab-2d7cd011db47';

export const labelInfo = (enabled = true): string =>
  `${XML}<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata">` +
  `<clbl:label id="{${LABEL_ID.toUpperCase()}}" enabled="${enabled ? 1 : 0}" method="Privileged" siteId="{${TENANT_ID}}" removed="0" /></clbl:labelList>`;

export const customProperties = (values: Readonly<Record<string, string>>): string =>
  `${XML}<Properties xmlns:vt="vt">${Object.entries(values)
    .map(
      ([name, value], index) =>
        `<property fmtid="{D5}" pid="${index + 2}" name="${name}"><vt:lpwstr>${value}</vt:lpwstr></property>`,
    )
    .join('')}</Properties>`;

export const labelProperties = (name: string): Record<string, string> => ({
  [`MSIP_Label_${LABEL_ID}_Enabled`]: 'true',
  [`MSIP_Label_${LABEL_ID}_SiteId`]: TENANT_ID,
  [`MSIP_Label_${LABEL_ID}_Method`]: 'Standard',
  [`MSIP_Label_${LABEL_ID}_Name`]: name,
});

/** A container of Office's, as far as anybody looks into it: its head, and the names that its directory holds. */
export function compoundFile(streams: readonly string[], content = ''): Uint8Array {
  const head = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  return Buffer.concat([head, Buffer.alloc(504), Buffer.from(content), Buffer.from(streams.join('\0'), 'utf16le')]);
}

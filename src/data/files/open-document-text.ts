/** The texts of OpenDocument files (OASIS ODF 1.3): all that stands in the document's body, its headers and its properties. */
import { textFrom } from './xml.js';

/** Of the document, and of those in it. */
export const isOpenDocumentPart = (name: string): boolean => /(?:^|\/)(?:content|styles|meta)\.xml$/.test(name);

/** Without anything that a person has written, or pictures of it. */
export const isOpenDocumentMachinery = (name: string): boolean =>
  /^(?:mimetype|settings\.xml|manifest\.rdf|layout-cache|META-INF\/.*|Thumbnails\/.*|Configurations2\/.*|Pictures\/.*|Fonts\/.*)$|\/settings\.xml$|ObjectReplacements\//.test(
    name,
  );

const LINE_ENDS = new Set([
  'p',
  'h',
  'table-row',
  'user-defined',
  'line-break',
  'title',
  'subject',
  'keyword',
  'description',
]);
const GAPS = new Set(['tab', 's', 'table-cell']);

/** @param most characters that are needed; the text may be longer */
export function openDocumentText(xml: string, most: number): string {
  return textFrom(xml, most, (token) => {
    if (token.kind === 'text') return token.text;
    if (token.kind === 'open') return '';
    if (LINE_ENDS.has(token.name)) return '\n';
    return GAPS.has(token.name) ? '\t' : '';
  });
}

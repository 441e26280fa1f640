/** The texts of OpenDocument files (OASIS ODF 1.3): all that stands in the document's body, its headers and its properties. */
import { xmlTokens } from './xml.js';

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
  let text = '';
  for (const token of xmlTokens(xml)) {
    if (text.length > most) break;
    if (token.kind === 'text') text += token.text;
    else if (token.kind === 'close' && LINE_ENDS.has(token.name)) text += '\n';
    else if (token.kind === 'close' && GAPS.has(token.name)) text += '\t';
  }
  return text;
}

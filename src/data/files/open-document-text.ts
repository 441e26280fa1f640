/** The texts of OpenDocument files (OASIS ODF 1.3): all that stands in the document's body, its headers and its properties. */
import { xmlTokens } from './xml.js';

export const isOpenDocumentPart = (name: string): boolean => /^(?:content|styles|meta)\.xml$/.test(name);

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

export function openDocumentText(xml: string): string {
  let text = '';
  for (const token of xmlTokens(xml)) {
    if (token.kind === 'text') text += token.text;
    else if (token.kind === 'close' && LINE_ENDS.has(token.name)) text += '\n';
    else if (token.kind === 'close' && GAPS.has(token.name)) text += '\t';
  }
  return text;
}

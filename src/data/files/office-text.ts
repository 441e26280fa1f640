/** The texts of Office's documents (ECMA-376): runs of Word and PowerPoint, rows of Excel, and where links lead. */
import { attributeOf, textFrom, xmlTokens } from './xml.js';

export type OfficePart = 'text' | 'links' | 'markup' | 'file' | 'nothing';

/** Without anything that a person has written, or pictures of it. */
const MACHINERY =
  /(?:^\[Content_Types\]\.xml|\/(?:theme|styles|settings|webSettings|fontTable|numbering|stylesWithEffects|presProps|viewProps|tableStyles|calcChain|metadata|itemProps)\d*\.xml|\/(?:media|fonts|printerSettings|theme)\/[^/]*|thumbnail\.\w+)$/i;
const TEXT_PART = /^(?:word|ppt|xl|docProps)\/.*\.xml$/i;
const LINKS = /(?:^|\/)_rels\/[^/]*\.rels$/i;
const SHEET = /^xl\/worksheets\/[^/]+\.xml$/i;
const PIVOT = /^xl\/pivotCache\//i;
export const SHARED_STRINGS = /^xl\/sharedStrings\.xml$/i;

/** How a member of a document is read. `file`: as any other file, since documents carry documents. */
export function officePartOf(name: string): OfficePart {
  if (MACHINERY.test(name)) return 'nothing';
  if (LINKS.test(name)) return 'links';
  if (TEXT_PART.test(name)) return 'text';
  return /\.(?:xml|vml)$/i.test(name) ? 'markup' : 'file';
}

/** Of one part. @param strings what the workbook's cells share @param most characters that are needed; the text may be longer */
export function officePartText(name: string, xml: string, strings: readonly string[], most: number): string {
  if (SHEET.test(name)) return sheetText(xml, strings, most);
  return PIVOT.test(name) ? pivotText(xml, most) : runsOf(xml, most);
}

/** A paragraph, a property, a row of a table. */
const LINE_ENDS = new Set(['p', 'property', 'br', 'cr', 'comment', 'tr', 'v']);
/** `t`: runs of all three; the others: values, properties and texts of formulas. */
const RUNS = new Set(
  't,v,instrText,delText,lpwstr,lpstr,text,definedName,title,subject,creator,keywords,description,lastModifiedBy,category,contentStatus,Company,Manager'.split(
    ',',
  ),
);

function runsOf(xml: string, most: number): string {
  let inRun = false;
  return textFrom(xml, most, (token) => {
    if (token.kind === 'text') return inRun ? token.text : '';
    inRun = token.kind === 'open' && RUNS.has(token.name);
    if (token.kind === 'open') return token.name === 'tab' || token.name === 'tc' ? '\t' : '';
    return LINE_ENDS.has(token.name) ? '\n' : '';
  });
}

/** In their order, by which cells name them; one may have lines of its own. */
export function sharedStringsOf(xml: string): string[] {
  const strings: string[] = [];
  let [text, inRun] = ['', false];
  for (const token of xmlTokens(xml)) {
    if (token.kind === 'text') text += inRun ? token.text : '';
    else inRun = token.kind === 'open' && token.name === 't';
    if (token.kind !== 'close' || token.name !== 'si') continue;
    strings.push(text);
    text = '';
  }
  return strings;
}

/** A line a row, a tab between cells: a number stands beside the word that says what it is. */
function sheetText(xml: string, strings: readonly string[], most: number): string {
  let [inValue, isShared] = [false, false];
  return textFrom(xml, most, (token) => {
    if (token.kind === 'text') {
      if (!inValue) return '';
      return isShared ? (strings[Number(token.text)] ?? '') : token.text;
    }
    inValue = token.kind === 'open' && VALUES.has(token.name);
    if (token.kind === 'close') return token.name === 'row' ? '\n' : '';
    if (token.name === 'c') isShared = attributeOf(token.attributes, 't') === 's';
    else if (token.name !== 'v') isShared = false;
    return token.name === 'c' ? '\t' : '';
  });
}

/** Of a cell: its value, its own text, its formula. */
const VALUES = new Set(['v', 't', 'f']);

/** Values of a table's source stand in attributes, also of a sheet that is gone. */
function pivotText(xml: string, most: number): string {
  return textFrom(xml, most, (token) => {
    if (token.kind === 'open') return attributeOf(token.attributes, 'v') ?? '';
    if (token.kind === 'text') return '';
    return token.name === 'r' ? '\n' : '\t';
  });
}

export function linksOf(xml: string, most: number): string {
  return textFrom(xml, most, (token) =>
    token.kind === 'open' && attributeOf(token.attributes, 'TargetMode') === 'External'
      ? `${attributeOf(token.attributes, 'Target') ?? ''}\n`
      : '',
  );
}

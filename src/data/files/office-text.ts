/** The texts of Office's documents (ECMA-376): runs of Word and PowerPoint, rows of Excel, and where links lead. */
import { attributeOf, xmlTokens } from './xml.js';

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
  let [text, inRun] = ['', false];
  for (const token of xmlTokens(xml)) {
    if (text.length > most) break;
    if (token.kind === 'text') text += inRun ? token.text : '';
    else if (token.kind === 'open') {
      inRun = RUNS.has(token.name);
      if (token.name === 'tab' || token.name === 'tc') text += '\t';
    } else {
      inRun = false;
      if (LINE_ENDS.has(token.name)) text += '\n';
    }
  }
  return text;
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
  let [text, inValue, isShared] = ['', false, false];
  for (const token of xmlTokens(xml)) {
    if (text.length > most) break;
    if (token.kind === 'text') {
      if (inValue) text += isShared ? (strings[Number(token.text)] ?? '') : token.text;
    } else if (token.kind === 'open') {
      if (token.name === 'c') {
        isShared = attributeOf(token.attributes, 't') === 's';
        text += '\t';
      }
      inValue = token.name === 'v' || token.name === 't' || token.name === 'f';
      if (token.name !== 'v') isShared &&= token.name === 'c';
    } else {
      inValue = false;
      if (token.name === 'row') text += '\n';
    }
  }
  return text;
}

/** Values of a table's source stand in attributes, also of a sheet that is gone. */
function pivotText(xml: string, most: number): string {
  let text = '';
  for (const token of xmlTokens(xml)) {
    if (text.length > most) break;
    if (token.kind === 'open') text += attributeOf(token.attributes, 'v') ?? '';
    if (token.kind === 'close') text += token.name === 'r' ? '\n' : '\t';
  }
  return text;
}

export function linksOf(xml: string, most: number): string {
  let text = '';
  for (const token of xmlTokens(xml)) {
    if (text.length > most) break;
    if (token.kind === 'open' && attributeOf(token.attributes, 'TargetMode') === 'External')
      text += `${attributeOf(token.attributes, 'Target') ?? ''}\n`;
  }
  return text;
}

/** The texts of Office's documents (ECMA-376): runs of Word and PowerPoint, rows of Excel, and where links lead. */
import { attributeOf, xmlTokens } from './xml.js';

/** Parts without anything that a person has written. */
const MACHINERY =
  /\/(?:theme|styles|settings|webSettings|fontTable|numbering|stylesWithEffects|presProps|viewProps|tableStyles|calcChain|metadata)\d*\.xml$/i;
const TEXT_PART = /^(?:word|ppt|xl|docProps|visio)\/.*\.xml$/i;
const LINKS = /\/_rels\/.*\.rels$/i;
const SHEET = /^xl\/worksheets\/[^/]+\.xml$/i;
export const SHARED_STRINGS = /^xl\/sharedStrings\.xml$/i;

export const isOfficePart = (name: string): boolean =>
  (TEXT_PART.test(name) && !MACHINERY.test(name)) || LINKS.test(name);

/** Of one part. @param strings what the workbook's cells share */
export function officePartText(name: string, xml: string, strings: readonly string[]): string {
  if (LINKS.test(name)) return linksOf(xml);
  if (SHEET.test(name)) return sheetText(xml, strings);
  return runsOf(xml);
}

/** A paragraph, a property, a row of a table. */
const LINE_ENDS = new Set(['p', 'property', 'br', 'cr', 'comment', 'tr']);
/** `t`: runs of all three; the others: properties and formulas' texts. */
const RUNS = new Set([
  't',
  'instrText',
  'delText',
  'lpwstr',
  'lpstr',
  'text',
  'title',
  'subject',
  'creator',
  'keywords',
  'description',
]);

function runsOf(xml: string): string {
  let [text, inRun] = ['', false];
  for (const token of xmlTokens(xml)) {
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
function sheetText(xml: string, strings: readonly string[]): string {
  let [text, inValue, isShared] = ['', false, false];
  for (const token of xmlTokens(xml)) {
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

function linksOf(xml: string): string {
  let text = '';
  for (const token of xmlTokens(xml))
    if (token.kind === 'open' && attributeOf(token.attributes, 'TargetMode') === 'External')
      text += `${attributeOf(token.attributes, 'Target') ?? ''}\n`;
  return text;
}

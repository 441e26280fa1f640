/** How the JSON of a log stands: an object a line, or a document whose objects span lines or share one. */
import { JsonDocument } from './json-document.js';
import { looksLikeJson } from './json-log.js';

const RECORDS_LOOKED_AT = 20;

export interface JsonLayout {
  readonly isDocument: boolean;
  /** The first objects; none when it is no JSON, or the first one is longer than what was looked at. */
  readonly records: readonly string[];
}

/** @param beginning the first bytes of a log @param lines the first lines of them that hold something */
export function jsonLayout(beginning: Buffer, lines: readonly string[]): JsonLayout {
  const [first = ''] = lines;
  const isLine = (line: string) => isBehindPrefix(line) || (indentOf(line) <= indentOf(first) && isOneObject(line));
  if (!/^\s*[[{]/.test(first) || lines.some(isLine)) {
    return { isDocument: false, records: lines.filter(looksLikeJson) };
  }
  const records = objectsIn(beginning).slice(0, RECORDS_LOOKED_AT);
  return { isDocument: records.length > 0 || /^\s*\[?\s*\{/.test(first), records };
}

const indentOf = (line: string): number => line.search(/\S/);

/** Such as a time in brackets, which begins as a list does. */
const isBehindPrefix = (line: string): boolean =>
  !/^\s*(?:[{}\],]|\[\s*(?:[[{\]]|$))/.test(line) && looksLikeJson(line);

/** With nothing around it but the comma of a list. */
function isOneObject(line: string): boolean {
  const [object, ...more] = objectsIn(Buffer.from(line));
  return more.length === 0 && object === line.trim().replace(/,$/, '');
}

function objectsIn(bytes: Buffer): readonly string[] {
  const objects: string[] = [];
  const document = new JsonDocument({
    object: (object) => objects.push(object.toString('utf8')),
    broken: () => undefined,
  });
  document.push(bytes);
  document.end();
  return objects;
}

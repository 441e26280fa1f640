/** Names under which exports and interfaces put a list of records. */
import { DEEPEST_LIST } from './json-open-lists.js';

const LIST_NAMES: ReadonlySet<string> = new Set(
  'records,value,values,data,items,results,result,events,logs,entries,hits,rows'.split(','),
);
const NAME_AT_END = /"([\w.-]{1,40})"\s*:\s*$/;

/** As much of the text before a list as may hold its name. */
export const LONGEST_NAME = 64;

/** @param before the text that a list follows */
export function namesList(before: string): boolean {
  return isListName(NAME_AT_END.exec(before)?.[1] ?? '');
}

const isListName = (name: string): boolean => LIST_NAMES.has(name.toLowerCase());

/** The name of a field, another text (its end may be missing), or a bracket. */
const TOKEN = /"((?:[^"\\]|\\.)*)"\s*:|"(?:[^"\\]|\\.)*"?|[{}[\]]/g;
/** Names that stand in a shell's quotes as they are. */
const PLAIN_NAME = /^[\w.-]{1,40}$/;
const IN_LIST = '[]';

/**
 * The first list of objects, in the object that a log begins with, that is not looked into for records.
 * @returns the names on the way to it; null without one
 */
export function otherListIn(beginning: string): readonly string[] | null {
  const open: string[] = [];
  let name = '';
  for (const { 0: token, 1: key, index } of beginning.matchAll(TOKEN)) {
    if (key !== undefined) name = key;
    else if (token === '{') open.push(name);
    else if (token === '}' || token === ']') open.pop();
    else if (token === '[') {
      if (open.length === 0) return null;
      const names = [...open.slice(1), name];
      const isOther = !isListName(name) || open.length > DEEPEST_LIST;
      const holdsObjects = /^\[\s*\{/.test(beginning.slice(index, index + LONGEST_NAME));
      if (isOther && holdsObjects && names.every((each) => PLAIN_NAME.test(each))) return names;
      open.push(IN_LIST);
    }
  }
  return null;
}

/** What to do about such a list. */
export function hintOnList(names: readonly string[]): string {
  const path = names.map((name) => (/^[a-z_]\w*$/i.test(name) ? `.${name}` : `."${name}"`)).join('');
  return `The list "${names.join('.')}" is not one that gatepost looks into: write it out, as \`jq -c '${path}[]'\` does.`;
}

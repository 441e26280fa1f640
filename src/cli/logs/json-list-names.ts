/** Names under which exports and interfaces put a list of records. */

const LIST_NAMES: ReadonlySet<string> = new Set(
  'records,value,values,data,items,results,result,events,logs,entries,hits,rows'.split(','),
);
const NAME_AT_END = /"([\w.-]{1,40})"\s*:\s*$/;

/** As much of the text before a list as may hold its name. */
export const LONGEST_NAME = 64;

/** @param before the text that a list follows */
export function namesList(before: string): boolean {
  return LIST_NAMES.has((NAME_AT_END.exec(before)?.[1] ?? '').toLowerCase());
}

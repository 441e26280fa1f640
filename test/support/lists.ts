/** Lists of sites as the command reads them, told in a line an entry. */
import { siteText } from '../../src/cli/lists/list-entry.js';
import { readList, type ListOptions, type ReadList } from '../../src/cli/lists/read-list.js';
import { NOW_MS } from './policies.js';

export function readContent(content: string | Buffer, options: Partial<ListOptions> = {}): ReadList {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return readList(bytes, 'list', { kind: null, column: null, nowMs: NOW_MS, ...options });
}

/** `line action site`, and `line kind` of those that are left. */
export function told({ kind, entries, left }: ReadList): { kind: string; entries: string[]; left: string[] } {
  return {
    kind,
    entries: entries.map((entry) => `${entry.line} ${entry.action ?? '-'} ${siteText(entry)}`),
    left: left.map((each) => `${each.line} ${each.kind} ${each.text}`),
  };
}

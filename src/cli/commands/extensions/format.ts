/** How `gatepost extensions` says which AI extensions there are. */
import { counted } from '../../lib/numbers.js';
import { asText, printable, type Paint } from '../../lib/terminal.js';
import { isBlocked, type FoundExtension, type FoundExtensions } from './run.js';

const MOST_UNREAD = 10;

export function renderExtensions({ inventories, found, otherIds }: FoundExtensions, paint: Paint): string {
  const rows = inventories.reduce((sum, { extensions }) => sum + extensions, 0);
  return asText([
    ...found.map((extension) => lineOf(extension, paint)),
    `${counted(found.length, 'AI extension')} of the catalogue in ${counted(rows, 'entry', 'entries')} of ` +
      `${counted(inventories.length, 'inventory', 'inventories')}; ${counted(otherIds, 'other id')}.`,
  ]);
}

/** Null when everything was read. */
export function renderUnread({ inventories }: FoundExtensions, paint: Paint): string | null {
  const all = inventories.flatMap(({ file, unread }) =>
    unread.map(({ where, reason }) => `  ${printable(file)}: ${printable(where)}: ${printable(reason)}`),
  );
  if (all.length === 0) return null;
  const more = all.length > MOST_UNREAD ? [`  and ${all.length - MOST_UNREAD} more; --json names them all`] : [];
  const head = paint('yellow', `${counted(all.length, 'entry', 'entries')} could not be read:`);
  return asText([head, ...all.slice(0, MOST_UNREAD), ...more]);
}

function lineOf(extension: FoundExtension, paint: Paint): string {
  const { name, tool, ids, browsers, people, policy } = extension;
  const numbers = [
    ...(browsers === null ? [] : [counted(browsers, 'browser')]),
    ...(people === null ? [] : [counted(people, 'person', 'people')]),
  ];
  const facts = [
    tool === null ? 'no tool' : `tool ${tool}`,
    ...(policy === null ? [] : [isBlocked(extension) ? paint('red', policy.join(' or ')) : policy.join(' or ')]),
    ...(numbers.length === 0 ? ['number not known'] : numbers),
    ids.join(' '),
  ];
  return `${paint('bold', name)}  ${facts.join('  ')}`;
}

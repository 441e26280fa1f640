/** Lists in CSV: indicators of Microsoft Defender, values of the Windows registry, and any table with a column of domains. */
import { toMoment } from '../../authoring/publish-source.js';
import {
  entryOr,
  noSite,
  skipped,
  sorted,
  type LeftLine,
  type ListedAction,
  type ListEntry,
  type ReadEntries,
} from './list-entry.js';
import { fold } from '../logs/columns.js';
import type { CsvRow, CsvTable } from './csv-rows.js';
import { siteOfDomain, type BareHost } from './text-lines.js';

/** Headings of the column with the site, as gateways and spreadsheets call it. */
const SITE_COLUMNS = [
  'domain',
  'host',
  'hostname',
  'fqdn',
  'url',
  'destination',
  'site',
  'website',
  'address',
  'pattern',
];
const ACTION_COLUMNS = ['action', 'decision', 'disposition', 'verdict'];

export const isIndicatorTable = ({ names }: CsvTable): boolean =>
  names.includes('indicatortype') && names.includes('indicatorvalue');

export const isRegistryTable = ({ names }: CsvTable): boolean =>
  ['key', 'valuename', 'value'].every((name) => names.includes(name));

export const siteColumnOf = ({ names }: CsvTable): string | null =>
  SITE_COLUMNS.find((name) => names.includes(name)) ?? null;

/** What products call their actions. */
const ACTIONS: Readonly<Record<string, ListedAction>> = {
  ...{ block: 'block', blocked: 'block', deny: 'block', denied: 'block', drop: 'block' },
  ...{ alertandblock: 'block', blockandremediate: 'block', blockexecution: 'block' },
  ...{ warn: 'warn', warned: 'warn', caution: 'warn', coach: 'warn' },
  ...{ audit: 'observe', alert: 'observe', monitor: 'observe', observe: 'observe' },
  ...{ allow: 'allow', allowed: 'allow', permit: 'allow' },
};

type Read = ListEntry | LeftLine;

/** @param column the folded heading of the column with the site */
export function readSiteTable({ rows, names }: CsvTable, column: string, bare: BareHost): ReadEntries {
  const actionColumn = ACTION_COLUMNS.find((name) => names.includes(name));
  const read = rows.map((row): Read => {
    const line = { line: row.line, text: row.cell(column) };
    if (line.text === '') return skipped({ ...line, text: row.cells.join(',') }, 'the row names no site');
    const named = actionColumn === undefined ? '' : row.cell(actionColumn);
    const action = named === '' ? null : actionNamed(named);
    if (action === undefined) return unknownAction(line, named);
    return entryOr(line, siteOfDomain(line.text, bare), { action });
  });
  return sorted(read);
}

const actionNamed = (text: string): ListedAction | undefined => ACTIONS[fold(text)];

function unknownAction(line: { line: number; text: string }, action: string): Read {
  return entryOr(line, noSite(`its action is "${action}": expected block, warn, audit or allow`), { action: null });
}

/** Indicators of Microsoft Defender for Endpoint: those of domains and URLs, while they have not expired. */
export function readIndicators({ rows }: CsvTable, nowMs: number): ReadEntries {
  return sorted(rows.map((row) => indicator(row, nowMs)));
}

function indicator(row: CsvRow, nowMs: number): Read {
  const [type, value, named] = [row.cell('IndicatorType'), row.cell('IndicatorValue'), row.cell('Action')];
  const line = { line: row.line, text: value };
  if (!/^(?:domainname|url)$/i.test(type))
    return skipped(line, `an indicator of the type ${type || '(none)'} names no site`);
  const action = actionNamed(named);
  if (action === undefined || action === null) return unknownAction(line, named);
  const expires = row.cell('ExpirationTime');
  const untilMs = expires === '' ? null : Date.parse(/[zZ]|[+-]\d\d:?\d\d$/.test(expires) ? expires : `${expires}Z`);
  if (untilMs !== null && !/^\d{4}-\d\d-\d\d/.test(expires)) {
    return entryOr(
      line,
      noSite(`its ExpirationTime "${expires}" cannot be read: expected one such as 2027-01-31T00:00:00Z`),
      { action },
    );
  }
  if (untilMs !== null && untilMs <= nowMs) return skipped(line, `it expired on ${expires}`);
  const groups = row
    .cell('RbacGroups')
    .split(/[;,]/)
    .map((group) => group.trim())
    .filter((group) => group !== '');
  const title = row.cell('Title').replace(/\s+/g, ' ');
  return entryOr(line, siteOfDomain(value, 'with subdomains'), {
    action,
    ...(untilMs === null ? {} : { until: toMoment(untilMs) }),
    ...(groups.length === 0 ? {} : { groups }),
    ...(title === '' ? {} : { reason: title }),
  });
}

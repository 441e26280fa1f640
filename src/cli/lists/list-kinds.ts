/** The kinds of lists that are read: one row a kind, from which the flag, the recognition and the documentation come. */
import { isIndicatorTable, isRegistryTable, siteColumnOf } from './csv-lists.js';
import { readCsvTable } from './csv-rows.js';
import type { BareHost } from './text-lines.js';

type Format = 'json' | 'reg' | 'plist' | 'template' | 'hosts' | 'filters' | 'lines' | 'csv';

interface ListKind {
  readonly format: Format;
  /** What a name without a dot or star before it means; null: each product in the file says it for its own. */
  readonly bare: BareHost | null;
  /** For the documentation. */
  readonly title: string;
}

const ALL = 'with subdomains';
const ONE = 'that host only';

export const LIST_KINDS = {
  json: {
    format: 'json',
    bare: null,
    title: 'policy files of Chromium and Firefox, exports of Intune, Zscaler, Netskope and Umbrella',
  },
  reg: { format: 'reg', bare: null, title: 'exports of the Windows registry' },
  plist: { format: 'plist', bare: null, title: 'property lists and configuration profiles of macOS' },
  template: { format: 'template', bare: null, title: 'values of an administrative template in Intune (OMA-URI)' },
  hosts: { format: 'hosts', bare: ONE, title: 'hosts files' },
  filters: { format: 'filters', bare: ONE, title: 'filter lists of AdGuard, Pi-hole and uBlock Origin' },
  csv: { format: 'csv', bare: ALL, title: 'indicators of Microsoft Defender, and tables with a column of domains' },
  domains: { format: 'lines', bare: ALL, title: 'a domain a line' },
  umbrella: { format: 'lines', bare: ALL, title: 'destination lists of Cisco Umbrella' },
  zscaler: { format: 'lines', bare: ONE, title: 'URL categories of Zscaler' },
  'pan-edl': { format: 'lines', bare: ONE, title: 'external dynamic lists of PAN-OS' },
  netskope: { format: 'lines', bare: ONE, title: 'URL lists of Netskope' },
} as const satisfies Readonly<Record<string, ListKind>>;

export type KindName = keyof typeof LIST_KINDS;

export const KIND_NAMES = Object.keys(LIST_KINDS) as readonly KindName[];

interface Told {
  readonly kind: KindName;
  readonly because: string;
}

const told = (kind: KindName, because: string): Told => ({ kind, because });

/** Enough lines to tell one kind from another. */
const LINES_LOOKED_AT = 200;

/** Null when nothing in the text says it. */
export function kindOf(text: string): Told | null {
  const start = text.trimStart();
  if (/^(?:Windows Registry Editor|REGEDIT4)/i.test(start)) return told('reg', 'its first line is that of a .reg file');
  if (/^\[Ad(?:block|guard)/i.test(start)) return told('filters', 'its first line is that of a filter list');
  if (/^(?:[{[]|\/[/*][^]*?[\n/]\s*\{)/.test(start)) return told('json', 'it is JSON');
  if (/<data\s+id=/i.test(start) && start.startsWith('<'))
    return told('template', 'it has <data id="…"> of a template');
  if (/^<(?:\?xml|!DOCTYPE plist|plist)/i.test(start)) return told('plist', 'it is a property list');
  return lineKind(start);
}

function lineKind(text: string): Told | null {
  const lines = text
    .split(/\r\n|\n|\r/)
    .map((each) => each.trim())
    .filter((each) => each !== '' && !/^[#!;]/.test(each))
    .slice(0, LINES_LOOKED_AT);
  if (lines.length === 0) return null;
  const share = (pattern: RegExp) => lines.filter((each) => pattern.test(each)).length / lines.length;
  if (share(/^(?:@@)?\|\|?[^|]|^@@/) > 0) return told('filters', 'it has filters such as ||example.com^');
  if (share(/^(?:\d+(?:\.\d+){3}|[\da-f:]*::[\da-f:]*(?:%\w+)?)\s+\S/i) > 0.5)
    return told('hosts', 'its lines are an address and hosts');
  const table = readCsvTable(lines[0] ?? '');
  if (isIndicatorTable(table)) return told('csv', 'its headings are those of Defender’s indicators');
  if (isRegistryTable(table)) return told('csv', 'its headings are those of registry values');
  const column = siteColumnOf(table);
  if (column !== null) return told('csv', `it has a column ${column}`);
  if (table.names.length > 1) return null;
  const named = share(/^(?:https?:\/\/)?(?:\*\.|\.)?[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+/u);
  if (named < 0.5) return null;
  const dotted = share(/^(?:\*\.|\.)/) > 0;
  return dotted
    ? told('zscaler', 'some of its lines begin with a dot or star: a name without one is that host only')
    : told('domains', 'its lines are domains, which cover their subdomains');
}

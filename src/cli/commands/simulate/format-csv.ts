/** The report of a simulation as CSV, for a spreadsheet: a line for each rule and tool, and each tool without a rule. */
import { csvLines } from '../../lib/csv.js';
import type { SimulationReport } from '../../logs/simulation-report.js';

const HEADS = [
  ...['kind', 'rule', 'action', 'tool', 'site', 'restricts', 'difference', 'people', 'people_exact', 'visits'],
  ...['requests', 'first_seen', 'last_seen', 'names', 'addresses'],
];

export function renderCsv({ rules, uncovered }: SimulationReport): string {
  const rows = [
    ...rules.map((line) => [
      ...['rule', line.rule, line.action, line.tool, null, line.restricts, line.difference, line.people],
      ...[
        line.peopleExact,
        line.visits,
        line.requests,
        line.firstSeen,
        line.lastSeen,
        line.names.join(' '),
        line.addresses,
      ],
    ]),
    ...uncovered.map((line) => [
      ...['uncovered', null, null, line.tool, line.site, false, null, line.people],
      ...[line.peopleExact, line.visits, line.requests, line.firstSeen, line.lastSeen, null, line.addresses],
    ]),
  ];
  return csvLines([HEADS, ...rows]);
}

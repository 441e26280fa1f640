/** The table of who enforces each rule in each browser, for the terminal, for Markdown and for HTML reports. */
import { asText } from '../lib/terminal.js';
import type { PolicyBrowser } from './browser-policies.js';
import type { RuleEnforcement } from './enforcement.js';
import { escapedHtml } from '../lib/html-page.js';
import { PLACES } from './targets.js';

export interface BrowserEnforcement {
  readonly browser: PolicyBrowser;
  readonly rules: readonly RuleEnforcement[];
}

interface Row {
  readonly rule: string;
  readonly action: string;
  readonly cells: readonly { readonly word: string; readonly because: string }[];
}

export function renderEnforcementMarkdown(columns: readonly BrowserEnforcement[]): string {
  const heads = ['rule', 'action', ...columns.map(({ browser }) => PLACES[browser].title)];
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`;
  const body = rowsOf(columns).map(({ rule, action, cells }) =>
    line([`\`${rule}\``, action, ...cells.map(({ word, because }) => (because === '' ? word : `${word}: ${because}`))]),
  );
  return [line(heads), line(heads.map(() => '---')), ...body, ''].join('\n');
}

/** A table element for a page; every text is escaped. */
export function renderEnforcementHtml(columns: readonly BrowserEnforcement[]): string {
  const heads = ['Rule', 'Action', ...columns.map(({ browser }) => PLACES[browser].title)];
  const body = rowsOf(columns).map(({ rule, action, cells }) => {
    const rest = cells.map(
      ({ word, because }) =>
        `<td>${escapedHtml(word)}${because === '' ? '' : `<br><small>${escapedHtml(because)}</small>`}</td>`,
    );
    return `<tr><th scope="row">${escapedHtml(rule)}</th><td>${action}</td>${rest.join('')}</tr>`;
  });
  const head = heads.map((each) => `<th scope="col">${escapedHtml(each)}</th>`).join('');
  return [
    '<table>',
    '<caption>Who enforces each rule</caption>',
    `<thead><tr>${head}</tr></thead>`,
    '<tbody>',
    ...body,
    '</tbody>',
    '</table>',
  ].join('\n');
}

/** For the terminal: a rule, then a line for each browser. */
export function renderEnforcementText(columns: readonly BrowserEnforcement[]): string {
  const width = Math.max(...columns.map(({ browser }) => PLACES[browser].title.length));
  return asText(
    rowsOf(columns).flatMap(({ rule, action, cells }) => [
      `${rule} (${action})`,
      ...cells.map(({ word, because }, index) => {
        const title = PLACES[columns[index]?.browser ?? 'chrome'].title.padEnd(width);
        return `  ${title}  ${word}${because === '' ? '' : `: ${because}`}`;
      }),
    ]),
  );
}

function rowsOf(columns: readonly BrowserEnforcement[]): Row[] {
  const [first] = columns;
  return (first?.rules ?? []).map(({ ruleId, action }, index) => ({
    rule: ruleId,
    action,
    cells: columns.map(({ rules }) => {
      const own = rules[index];
      return { word: own?.enforcedBy ?? '', because: (own?.because ?? []).join('; ') };
    }),
  }));
}

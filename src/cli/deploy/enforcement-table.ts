/** The table of who enforces each rule in each browser, for the terminal, for Markdown and for HTML reports. */
import { asText } from '../lib/terminal.js';
import type { PolicyBrowser } from './browser-policies.js';
import type { RuleEnforcement } from './enforcement.js';
import { escapedHtml, renderPage } from '../lib/html-page.js';
import { markdownRow } from './markdown-row.js';
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
  const body = rowsOf(columns).map(({ rule, action, cells }) =>
    markdownRow([
      `\`${rule}\``,
      action,
      ...cells.map(({ word, because }) => (because === '' ? word : `${word}: ${because}`)),
    ]),
  );
  return [markdownRow(heads), markdownRow(heads.map(() => '---')), ...body, ''].join('\n');
}

/** A page in the style of the reports. Where there is no room for the table, each rule becomes a block of its own. */
export function renderEnforcementPage(columns: readonly BrowserEnforcement[]): string {
  const body = [`<h1>${TITLE}</h1>`, '<div class="scroll">', renderEnforcementHtml(columns), '</div>'];
  return renderPage(TITLE, body, STYLE);
}

/** A table element for a page; every text is escaped. */
export function renderEnforcementHtml(columns: readonly BrowserEnforcement[]): string {
  const heads = ['Rule', 'Action', ...columns.map(({ browser }) => PLACES[browser].title)];
  const rows = rowsOf(columns).map(({ rule, action, cells }) => {
    const rest = cells.map(({ word, because }, index) => {
      const reason = because === '' ? '' : `<br><small>${escapedHtml(because)}</small>`;
      return `<td data-head="${escapedHtml(heads[index + 2] ?? '')}"><div>${escapedHtml(word)}${reason}</div></td>`;
    });
    const head = `<th scope="row">${escapedHtml(rule)}</th><td data-head="${heads[1] ?? ''}"><div>${action}</div></td>`;
    return `<tr>${head}${rest.join('')}</tr>`;
  });
  const head = heads.map((each) => `<th scope="col">${escapedHtml(each)}</th>`).join('');
  return [
    '<table>',
    `<caption>${TITLE}</caption>`,
    `<thead><tr>${head}</tr></thead>`,
    '<tbody>',
    ...rows,
    '</tbody>',
    '</table>',
  ].join('\n');
}

const TITLE = 'Who enforces each rule';

const STYLE = `
caption { display: none; }
small { color: var(--soft); } td, th { vertical-align: top; } tbody th { font-weight: 600; overflow-wrap: anywhere; }
@media (max-width: 40rem) {
  thead { display: none; } table, tbody, tr, th, td { display: block; }
  tbody tr { background: var(--card); border-radius: 6px; padding: .5rem .75rem; margin-bottom: .75rem; }
  tbody th, td { border: 0; padding: .2rem 0; }
  td { display: grid; grid-template-columns: 6rem 1fr; gap: .5rem; } td::before { content: attr(data-head); color: var(--soft); }
}
`;

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

/** The same as one HTML file: tables, and for each domain its reasons, entry and form. Nothing is fetched. */
import { escapedHtml, renderPage } from '../../lib/html-page.js';
import { counted } from '../../lib/numbers.js';
import type { Discovered, UnknownTool } from '../../discover/report.js';
import { cells, HEADS, NOTE, notesOn } from './format.js';

export function renderDiscoveredHtml(found: Discovered): string {
  const { log, tools, categories, unknown } = found;
  return renderPage('AI tools in use', [
    '<h1>AI tools in use</h1>',
    `<p>${escapedHtml(`${counted(log.people, 'person', 'people')}, ${counted(log.requests, 'request')}, ${log.firstSeen ?? '–'} to ${log.lastSeen ?? '–'}`)}</p>`,
    ...notesOn(found).map((line) => `<p>${escapedHtml(line)}</p>`),
    ...table(
      'Tools of the catalogue',
      ['Tool', 'Category', ...HEADS.map(titled), 'Policy'],
      tools.map((each) => [each.name, each.category, ...cells(each), each.policy ?? '']),
    ),
    ...table(
      'Categories',
      ['Category', ...HEADS.map(titled)],
      categories.map((each) => [each.category, ...cells(each)]),
    ),
    ...table(
      'In no catalogue',
      ['Domain', 'Score', ...HEADS.map(titled), 'Policy', 'Because'],
      unknown.map((each) => [
        each.domain,
        each.score.toFixed(1),
        ...cells(each),
        each.policy ?? '',
        each.features.map((feature) => feature.found).join(', '),
      ]),
    ),
    ...(unknown.length === 0 ? [] : [`<p>${escapedHtml(NOTE)}</p>`]),
    ...unknown.map(details),
  ]);
}

const titled = (head: string): string => head.charAt(0) + head.slice(1).toLowerCase();

function table(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const row = (tag: string, row: readonly string[]) =>
    `<tr>${row.map((cell) => `<${tag}>${escapedHtml(cell)}</${tag}>`).join('')}</tr>`;
  if (rows.length === 0) return [`<h2>${escapedHtml(title)}</h2><p>None.</p>`];
  return [
    `<h2>${escapedHtml(title)}</h2><div class="scroll"><table><thead>${row('th', heads)}</thead><tbody>`,
    ...rows.map((cellsOfRow) => row('td', cellsOfRow)),
    '</tbody></table></div>',
  ];
}

function details({ domain, hosts, features, entry, form }: UnknownTool): string {
  const why = features.map(
    ({ kind, found, weight, why: reason }) =>
      `<li>${escapedHtml(`${weight.toFixed(1)} ${kind} ${found}: ${reason}`)}</li>`,
  );
  return [
    `<details><summary>${escapedHtml(domain)}</summary>`,
    `<p>${escapedHtml(hosts.join(', '))}</p><ul>${why.join('')}</ul>`,
    `<p>Entry for <code>tools:</code></p><pre>${escapedHtml(entry.join('\n'))}</pre>`,
    `<p>Form for the open catalogue</p><pre>${escapedHtml(form.join('\n'))}</pre></details>`,
  ].join('\n');
}

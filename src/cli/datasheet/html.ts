/** A data sheet as one HTML file for print on A4: nothing fetched, no scripts. */
import { escapedHtml } from '../lib/html-page.js';
import { printable } from '../lib/terminal.js';
import type { Block, TableGroup } from './blocks.js';

/** @param language of the texts, such as `de` */
export function renderHtml(blocks: readonly Block[], language: string): string {
  const title = blocks.find(({ kind }) => kind === 'title');
  return [
    '<!doctype html>',
    `<html lang="${language}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title?.kind === 'title' ? shown(title.text) : ''}</title><style>${STYLE}</style></head><body><main>`,
    ...blocks.map(rendered),
    '</main></body></html>',
    '',
  ].join('\n');
}

function rendered(block: Block): string {
  switch (block.kind) {
    case 'title':
      return `<h1>${shown(block.text)}</h1>`;
    case 'heading':
      return `<h2>${shown(block.text)}</h2>`;
    case 'text':
      return `<p>${shown(block.text)}</p>`;
    case 'note':
      return `<p class="note">${shown(block.text)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${shown(item)}</li>`).join('')}</ul>`;
    case 'form':
      return `<dl>${block.rows.map(({ label, value }) => `<dt>${shown(label)}</dt><dd>${shown(value ?? '')}</dd>`).join('')}</dl>`;
    case 'table':
      return table(block.head, block.groups);
  }
}

function table(head: readonly string[], groups: readonly TableGroup[]): string {
  const heads = head.map((each) => `<th scope="col">${shown(each)}</th>`).join('');
  const bodies = groups.map(({ title, rows }) => {
    const heading =
      title === null ? '' : `<tr><th class="group" scope="rowgroup" colspan="${head.length}">${shown(title)}</th></tr>`;
    return `<tbody>${heading}${rows.map(row).join('')}</tbody>`;
  });
  return `<div class="scroll"><table><thead><tr>${heads}</tr></thead>${bodies.join('')}</table></div>`;
}

const row = (cells: readonly string[]): string => `<tr>${cells.map((cell) => `<td>${shown(cell)}</td>`).join('')}</tr>`;

const shown = (text: string): string => escapedHtml(printable(text));

const STYLE = `
:root { color-scheme: light; }
@page { size: A4; margin: 11mm 14mm; }
body { margin: 0; background: #fff; color: #1c2430; font: 15px/1.45 system-ui, sans-serif; }
main { max-width: 50rem; margin: 0 auto; padding: 2rem 1.25rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.05rem; margin: 1.4rem 0 .35rem; }
p, ul, dl { margin: .35rem 0; } ul { padding-left: 1.2rem; }
.note { color: #5b6675; font-size: .88em; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .4rem 0; font-size: .95em; }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid #d9dfe7; }
.group { padding-top: .6rem; color: #5b6675; }
dl { display: grid; grid-template-columns: minmax(9rem, 2fr) 3fr; column-gap: 1rem; row-gap: .5rem; }
dd { margin: 0; min-height: 1.5rem; border-bottom: 1px solid #5b6675; overflow-wrap: anywhere; }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; } }
@media print {
  body { font-size: 8.5pt; line-height: 1.28; } main { max-width: none; padding: 0; } .scroll { overflow: visible; }
  h1 { font-size: 14pt; } h2 { font-size: 10pt; margin: 7pt 0 2pt; break-after: avoid; } p, ul, dl { margin: 2pt 0; }
  tr, dl { break-inside: avoid; } table { margin: 2pt 0; }
  th, td { padding-top: 1pt; padding-bottom: 1pt; } .group { padding-top: 3pt; } dd { min-height: 11pt; } dl { row-gap: 2pt; }
}
`;

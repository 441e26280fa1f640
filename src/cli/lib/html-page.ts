/** Reports as one HTML file each: style, script and data inside, nothing fetched, light and dark. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { withColoursOnly } from './terminal.js';

interface PlotPage {
  readonly title: string;
  /** Of the texts, such as `de`. */
  readonly language?: string;
  /** Beside what all reports share. */
  readonly style?: string;
  /** Markup. */
  readonly body: readonly string[];
  /** What the script draws from: the content of the element `plots`, as JSON. */
  readonly plots: unknown;
  /** Runs in the reader's browser, after the library of plots. */
  readonly script: string;
}

export function renderPlotPage({ title, language = 'en', style = '', body, plots, script }: PlotPage): string {
  const resolve = createRequire(import.meta.url).resolve;
  // Part of the page itself, so that it can be opened anywhere, without network.
  const scripts = [readFileSync(resolve('uplot/dist/uPlot.iife.min.js'), 'utf8'), script];
  const styles = readFileSync(resolve('uplot/dist/uPlot.min.css'), 'utf8') + style;
  const hashes = scripts.map((each) => `'sha256-${createHash('sha256').update(each).digest('base64')}'`);
  const data = JSON.stringify(plots).replace(/[<\u007F-\u009F]/g, asEscape);
  const foot = [
    `<script type="application/json" id="plots">${data}</script>`,
    ...scripts.map((each) => `<script>${each}</script>`),
  ];
  return pageOf({ title, language, style: styles, body, foot, scriptSources: hashes.join(' ') });
}

/** A page without a script. @param body markup @param style beside what all reports share */
export function renderPage(title: string, body: readonly string[], style = ''): string {
  return pageOf({ title, language: 'en', style, body, foot: [], scriptSources: "'none'" });
}

interface Page extends Required<Pick<PlotPage, 'title' | 'language' | 'style' | 'body'>> {
  /** Behind the content. */
  readonly foot: readonly string[];
  readonly scriptSources: string;
}

function pageOf({ title, language, style, body, foot, scriptSources }: Page): string {
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src ${scriptSources}`;
  return [
    '<!doctype html>',
    `<html lang="${language}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">',
    `<title>${escapedHtml(title)}</title><style>${STYLE}${style}</style></head><body><main>`,
    ...body,
    `</main>${foot[0] ?? ''}`,
    ...foot.slice(1),
    '</body></html>',
  ].join('\n');
}

/** As JSON writes a character of sixteen bits. */
function asEscape(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** For elements and quoted attributes alike. */
export function escapedHtml(text: string): string {
  return withColoursOnly(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const STYLE = `
:root { --ink: #1c2430; --soft: #5b6675; --ground: #ffffff; --card: #f4f6f9; --line: #d9dfe7;
  --new: #b42318; --lifted: #14713a; --restricted: #8a5a00; --uncovered: #3b4fc4; --all: #8793a3; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ecf2; --soft: #a3aebd; --ground: #12161c; --card: #1c222b;
  --line: #303a47; --new: #ff8a7d; --lifted: #6fd394; --restricted: #f0bd62; --uncovered: #9fb0ff; --all: #77849a; } }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 72rem; margin: 0 auto; padding: 2rem 1.5rem; }
@media (max-width: 30rem) { main { padding: 1.25rem 1rem; } }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
.cards { display: flex; flex-wrap: wrap; gap: 1rem; margin-top: 1.5rem; }
.card { flex: 1 1 12rem; background: var(--card); border-left: 4px solid var(--line); border-radius: 6px; padding: .75rem 1rem; }
.card h2 { margin: 0; font-size: .95rem; color: var(--soft); } .card p { margin: 0; }
.figure { font-size: 1.5rem; font-weight: 600; }
.new { border-color: var(--new); } .lifted { border-color: var(--lifted); }
.restricted { border-color: var(--restricted); } .uncovered { border-color: var(--uncovered); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--line); vertical-align: baseline; }
tr.lifted, tr.newly-restricted { border-left: 3px solid var(--lifted); } tr.newly-restricted { border-left-color: var(--new); }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
meter { width: 5rem; height: .6rem; vertical-align: middle; }
pre { background: var(--card); padding: .75rem; overflow-x: auto; font-size: .8rem; }
#chart { background: var(--card); border-radius: 6px; padding: .5rem; } .u-legend { color: var(--ink); }
@media print { body { background: none; } }
`;

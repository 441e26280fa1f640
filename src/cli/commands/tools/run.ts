/** `gatepost tools`: lists and searches the catalogue of AI tools. */
import { loadCatalogue, searchTools } from '../../../catalogue/catalogue.js';
import { nearestNames } from '../../../catalogue/nearest.js';
import { CATEGORIES, type Category } from '../../../catalogue/categories.js';
import type { CatalogueTool } from '../../../catalogue/schema.js';
import { fold } from '../../../catalogue/search.js';
import { CommandError } from '../../lib/command-error.js';
import type { Paint } from '../../lib/terminal.js';

interface ToolsOptions {
  /** As typed: checked here, so that a mistake gets a suggestion. */
  readonly category?: string | undefined;
}

interface Rendering {
  /** Width of the terminal; infinite when there is none. */
  readonly columns: number;
  readonly paint: Paint;
}

const GAP = '  ';
/** Sites in a column narrower than this are hard to read, however short they are. */
const LEAST_SITES_WIDTH = 28;
const SUGGESTIONS = 5;

/** The tools that answer the query, best first; every tool when it is empty. */
export function tools(query: string, { category }: ToolsOptions = {}): CatalogueTool[] {
  return searchTools(query, { category: category === undefined ? undefined : categoryNamed(category) });
}

/** A table where it fits, otherwise two lines a tool. */
export function renderTools(found: readonly CatalogueTool[], { columns, paint }: Rendering): string {
  const rows = found.map((tool) => [tool.id, nameOf(tool), tool.vendor, tool.category]);
  const heads = ['ID', 'NAME', 'VENDOR', 'CATEGORY'];
  const widths = heads.map((head, column) => Math.max(...[heads, ...rows].map((row) => (row[column] ?? head).length)));
  const indent = widths.reduce((sum, width) => sum + width + GAP.length, 0);
  const bold = (text: string): string => paint('bold', text);
  const count = `${found.length} ${found.length === 1 ? 'tool' : 'tools'}`;
  const longest = Math.max(LEAST_SITES_WIDTH, ...found.flatMap(formatSites).map((site) => site.length + 1));
  if (columns - indent < longest) return [...found.flatMap(asTwoLines(columns, bold)), '', count].join('\n');

  const line = (cells: readonly string[]): string =>
    cells.map((cell, column) => cell.padEnd(widths[column] ?? 0) + GAP).join('');
  const lines = found.flatMap((tool, index) => {
    const [first = '', ...more] = wrap(formatSites(tool), columns - indent);
    const cells = line(rows[index] ?? []);
    return [`${bold(cells.slice(0, widths[0]))}${cells.slice(widths[0])}${first}`, ...more.map(indented(indent))];
  });
  return [bold(`${line(heads)}SITES`), ...lines, '', count].join('\n');
}

/** What to say when nothing was found. */
export function renderNothingFound(query: string, { category }: ToolsOptions = {}): string {
  const where = category === undefined ? '' : ` in the category ${category}`;
  const near = suggestions(query);
  const hint =
    near.length > 0
      ? `Did you mean ${near.join(', ')}?`
      : 'List every tool with `gatepost tools`, or add your own under `tools:`.';
  return `No tool${where} matches "${query}".\n${hint}`;
}

/** The ids of tools whose id, name or alias is nearly the query. */
export function suggestions(query: string): string[] {
  const ids = new Map(
    loadCatalogue().flatMap((tool) =>
      [tool.name, ...tool.aliases, tool.id].map((name) => [fold(name), tool.id] as const),
    ),
  );
  const near = nearestNames(fold(query.trim()), ids.keys(), SUGGESTIONS);
  return [...new Set(near.map((name) => ids.get(name) ?? name))];
}

function categoryNamed(name: string): Category {
  const known = CATEGORIES.find((category) => category === name);
  if (known !== undefined) return known;
  const [near] = nearestNames(name.toLowerCase(), CATEGORIES, 1);
  throw new CommandError([
    `unknown category "${name}"${near === undefined ? '' : `: did you mean ${near}?`}`,
    `The categories are ${CATEGORIES.join(', ')}.`,
  ]);
}

/** A closed product is named as one: it is restricted like any other, and nobody should be sent to it. */
function nameOf({ name, closed }: CatalogueTool): string {
  return closed === undefined ? name : `${name}, closed ${closed.day}`;
}

function formatSites({ sites, embedded, builtIn }: CatalogueTool): string[] {
  if (builtIn !== undefined) return ['built in'];
  const opened = [...sites.app, ...embedded.map(({ site }) => site)];
  return opened.length > 0 ? opened : sites.api;
}

function asTwoLines(columns: number, bold: (text: string) => string) {
  return (tool: CatalogueTool): string[] => [
    `${bold(tool.id)}${GAP}${nameOf(tool)} (${tool.vendor}), ${tool.category}`,
    ...wrap(formatSites(tool), columns - 4).map(indented(4)),
  ];
}

function indented(width: number) {
  return (text: string): string => ' '.repeat(width) + text;
}

/** Puts as many words on a line as fit, separated by commas; a word is never cut. */
function wrap(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const [index, word] of words.entries()) {
    const text = index === words.length - 1 ? word : `${word},`;
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + text.length <= width) lines[lines.length - 1] = `${last} ${text}`;
    else lines.push(text);
  }
  return lines;
}

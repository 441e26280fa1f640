/** `gatepost tools` on the command line: its flags, and what it prints. */
import type { Command } from 'commander';
import { CATEGORIES } from '../../../catalogue/categories.js';
import { renderNothingFound, renderTools, tools } from './run.js';
import { print, printJson } from '../../lib/print.js';
import { paintFor, type Paint } from '../../lib/terminal.js';

export function addTools(program: Command): void {
  program
    .command('tools')
    .description('List and search the AI tools that a policy can name.')
    .argument('[query]', 'part of a name, vendor or host, or a URL', '')
    .option('-c, --category <name>', `only this category: ${CATEGORIES.join(', ')}`)
    .option('--json', 'print all data about each tool as JSON', false)
    .addHelpText('after', '\nExamples:\n  gatepost tools copilot\n  gatepost tools --category image --json')
    .action((query: string, { category, json }: { category?: string; json: boolean }) => {
      const found = tools(query, { category });
      if (json) printJson(found);
      else if (found.length === 0) print(renderNothingFound(query, { category }).split('\n'));
      else print(renderTools(found, terminal()).split('\n'));
    });
}

/** Without a terminal there is no width to keep to, and no colour. */
function terminal(): { columns: number; paint: Paint } {
  const { isTTY, columns } = process.stdout;
  return { columns: isTTY ? columns : Number.POSITIVE_INFINITY, paint: paintFor(process.stdout) };
}

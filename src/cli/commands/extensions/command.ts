/** `gatepost extensions` on the command line: its flags, and what it prints. */
import type { Command } from 'commander';
import { EXIT } from '../../lib/command-error.js';
import { print, printBeside, printJson } from '../../lib/print.js';
import { paintFor } from '../../lib/terminal.js';
import { renderExtensions, renderUnread } from './format.js';
import { findExtensions, isBlocked } from './run.js';

const MORE = `
Reads rows of osquery (chrome_extensions, firefox_addons) in JSON, CSV of Defender (DeviceTvmBrowserExtensions) and of other programs
with a column for the id, lists with an id a line, and folders of browser profiles of Chromium and Firefox. Uses no network, names
nobody, and knows only the extensions of the catalogue: another one may use AI too.

Exit codes: 0 done, 1 extensions of a blocked tool, entries that could not be read, or a rejected policy, 2 wrong usage or an unusable
file.

Examples:
  gatepost extensions osquery.json
  gatepost extensions defender.csv profiles/ --policy policy.yaml --json`;

export function addExtensions(program: Command): void {
  program
    .command('extensions')
    .description('Show which AI extensions inventories of browsers hold, and what a policy does about their tools.')
    .argument('<inventory...>', 'files of osquery, Defender or others, lists of ids, or folders of browser profiles')
    .option('--policy <file>', 'policy.yaml or policy.jws: also print what it does about the tool of each')
    .option('--json', 'print the extensions as JSON', false)
    .addHelpText('after', MORE)
    .action(async (inventories: string[], { policy, json }: { policy?: string; json: boolean }) => {
      const found = await findExtensions({ inventories, policyFile: policy ?? null, nowMs: Date.now() });
      const unread = renderUnread(found, paintFor(process.stderr));
      if (json) printJson(found);
      else {
        if (unread !== null) printBeside(unread.split('\n'));
        print(renderExtensions(found, paintFor(process.stdout)).split('\n'));
      }
      if (unread !== null || found.found.some(isBlocked)) process.exitCode = EXIT.refused;
    });
}

/** `gatepost explain` on the command line: its flags, and what it prints. */
import type { Command } from 'commander';
import { CommandError } from '../../lib/command-error.js';
import { explain } from '../../explain/explain.js';
import { whyNot } from '../../explain/why-not.js';
import { renderExplained } from '../../explain/format.js';
import { paintFor } from '../../lib/terminal.js';
import { another, parseMoment, parseTimeZone } from '../../lib/parse-flags.js';
import { print, printJson } from '../../lib/print.js';

export function addExplain(program: Command): void {
  program
    .command('explain')
    .description('Show what a policy decides for URLs, for one browser at one time, and why. Publishes nothing.')
    .argument('<policy>', 'a policy file (policy.yaml) or a published document (policy.jws)')
    .argument('[url...]', 'URLs, such as https://chatgpt.com/')
    .option('--why-not <tool>', 'explain all sites of a tool, or a host, that you expected to be restricted')
    .option('-g, --group <name>', 'group of the browser; repeatable', another, [])
    .option('-r, --ring <name>', 'ring of the browser')
    .option('--browser-id <id>', 'device ID for support of the browser')
    .option('--at <moment>', 'time, such as 2026-11-30T08:00:00Z; default: now', parseMoment)
    .option('--time-zone <name>', "its time zone, such as Europe/Paris; default: this machine's", parseTimeZone)
    .option('--language <tag>', 'language of the user; repeatable', another, [])
    .option('--json', 'print the answers as JSON', false)
    .addHelpText(
      'after',
      '\nA rule for a percentage of browsers is assumed to apply. Browser rules are numbered as in Chrome.\n\n' +
        'Examples:\n  gatepost explain policy.yaml https://chatgpt.com/ --group Marketing\n' +
        '  gatepost explain policy.yaml --why-not claude\n' +
        '  gatepost explain public/policy.jws --why-not chatgpt',
    )
    .action(async (policyFile: string, urls: string[], flags: ExplainFlags) => {
      const { group, ring, browserId, at, timeZone, language, json, whyNot: asked } = flags;
      if (urls.length === 0 && asked === undefined) {
        throw new CommandError('nothing to explain: give a URL, or a tool with --why-not');
      }
      const zone = timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
      const facts = { groups: group, ring: ring ?? null, browserId, timeZone: zone };
      const options = { policyFile, facts, nowMs: at ?? Date.now(), languages: language };
      const answers = [
        ...(await explain({ ...options, urls })),
        ...(asked === undefined ? [] : await whyNot(asked, options)),
      ];
      if (json) printJson(answers);
      else print(renderExplained(answers, paintFor(process.stdout)).split('\n'));
    });
}

interface ExplainFlags {
  readonly whyNot?: string;
  readonly group: string[];
  readonly ring?: string;
  readonly browserId?: string;
  readonly at?: number;
  readonly timeZone?: string;
  readonly language: string[];
  readonly json: boolean;
}

/** `gatepost explain` on the command line: its flags, and what it prints. */
import type { Command } from 'commander';
import { explain, renderExplained } from '../commands/explain.js';
import { another, parseMoment, parseTimeZone } from './moment.js';
import { say } from './say.js';

export function addExplain(program: Command): void {
  program
    .command('explain')
    .description('Say what a policy decides about addresses, for one browser at one moment. Publishes nothing.')
    .argument('<policy>', 'the policy file, policy.yaml')
    .argument('<url...>', 'addresses, such as https://chatgpt.com/')
    .option('-g, --group <name>', 'a group of that browser; may be repeated', another, [])
    .option('-r, --ring <name>', 'its ring')
    .option('--browser-id <id>', 'its support id')
    .option('--at <moment>', 'the moment, such as 2026-11-30T08:00:00Z; now when missing', parseMoment)
    .option('--time-zone <name>', "its time zone, such as Europe/Paris; this machine's when missing", parseTimeZone)
    .option('--json', 'the answers as JSON', false)
    .addHelpText(
      'after',
      '\nA rule for a percentage counts as reaching that browser.\n\nExample:\n  gatepost explain policy.yaml https://chatgpt.com/ --group Marketing',
    )
    .action(
      async (policyFile: string, urls: string[], { group, ring, browserId, at, timeZone, json }: ExplainFlags) => {
        const zone = timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
        const facts = { groups: group, ring: ring ?? null, browserId, timeZone: zone };
        const answers = await explain({ policyFile, urls, facts, nowMs: at ?? Date.now() });
        say(json ? JSON.stringify(answers, null, 2) : renderExplained(answers));
      },
    );
}

interface ExplainFlags {
  readonly group: string[];
  readonly ring?: string;
  readonly browserId?: string;
  readonly at?: number;
  readonly timeZone?: string;
  readonly json: boolean;
}

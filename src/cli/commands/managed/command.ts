/** `gatepost managed` on the command line: its flags, and what it prints. */
import { Option, type Command } from 'commander';
import { MANAGED_WORDS } from '../../../trust/managed-words.js';
import { managed, writeManaged, type ManagedOptions } from './run.js';
import { another } from '../../lib/parse-flags.js';
import { print, printJson } from '../../lib/print.js';

interface ManagedFlags {
  readonly url: string;
  readonly initialMode?: ManagedOptions['initialMode'];
  readonly key: string[];
  readonly group: string[];
  readonly bootstrap?: string;
  readonly initialCategory: string[];
  readonly initialTool: string[];
  readonly initialSite: string[];
  readonly eventsHeader: string[];
  readonly out?: string;
  readonly json: boolean;
}

export function addManaged(program: Command): void {
  const command = program
    .command('managed')
    .description('Compose the managed configuration of your browsers, as JSON, which is YAML too.');
  for (const { flags, required, schema } of Object.values(MANAGED_WORDS)) {
    for (const { option, about, takes } of flags) {
      const flag = new Option(option, about).makeOptionMandatory(required === 'yes');
      if (takes === 'several' || takes === 'sites') flag.argParser(another).default([]);
      command.addOption(schema.enum === undefined ? flag : flag.choices(schema.enum));
    }
  }
  command
    .option('-o, --out <file>', 'file to write it to, such as managed.yaml; never overwritten')
    .option('--json', 'the answer is JSON without it too; with --out, print it beside', false)
    .addHelpText('after', EXAMPLES)
    .action(async ({ out, json, ...flags }: ManagedFlags) => {
      const composed = await managed(optionsOf(flags));
      if (out !== undefined) await writeManaged(composed, out);
      if (out === undefined || json) printJson(composed);
      else print(`Managed configuration: ${out}`);
    });
}

function optionsOf(flags: Omit<ManagedFlags, 'out' | 'json'>): ManagedOptions {
  return {
    ...flags,
    keyFiles: flags.key,
    groups: flags.group,
    bootstrapFile: flags.bootstrap,
    initial: { categories: flags.initialCategory, tools: flags.initialTool, sites: flags.initialSite },
    eventsHeaders: flags.eventsHeader,
    nowMs: Date.now(),
  };
}

const EXAMPLES = `
Examples:
  gatepost managed --url https://policy.example.com/policy.jws --key keys/policy-key.public.jwk.json --name contoso \\
    --out managed.yaml
  gatepost managed --url https://policy.example.com/policy.jws --key old.jwk.json --key new.jwk.json \\
    --group Marketing --bootstrap public/policy.jws --initial-mode closed --initial-category assistant
  gatepost managed --url https://policy.example.com/policy.jws --key keys/policy-key.public.jwk.json \\
    --events-endpoint https://collector.example.com/v1/logs --events-header @collector-headers.txt`;

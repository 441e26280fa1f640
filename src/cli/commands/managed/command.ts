/** `gatepost managed` on the command line: its flags, and what it prints. */
import { Option, type Command } from 'commander';
import { INITIAL_MODES, managed, writeManaged, type ManagedOptions } from './run.js';
import { another } from '../../lib/parse-flags.js';
import { say, sayJson } from '../../lib/print.js';

interface ManagedFlags {
  readonly url: string;
  readonly key: string[];
  readonly name?: string;
  readonly group: string[];
  readonly ring?: string;
  readonly organisation?: string;
  readonly bootstrap?: string;
  readonly initialMode?: NonNullable<ManagedOptions['initialMode']>;
  readonly initialCategory: string[];
  readonly initialTool: string[];
  readonly initialSite: string[];
  readonly eventsEndpoint?: string;
  readonly eventsHeader: string[];
  readonly identity?: string;
  readonly out?: string;
  readonly json: boolean;
}

export function addManaged(program: Command): void {
  program
    .command('managed')
    .description('Compose the managed configuration of your browsers, as JSON, which is YAML too.')
    .requiredOption('--url <address>', 'where browsers fetch the policy: https, or http on loopback')
    .option('-k, --key <file>', 'public key that may sign it, JWK or PEM; may be repeated', another, [])
    .option('--name <name>', 'the name that the policy must carry')
    .option('-g, --group <name>', 'a group of these browsers; may be repeated', another, [])
    .option('-r, --ring <name>', 'their ring')
    .option('--organisation <text>', 'your name, for pages that are shown before any policy has come')
    .option('--bootstrap <file>', 'a published policy to start from while the host was never reached')
    .addOption(new Option('--initial-mode <mode>', 'what holds before any policy has come').choices(INITIAL_MODES))
    .option(
      '--initial-category <name>',
      'what that is about: a category of the catalogue; may be repeated',
      another,
      [],
    )
    .option('--initial-tool <id>', 'what that is about: a tool of the catalogue; may be repeated', another, [])
    .option('--initial-site <site>', 'what that is about: a site; may be repeated', another, [])
    .option('--events-endpoint <address>', 'where browsers send their events; without it they send none')
    .option(
      '--events-header <header>',
      'a header that the collector asks for, as "Name: value", or @file with one on each line; may be repeated',
      another,
      [],
    )
    .option('--identity <text>', 'who uses these browsers: events say so from then on, and the status page too')
    .option('-o, --out <file>', 'file to write it to, such as managed.yaml; never overwritten')
    .option('--json', 'the answer is JSON without it too; with --out, print it beside', false)
    .addHelpText('after', EXAMPLES)
    .action(async ({ out, json, ...flags }: ManagedFlags) => {
      const composed = await managed(optionsOf(flags));
      if (out !== undefined) await writeManaged(composed, out);
      if (out === undefined || json) sayJson(composed);
      else say(`Managed configuration: ${out}`);
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

/** `gatepost deploy` on the command line: its flags, and what it prints. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import path from 'node:path';
import { POLICY_BROWSERS, type PolicyBrowser } from '../../deploy/browser-policies.js';
import { CommandError } from '../../lib/command-error.js';
import { deploy, type Deployed, type ExtensionSource } from './run.js';
import { deployAll } from './run-all.js';
import { HARDENING_SWITCHES, type HardeningSwitch } from '../../deploy/hardening.js';
import { renderEnforcementText } from '../../deploy/enforcement-table.js';
import { SYSTEMS, type System } from '../../deploy/targets.js';
import { BUILT_EXTENSIONS } from '../../pack/built-extension.js';
import { print, printBeside, printJson } from '../../lib/print.js';

interface DeployFlags {
  readonly all?: string;
  readonly browser?: PolicyBrowser;
  readonly os?: System;
  readonly config?: string;
  readonly out?: string;
  readonly pack?: string;
  readonly extensionId?: string;
  readonly updateUrl?: string;
  readonly policy?: string;
  readonly urlLists: boolean;
  readonly hardening: boolean | readonly HardeningSwitch[];
  readonly unsignedXpi: boolean;
  readonly signInDomain: string[];
  readonly blockOtherExtensions?: true | string[];
  readonly merge?: string;
  readonly uninstall: boolean;
  readonly json: boolean;
}

const SCHEMA_FILE = path.join(BUILT_EXTENSIONS, 'chrome', 'managed-schema.json');

/** Flags whose values stand in the deployment file. */
const IN_THE_FILE = [
  ...['browser', 'os', 'config', 'pack', 'extensionId', 'updateUrl', 'policy', 'urlLists', 'hardening', 'unsignedXpi'],
  ...['signInDomain', 'blockOtherExtensions', 'merge'],
];

const HELP =
  '\nGive --browser, --os and --config with an extension (--pack, or --extension-id and --update-url), or --all alone.' +
  '\n\nExamples:\n  gatepost deploy --browser chrome --os windows --config managed.yaml --pack public --policy policy.yaml' +
  '\n  gatepost deploy --all deploy.yaml';

export function addDeploy(program: Command): void {
  program
    .command('deploy')
    .description('Write the files that install and configure the extension by enterprise policy, with instructions.')
    .addOption(new Option('-b, --browser <name>', 'browser').choices(POLICY_BROWSERS))
    .addOption(new Option('--os <name>', 'operating system of the machines').choices(SYSTEMS))
    .option('-c, --config <file>', 'managed.yaml: policyUrl, trustedKeys and the rest of the configuration')
    .addOption(
      new Option(
        '--all <file>',
        'deploy.yaml: all targets and directory groups at once, instead of the other flags',
      ).conflicts(IN_THE_FILE),
    )
    .option('-o, --out <folder>', 'output folder; default: deploy/<browser>-<os>, with --all deploy')
    .option('--pack <folder>', 'output folder of `gatepost pack`, for an extension on your own host')
    .option('--extension-id <id>', 'extension ID in a store, instead of --pack')
    .option('--update-url <address>', 'update URL of the store; for Firefox the URL of the signed .xpi')
    .option(
      '--policy <file>',
      'policy.yaml: add what the browser can enforce by itself, and list who enforces each rule',
    )
    .option(
      '--url-lists',
      "with --policy: also fill the browser's URL blocklists, which take precedence over the block page",
      false,
    )
    .addOption(hardeningOption())
    .option('--no-hardening', 'the same as --hardening none')
    .option('--unsigned-xpi', 'allow an .xpi without a Mozilla signature (Firefox ESR only)', false)
    .option('--sign-in-domain <domains...>', 'for Edge: only accounts of these domains may sign in', [])
    .option('--block-other-extensions [ids...]', 'block all extensions except Gatepost and these IDs (not for Firefox)')
    .option('--merge <file>', 'existing policy file to merge with (Linux, Firefox)')
    .option('--uninstall', 'write the files that remove everything again', false)
    .option('--json', 'print what was written and set as JSON', false)
    .addHelpText('after', HELP)
    .action(deployAndPrint);
}

async function deployAndPrint(flags: DeployFlags): Promise<void> {
  if (flags.all !== undefined) return deployAllAndPrint(flags.all, flags);
  const { browser, os, config } = flags;
  if (browser === undefined || os === undefined || config === undefined)
    throw new CommandError('give --browser, --os and --config, or --all with a file that names every target');
  const out = flags.out ?? path.join('deploy', `${browser}-${os}`);
  const deployed = await deploy({
    browser,
    system: os,
    configFile: config,
    schemaFile: SCHEMA_FILE,
    out,
    extension: extensionSource(flags),
    policyFile: flags.policy ?? null,
    urlLists: flags.urlLists,
    hardening: flags.hardening,
    unsignedXpi: flags.unsignedXpi,
    signInDomains: flags.signInDomain,
    otherExtensions: flags.blockOtherExtensions === true ? [] : (flags.blockOtherExtensions ?? null),
    mergeFile: flags.merge ?? null,
    uninstall: flags.uninstall,
    nowMs: Date.now(),
  });
  if (flags.json) printJson({ folder: out, ...deployed });
  else printDeployed(deployed, out);
}

async function deployAllAndPrint(file: string, { out = 'deploy', uninstall, json }: DeployFlags): Promise<void> {
  const deployed = await deployAll({ file, schemaFile: SCHEMA_FILE, out, uninstall, nowMs: Date.now() });
  if (json) {
    printJson({ folder: out, ...deployed });
    return;
  }
  for (const warning of deployed.warnings) printBeside(`warning: ${warning}`);
  const lines = deployed.folders.map(({ path: folder, files }) => `  ${folder}: ${files.length} files`);
  print(`Wrote ${deployed.folders.length} folders to ${out}:`, lines, 'Start with README.md there.');
}

function printDeployed({ files, settings, warnings, enforcement }: Deployed, out: string): void {
  for (const warning of warnings) printBeside(`warning: ${warning}`);
  if (enforcement.length > 0) print('Who enforces what:', renderEnforcementText(enforcement).split('\n'), '');
  print(`Extension ${settings.extensionId}`, `Wrote ${files.join(', ')} to ${out}. Start with README.md.`);
}

function hardeningOption(): Option {
  const about = `browser policies against bypassing the extension: all, none, or names separated by commas: ${HARDENING_SWITCHES.join(', ')}`;
  return new Option('--hardening <switches>', about).argParser(parseSwitches).default(true, 'all that the browser has');
}

function parseSwitches(text: string): boolean | readonly HardeningSwitch[] {
  if (text === 'all' || text === 'none') return text === 'all';
  return text.split(',').map((name) => {
    const known = HARDENING_SWITCHES.find((each) => each === name.trim());
    if (known !== undefined) return known;
    throw new InvalidArgumentError(
      `expected all, none, or names from ${HARDENING_SWITCHES.join(', ')}, separated by commas.`,
    );
  });
}

function extensionSource({ pack, extensionId, updateUrl }: DeployFlags): ExtensionSource {
  if (pack !== undefined && extensionId === undefined && updateUrl === undefined) return { packFolder: pack };
  if (pack === undefined && extensionId !== undefined && updateUrl !== undefined)
    return { id: extensionId, address: updateUrl };
  throw new CommandError('give either --pack, or --extension-id together with --update-url');
}

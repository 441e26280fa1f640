/** `gatepost deploy` on the command line: its flags, and what it prints. */
import { Option, type Command } from 'commander';
import path from 'node:path';
import { POLICY_BROWSERS, type PolicyBrowser } from '../../deploy/browser-policies.js';
import { CommandError } from '../../lib/command-error.js';
import { deploy, type Deployed, type ExtensionSource } from './run.js';
import { renderEnforcementText } from '../../deploy/enforcement-table.js';
import { SYSTEMS, type System } from '../../deploy/targets.js';
import { BUILT_EXTENSIONS } from '../../pack/built-extension.js';
import { say, sayBeside, sayJson } from '../../lib/print.js';

interface DeployFlags {
  readonly browser: PolicyBrowser;
  readonly os: System;
  readonly config: string;
  readonly out?: string;
  readonly pack?: string;
  readonly extensionId?: string;
  readonly updateUrl?: string;
  readonly policy?: string;
  readonly urlLists: boolean;
  readonly hardening: boolean;
  readonly unsignedXpi: boolean;
  readonly signInDomain: string[];
  readonly blockOtherExtensions?: true | string[];
  readonly merge?: string;
  readonly uninstall: boolean;
  readonly json: boolean;
}

export function addDeploy(program: Command): void {
  program
    .command('deploy')
    .description('Write the files that install and configure the extension by enterprise policy, with instructions.')
    .addOption(new Option('-b, --browser <name>', 'browser').choices(POLICY_BROWSERS).makeOptionMandatory())
    .addOption(new Option('--os <name>', 'system of the machines').choices(SYSTEMS).makeOptionMandatory())
    .requiredOption('-c, --config <file>', 'managed.yaml: policyUrl, trustedKeys and the rest of the configuration')
    .option('-o, --out <folder>', 'folder to write to; deploy/<browser>-<os> when missing')
    .option('--pack <folder>', 'folder that `gatepost pack` wrote, for an extension on your own host')
    .option('--extension-id <id>', 'id of the extension in a store, instead of --pack')
    .option('--update-url <address>', "the store's update address; for Firefox the address of the signed .xpi")
    .option('--policy <file>', 'policy.yaml: adds what the browser can enforce by itself, and who enforces what')
    .option(
      '--url-lists',
      "with --policy: add the browser's lists of blocked addresses; they come before our page",
      false,
    )
    .option('--no-hardening', 'leave out what keeps people from getting around the extension')
    .option('--unsigned-xpi', 'let Firefox ESR take an .xpi that Mozilla has not signed', false)
    .option('--sign-in-domain <domains...>', 'for Edge: only accounts of these domains may sign in', [])
    .option(
      '--block-other-extensions [ids...]',
      'let no extension run but ours and those of these ids (not for Firefox)',
    )
    .option('--merge <file>', 'a policy file of your machines (Linux, Firefox) to join with ours')
    .option('--uninstall', 'write the files that take everything away again', false)
    .option('--json', 'what was written and set, as JSON', false)
    .addHelpText(
      'after',
      `\nExample:\n  gatepost deploy --browser chrome --os windows --config managed.yaml --pack public --policy policy.yaml`,
    )
    .action(deployAndSay);
}

async function deployAndSay(flags: DeployFlags): Promise<void> {
  const out = flags.out ?? path.join('deploy', `${flags.browser}-${flags.os}`);
  const deployed = await deploy({
    browser: flags.browser,
    system: flags.os,
    configFile: flags.config,
    schemaFile: path.join(BUILT_EXTENSIONS, 'chrome', 'managed-schema.json'),
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
  if (flags.json) sayJson({ folder: out, ...deployed });
  else sayDeployed(deployed, out);
}

function sayDeployed({ files, settings, warnings, enforcement }: Deployed, out: string): void {
  for (const warning of warnings) sayBeside(`warning: ${warning}`);
  if (enforcement.length > 0) say('Who enforces what:', renderEnforcementText(enforcement).split('\n'), '');
  say(`Extension ${settings.extensionId}`, `Wrote ${files.join(', ')} to ${out}. Begin with README.md.`);
}

function extensionSource({ pack, extensionId, updateUrl }: DeployFlags): ExtensionSource {
  if (pack !== undefined && extensionId === undefined && updateUrl === undefined) return { packFolder: pack };
  if (pack === undefined && extensionId !== undefined && updateUrl !== undefined)
    return { id: extensionId, address: updateUrl };
  throw new CommandError('give either --pack, or --extension-id together with --update-url');
}

/** `gatepost doctor` on the command line: its flags, and what it prints. */
import { Option, type Command } from 'commander';
import { POLICY_BROWSERS, type PolicyBrowser } from '../../deploy/browser-policies.js';
import { CommandError, EXIT } from '../../lib/command-error.js';
import { doctor, doctorOfBundle, renderFindings } from './run.js';
import type { Finding } from '../../doctor/finding.js';
import type { DoctorSystem } from '../../doctor/gather.js';
import { thisMachine } from '../../doctor/machine.js';
import { askOverNetwork } from '../../host/ask.js';
import { print, printJson } from '../../lib/print.js';

interface DoctorFlags {
  readonly browser: PolicyBrowser;
  readonly extensionId?: string;
  readonly bundle?: string;
  readonly json: boolean;
}

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('Diagnose why the extension is not working, on this machine or from a support file.')
    .addOption(new Option('-b, --browser <name>', 'browser to check').choices(POLICY_BROWSERS).default('chrome'))
    .option('--extension-id <id>', 'extension ID printed by `gatepost pack`; default: the ID in the browser policy')
    .option('--bundle <file>', 'support file saved on the status page, instead of this machine')
    .option('--json', 'print the findings as JSON', false)
    .addHelpText('after', '\nExit code 1 if there is a problem.\n\nExample:\n  gatepost doctor --browser edge')
    .action(diagnoseAndPrint);
}

async function diagnoseAndPrint({ browser, extensionId, bundle, json }: DoctorFlags): Promise<void> {
  const findings =
    bundle === undefined
      ? await examine(browser, extensionId ?? null)
      : await doctorOfBundle(bundle, extensionId ?? null);
  if (json) printJson(findings);
  else print(renderFindings(findings).split('\n'));
  const wrong = findings.filter(({ result }) => result === 'bad').length;
  if (wrong > 0) throw new CommandError(`${wrong} ${wrong === 1 ? 'problem' : 'problems'} found`, EXIT.refused);
}

function examine(browser: PolicyBrowser, extensionId: string | null): Promise<Finding[]> {
  return doctor({
    machine: thisMachine,
    browser,
    system: systemHere(),
    extensionId,
    ask: askOverNetwork,
    nowMs: Date.now(),
  });
}

function systemHere(): DoctorSystem {
  if (process.platform === 'win32') return 'windows';
  return process.platform === 'darwin' ? 'macos' : 'linux';
}

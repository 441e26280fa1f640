/** `gatepost check` on the command line: its flags, and what it prints. */
import { Option, type Command } from 'commander';
import { renderFindings, renderForGitHub } from './format.js';
import { EXIT } from '../../lib/command-error.js';
import packageJson from '../../../../package.json' with { type: 'json' };
import { check, hasErrors } from './run.js';
import { sarifLog } from './sarif.js';
import { paintFor } from '../../lib/terminal.js';
import { print, printJson } from '../../lib/print.js';

const FORMATS = ['text', 'json', 'github', 'sarif'] as const;

interface CheckFlags {
  readonly format: (typeof FORMATS)[number];
  readonly json: boolean;
  readonly strict: boolean;
}

export function addCheck(program: Command): void {
  program
    .command('check')
    .description('List all errors and warnings in a policy, with line, column and code. Publishes nothing.')
    .argument('<policy>', 'the policy file, policy.yaml')
    .addOption(new Option('-f, --format <name>', 'output format').choices(FORMATS).default('text'))
    .option('--json', 'the same as --format json', false)
    .option('--strict', 'exit with code 1 for warnings too', false)
    .addHelpText(
      'after',
      '\nExit codes: 0 no errors, 1 errors (with --strict also warnings), 2 the file cannot be read.\n\n' +
        'Examples:\n  gatepost check policy.yaml\n  gatepost check policy.yaml --format github\n' +
        '  gatepost check policy.yaml --format sarif > gatepost.sarif',
    )
    .action(async (file: string, { format, json, strict }: CheckFlags) => {
      const findings = await check(file, Date.now());
      if (json || format === 'json') printJson({ file, findings });
      else if (format === 'sarif') printJson(sarifLog(findings, file, packageJson.version));
      else if (format === 'github') print(renderForGitHub(findings, file));
      else print(renderFindings(findings, file, paintFor(process.stdout)));
      if (hasErrors(findings) || (strict && findings.length > 0)) process.exitCode = EXIT.refused;
    });
}

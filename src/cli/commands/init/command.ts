/** `gatepost init` on the command line: its flags, what it asks, and what it prints. */
import { Option, type Command } from 'commander';
import type { Algorithm } from '../../../trust/trusted-key.js';
import { CommandError } from '../../lib/command-error.js';
import { init } from './run.js';
import { ask } from '../../lib/ask.js';
import { print, printJson } from '../../lib/print.js';

interface InitFlags {
  readonly organisation?: string;
  readonly name?: string;
  readonly email?: string;
  readonly algorithm: Algorithm;
  readonly archive?: string;
  readonly archiveSha256?: string;
  readonly json: boolean;
}

export function addInit(program: Command): void {
  program
    .command('init')
    .description(
      'Create a starter policy, a key pair, a CI pipeline and a list of next steps. Never overwrites a file.',
    )
    .argument('[folder]', 'output folder', '.')
    .option('--organisation <name>', 'name of your organisation, as people know it; prompted for on a terminal')
    .option('--name <name>', 'policy name; default: made from the organisation')
    .option('--email <address>', 'contact address; prompted for together with the organisation')
    .addOption(new Option('-a, --algorithm <name>', 'signature algorithm').choices(['EdDSA', 'ES256']).default('EdDSA'))
    .option('--archive <place>', 'archive of this command for the pipeline: https URL, or a file in the repository')
    .option('--archive-sha256 <digest>', 'SHA-256 of the archive; the pipeline runs no other')
    .option('--json', 'print what was written as JSON', false)
    .addHelpText('after', MORE)
    .action(async (folder: string, { json, ...flags }: InitFlags) => {
      const { organisation = await askForOrganisation(), email = await askForAddress(flags.organisation) } = flags;
      const done = await init({ ...flags, folder, organisation, email });
      if (json) printJson(done);
      else
        print(
          ...done.files.map((file) => `wrote ${file}`),
          '',
          `Next steps: ${done.files.find((file) => file.endsWith('README.md')) ?? folder}`,
        );
    });
}

const MORE = `
The pipeline (.github/workflows/policy.yml) checks each change of the policy. It runs the archive of this command that you name
here or at the top of the file, and fails without one. To make the archive, run npm pack in the project folder after a build;
sha256sum prints its SHA-256.

Examples:
  gatepost init ai-policy --organisation Contoso --email ai-desk@contoso.example
  gatepost init ai-policy --organisation Contoso --archive tools/gatepost-command-0.1.0.tgz --archive-sha256 9f86d081…`;

async function askForOrganisation(): Promise<string> {
  if (!process.stdin.isTTY)
    throw new CommandError('there is no terminal to prompt on: give the organisation with --organisation');
  const answer = answered(await ask('Organisation, as people know it: '));
  if (answer === '') throw new CommandError('an organisation is required: the block page names it');
  return answer;
}

/** Who gives the organisation as a flag is not asked at all. */
async function askForAddress(organisation: string | undefined): Promise<string | undefined> {
  if (organisation !== undefined) return undefined;
  const answer = answered(await ask('Contact e-mail address (Enter for none): '));
  return answer === '' ? undefined : answer;
}

function answered(answer: string | null): string {
  if (answer === null) throw new CommandError('cancelled: nothing was written');
  return answer;
}

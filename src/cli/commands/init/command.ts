/** `gatepost init` on the command line: its flags, what it asks, and what it prints. */
import { Option, type Command } from 'commander';
import type { Algorithm } from '../../../trust/trusted-key.js';
import { CommandError } from '../../lib/command-error.js';
import { init } from './run.js';
import { ask } from '../../lib/ask.js';
import { say, sayJson } from '../../lib/print.js';

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
    .description('Begin: a policy to start from, a key pair, a pipeline and the next steps. Never overwrites a file.')
    .argument('[folder]', 'where to put them', '.')
    .option('--organisation <name>', 'who restricts, as people know it; asked for on a terminal')
    .option('--name <name>', "the policy's name; made of the organisation's when missing")
    .option('--email <address>', 'whom people can ask; asked for on a terminal, too, where the organisation is')
    .addOption(new Option('-a, --algorithm <name>', 'signature algorithm').choices(['EdDSA', 'ES256']).default('EdDSA'))
    .option(
      '--archive <place>',
      "the archive of this command for the pipeline: https address, or the repository's file",
    )
    .option('--archive-sha256 <digest>', 'its SHA-256: the pipeline runs no other')
    .option('--json', 'what was written, as JSON', false)
    .addHelpText('after', MORE)
    .action(async (folder: string, { json, ...flags }: InitFlags) => {
      const { organisation = await askForOrganisation(), email = await askForAddress(flags.organisation) } = flags;
      const done = await init({ ...flags, folder, organisation, email });
      if (json) sayJson(done);
      else
        say(
          ...done.files.map((file) => `wrote ${file}`),
          '',
          `What comes next is in ${done.files.find((file) => file.endsWith('README.md')) ?? folder}.`,
        );
    });
}

const MORE = `
The pipeline (.github/workflows/policy.yml) checks each change of the policy. It runs one archive of this command, which you name
here or at its top, and stops while none is named. npm pack, in the project's folder after a build, makes that archive;
sha256sum prints its SHA-256.

Examples:
  gatepost init ai-policy --organisation Contoso --email ai-desk@contoso.example
  gatepost init ai-policy --organisation Contoso --archive tools/gatepost-command-0.1.0.tgz --archive-sha256 9f86d081…`;

async function askForOrganisation(): Promise<string> {
  if (!process.stdin.isTTY)
    throw new CommandError('nobody can be asked here: name the organisation with --organisation');
  const answer = answered(await ask('Organisation, as people know it: '));
  if (answer === '') throw new CommandError('an organisation is needed: the pages name who restricts');
  return answer;
}

/** Who gives the organisation as a flag is not asked at all. */
async function askForAddress(organisation: string | undefined): Promise<string | undefined> {
  if (organisation !== undefined) return undefined;
  const answer = answered(await ask('Mail address that people can ask (none: just Enter): '));
  return answer === '' ? undefined : answer;
}

function answered(answer: string | null): string {
  if (answer === null) throw new CommandError('stopped: nothing was written');
  return answer;
}

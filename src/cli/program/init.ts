/** `gatepost init` on the command line: its flags, what it asks, and what it prints. */
import { createInterface } from 'node:readline/promises';
import { Option, type Command } from 'commander';
import type { Algorithm } from '../../trust/trusted-key.js';
import { CommandError } from '../command-error.js';
import { init } from '../commands/init.js';
import { say, sayJson } from './say.js';

interface InitFlags {
  readonly organisation?: string;
  readonly name?: string;
  readonly email?: string;
  readonly algorithm: Algorithm;
  readonly json: boolean;
}

export function addInit(program: Command): void {
  program
    .command('init')
    .description('Begin: a policy to start from, a key pair, a pipeline and the next steps. Never overwrites a file.')
    .argument('[folder]', 'where to put them', '.')
    .option('--organisation <name>', 'who restricts, as people know it; asked for on a terminal')
    .option('--name <name>', "the policy's name; made of the organisation's when missing")
    .option('--email <address>', 'whom people can ask')
    .addOption(new Option('-a, --algorithm <name>', 'signature algorithm').choices(['EdDSA', 'ES256']).default('EdDSA'))
    .option('--json', 'what was written, as JSON', false)
    .addHelpText(
      'after',
      '\nExample:\n  gatepost init ai-policy --organisation Contoso --email ai-desk@contoso.example',
    )
    .action(async (folder: string, { json, ...flags }: InitFlags) => {
      const done = await init({ ...flags, folder, organisation: flags.organisation ?? (await askForOrganisation()) });
      if (json) sayJson(done);
      else
        say(
          ...done.files.map((file) => `wrote ${file}`),
          '',
          `What comes next is in ${done.files.find((file) => file.endsWith('README.md')) ?? folder}.`,
        );
    });
}

async function askForOrganisation(): Promise<string> {
  if (!process.stdin.isTTY)
    throw new CommandError('nobody can be asked here: name the organisation with --organisation');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = (await terminal.question('Organisation, as people know it: ')).trim();
    if (answer === '') throw new CommandError('an organisation is needed: the pages name who restricts');
    return answer;
  } finally {
    terminal.close();
  }
}

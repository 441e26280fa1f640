/** `gatepost completion` on the command line. */
import { Argument, type Command } from 'commander';
import { describedCommands } from '../../lib/command-reference.js';
import { completionScript, SHELLS, type Shell } from './scripts.js';
import { printRaw, printJson } from '../../lib/print.js';

export function addCompletion(program: Command): void {
  program
    .command('completion')
    .description('Print a shell completion script.')
    .addArgument(new Argument('<shell>', 'shell').choices(SHELLS))
    .option('--json', 'print the shell and the script as JSON', false)
    .addHelpText(
      'after',
      '\nExamples:\n  source <(gatepost completion bash)\n  gatepost completion zsh > "${fpath[1]}/_gatepost"\n' +
        '  gatepost completion fish > ~/.config/fish/completions/gatepost.fish',
    )
    .action((shell: Shell, { json }: { json: boolean }) => {
      const script = completionScript(shell, describedCommands(program));
      if (json) printJson({ shell, script });
      else printRaw(script);
    });
}

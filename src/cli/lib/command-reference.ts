/** The command's own description as data: what completion and docs/reference/command.md are made from. Asked of the parser itself. */
import type { Command, Option } from 'commander';

export interface DescribedOption {
  readonly flags: string;
  /** `--log`, and `-l` where there is one. */
  readonly names: readonly string[];
  readonly description: string;
  /** What may be given; empty when anything may. */
  readonly choices: readonly string[];
  readonly takesValue: boolean;
}

export interface DescribedCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly DescribedOption[];
  /** The help, as it is printed where there is no terminal. */
  readonly help: string;
}

/** Lines of help are broken here, whatever the terminal. */
const HELP_WIDTH = 100;

export function describedCommands(program: Command): DescribedCommand[] {
  return program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    options: command.options.filter(({ hidden }) => !hidden).map(describedOption),
    help: helpOf(command),
  }));
}

export function helpOf(command: Command): string {
  let text = '';
  const configured = command.configureOutput();
  command.configureOutput({
    writeOut: (part) => (text += part),
    getOutHelpWidth: () => HELP_WIDTH,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  command.configureOutput(configured);
  return text.trimEnd();
}

function describedOption(option: Option): DescribedOption {
  return {
    flags: option.flags,
    names: [option.long, option.short].filter((name) => name !== undefined),
    description: option.description,
    choices: option.argChoices ?? [],
    takesValue: option.required || option.optional,
  };
}

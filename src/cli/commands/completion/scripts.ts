/** Scripts by which shells complete the command. They hold all there is to complete, and never run the command. */
import type { DescribedCommand, DescribedOption } from '../../lib/command-reference.js';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

export function completionScript(shell: Shell, commands: readonly DescribedCommand[]): string {
  switch (shell) {
    case 'bash':
      return forBash(commands);
    case 'zsh':
      return forZsh(commands);
    case 'fish':
      return forFish(commands);
  }
}

function forBash(commands: readonly DescribedCommand[]): string {
  const cases = commands.flatMap(({ name, options }) => [
    ...options.flatMap(({ names, choices }) =>
      choices.length === 0
        ? []
        : [`    ${names.map((each) => `${name}:${each}`).join('|')}) words="${choices.join(' ')}" ;;`],
    ),
    ...options.flatMap(({ names, choices, takesValue }) =>
      takesValue && choices.length === 0 ? [`    ${names.map((each) => `${name}:${each}`).join('|')}) return ;;`] : [],
    ),
    `    ${name}:*) [[ $current == -* ]] || return; words="${options.flatMap(({ names }) => names).join(' ')} --help" ;;`,
  ]);
  return [
    '# bash completion for gatepost: source <(gatepost completion bash)',
    '_gatepost() {',
    '  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} words',
    '  COMPREPLY=()',
    '  if [[ $COMP_CWORD -eq 1 ]]; then',
    `    words="${commands.map(({ name }) => name).join(' ')} help --help --version"`,
    '  else case "${COMP_WORDS[1]}:$previous" in',
    ...cases,
    '    *) return ;;',
    '  esac; fi',
    '  COMPREPLY=($(compgen -W "$words" -- "$current"))',
    '}',
    // What is no word of ours is a file.
    'complete -o default -F _gatepost gatepost',
  ].join('\n');
}

function forZsh(commands: readonly DescribedCommand[]): string {
  const option = ({ names, description, choices, takesValue }: DescribedOption): string[] =>
    names.map((name) => {
      const value = takesValue ? `:value:${choices.length === 0 ? '_files' : `(${choices.join(' ')})`}` : '';
      return `        '${name}[${quotedForZsh(description)}]${value}'`;
    });
  return [
    '#compdef gatepost',
    '# zsh completion for gatepost: gatepost completion zsh > a file named _gatepost in a folder of $fpath',
    '_gatepost() {',
    '  local -a commands',
    '  commands=(',
    ...commands.map(({ name, description }) => `    '${name}:${quotedForZsh(description)}'`),
    '  )',
    "  if (( CURRENT == 2 )); then _describe 'command' commands; return; fi",
    '  local command=$words[2]',
    '  shift words; (( CURRENT-- ))',
    '  case $command in',
    ...commands.flatMap(({ name, options }) => [
      `    ${name})`,
      '      _arguments \\',
      ...options.flatMap(option).map((line) => `${line} \\`),
      "        '*:file:_files' ;;",
    ]),
    '  esac',
    '}',
    // From a folder of $fpath this file is the function's body at its first call; sourced, it has to announce itself.
    `if [[ $funcstack[1] == _gatepost ]]; then _gatepost "$@"; elif (( $+functions[compdef] )); then compdef _gatepost gatepost; fi`,
  ].join('\n');
}

function quotedForZsh(text: string): string {
  return text.replace(/[[\]:\\]/g, String.raw`\$&`).replaceAll("'", `'\\''`);
}

function forFish(commands: readonly DescribedCommand[]): string {
  const quoted = (text: string) => `'${text.replace(/['\\]/g, String.raw`\$&`)}'`;
  const option =
    (command: string) =>
    ({ names, description, choices, takesValue }: DescribedOption) => {
      const flags = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
      const values = choices.length > 0 ? [`-x -a ${quoted(choices.join(' '))}`] : takesValue ? ['-r'] : [];
      const when = quoted(`__fish_seen_subcommand_from ${command}`);
      return ['complete -c gatepost', `-n ${when}`, ...flags, ...values, `-d ${quoted(description)}`].join(' ');
    };
  return [
    '# fish completion for gatepost: gatepost completion fish > ~/.config/fish/completions/gatepost.fish',
    ...commands.map(
      ({ name, description }) =>
        `complete -c gatepost -n __fish_use_subcommand -f -a ${name} -d ${quoted(description)}`,
    ),
    ...commands.flatMap(({ name, options }) => options.map(option(name))),
  ].join('\n');
}

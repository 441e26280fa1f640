/** docs/reference/command.md, generated from `--help`, so that page and command cannot disagree. */
import type { Command } from 'commander';
import { describedCommands, helpOf } from '../../lib/command-reference.js';

const INTRODUCTION = `# The gatepost command

Generated from \`gatepost --help\` by \`npm run command-doc\`; a test fails when they differ. [Policy keys](policy.md) documents the policy
language.

Every command with output supports \`--json\`. Color is used on a terminal only, and never when \`NO_COLOR\` is set. Results go
to standard output; warnings, questions and progress go to standard error. An error message names the file, line or flag, and
never shows a stack trace.

| exit code | meaning                                                                       |
| --------- | ----------------------------------------------------------------------------- |
| 0         | success                                                                       |
| 1         | the policy, key or published document was rejected, or a policy test failed   |
| 2         | wrong usage, or a file, address or port that cannot be used                   |
| 3         | the change exceeds the policy's safety limits; nothing was published          |`;

export function renderCommandDoc(program: Command): string {
  const section = (name: string, help: string) => `## ${name}\n\n\`\`\`text\n${help}\n\`\`\``;
  const commands = describedCommands(program).map(({ name, help }) => section(`gatepost ${name}`, help));
  return `${[INTRODUCTION, section('gatepost', helpOf(program)), ...commands].join('\n\n')}\n`;
}

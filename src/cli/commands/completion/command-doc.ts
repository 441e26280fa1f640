/** docs/reference/command.md, made from what `--help` says: so the page and the command cannot tell two stories. */
import type { Command } from 'commander';
import { describedCommands, helpOf } from '../../lib/command-reference.js';

const INTRODUCTION = `# The gatepost command

Made from \`gatepost --help\` by \`npm run command-doc\`; a test fails when they differ. The policy language is in
[policy.md](policy.md).

Every command that answers something takes \`--json\`. Colour is used on a terminal only, and never when \`NO_COLOR\` is set. Answers
go to the standard output; warnings, questions and progress to the error output. A mistake gets a line that names the file,
line or flag, and never a stack trace.

| exit code | meaning                                                                         |
| --------- | ------------------------------------------------------------------------------- |
| 0         | done                                                                            |
| 1         | the policy, key or published document was refused, or an expectation is not met |
| 2         | wrong usage, or a file, address or port that cannot be used                     |
| 3         | the change is beyond the policy's safety limits; nothing was published          |`;

export function renderCommandDoc(program: Command): string {
  const section = (name: string, help: string) => `## ${name}\n\n\`\`\`text\n${help}\n\`\`\``;
  const commands = describedCommands(program).map(({ name, help }) => section(`gatepost ${name}`, help));
  return `${[INTRODUCTION, section('gatepost', helpOf(program)), ...commands].join('\n\n')}\n`;
}

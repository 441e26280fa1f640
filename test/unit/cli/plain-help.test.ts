/** `--help` in the words of administrators: what reads as translated, or as a private word of the project, stays out of it. */
import { expect, test } from '@jest/globals';
import { describedCommands, helpOf } from '../../../src/cli/lib/command-reference.js';
import { gatepostProgram } from '../../../src/cli/program.js';

const BANNED =
  /\bsay (what|which|how|who)|in force|in order\b|\bwhen missing\b|\bmay be repeated\b|explanation page|support id\b|\bjudge|\bhold .* (to|against)\b|has come\b|gave no sign|\bleft out\b|\bobey|\bbelieve/i;

/** Described where it is defined, by the configuration's own definition. */
const OTHERS = new Set(['managed']);

test('no help has a banned phrase', async () => {
  const program = await gatepostProgram(['completion']);
  const helps = describedCommands(program).filter(({ name }) => !OTHERS.has(name));
  expect(helps.length).toBeGreaterThan(20);
  const said = [helpOf(program), ...helps.map(({ help }) => help)].flatMap((help) => help.split('\n'));
  expect(said.filter((line) => BANNED.test(line))).toEqual([]);
});

test('a renamed option is neither in the help nor completed', async () => {
  const publish = describedCommands(await gatepostProgram(['completion'])).find(({ name }) => name === 'publish');
  const names = publish?.options.flatMap((option) => option.names) ?? [];
  expect(names).toContain('--override-safety');
  expect(names).not.toContain('--accept-impact');
  expect(publish?.help).not.toContain('--accept-impact');
});

/** `gatepost test` on the command line: its flags, and what it prints. */
import type { Command } from 'commander';
import { EXIT } from '../../lib/command-error.js';
import { inWords, test, type TestedExpectation } from '../../explain/expectations.js';
import { formatTrace } from '../../explain/format.js';
import { paintFor, type Paint } from '../../lib/terminal.js';
import { parseMoment } from '../../lib/parse-flags.js';
import { print, printJson } from '../../lib/print.js';

export function addTest(program: Command): void {
  program
    .command('test')
    .description('Run the tests in a policy file (`tests:`). Publishes nothing.')
    .argument('<policy>', 'the policy file, policy.yaml')
    .option('--at <moment>', 'time for tests that name none; default: now', parseMoment)
    .option('--json', 'print the results as JSON', false)
    .addHelpText(
      'after',
      '\nExit codes: 0 all tests pass, 1 a test fails or the policy has errors, 2 the file cannot be read.\n\n' +
        'Example:\n  gatepost test policy.yaml',
    )
    .action(async (file: string, { at, json }: { at?: number; json: boolean }) => {
      const tested = await test(file, at ?? Date.now());
      if (json) printJson(tested);
      else print(renderTested(tested, file, paintFor(process.stdout)));
      if (tested.some(({ passed }) => !passed)) process.exitCode = EXIT.refused;
    });
}

function renderTested(tested: readonly TestedExpectation[], file: string, paint: Paint): string[] {
  const lines = tested.flatMap((each) => {
    if (each.passed) return [`${paint('green', 'ok')}   ${each.name}`];
    const { line, column } = each.place;
    return [
      `${paint('red', 'FAIL')} ${each.name}`,
      `     ${file}:${line}:${column}: expected ${inWords(each.expected)}, found ${inWords(each.found)}`,
      ...formatTrace(each.explained.rules).map((step) => `     ${step}`),
    ];
  });
  const failed = tested.filter(({ passed }) => !passed).length;
  const none = 'No tests found: add some under tests:.';
  return [...lines, tested.length === 0 ? none : `${tested.length - failed} passed, ${failed} failed`];
}

/** docs/reference/problem-codes.md must be true: its table lists every code that the popup can show, and no other. */
import { expect, test } from '@jest/globals';
import type { HostFailureCode } from '../../src/worker/host-ports.js';
import { problemCodes, type ProblemCode } from '../../src/protocol/problem-codes.js';
import type { RefusalCode } from '../../src/trust/accept-policy.js';
import { readRepositoryFile } from '../support/repository.js';

const page = readRepositoryFile('docs/reference/problem-codes.md');

/** Does not compile when a look at the host can end with a code that the popup has no words for. */
const HAS_WORDS: HostFailureCode | RefusalCode extends ProblemCode ? true : false = true;

test('the table explains every code, and no other, in the order of the sources', () => {
  const rows = (page.split(/^## Codes$/m)[1] ?? '').split('\n').filter((line) => line.startsWith('| `'));
  const cells = rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  expect(cells.map(([code]) => code)).toEqual(problemCodes.map((code) => `\`${code}\``));
  expect(HAS_WORDS).toBe(true);
  for (const row of cells) {
    expect(row).toHaveLength(4);
    for (const cell of row) expect(cell).not.toBe('');
  }
});

/** Windows of programs and logs, eight lines and longer, with the names of things changed. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { CorpusText } from './corpus-text.js';

const LENGTHS = [8, 10, 13, 17];
const STEP = 5;
const THINGS: readonly (readonly [string, string])[] = [
  ['order', 'Order'],
  ['invoice', 'Invoice'],
  ['shipment', 'Shipment'],
  ['ticket', 'Ticket'],
];

/** @param folder with `code` and `logs` */
export function programs(folder: string): CorpusText[] {
  return files(path.join(folder, 'code')).flatMap(([name, lines]) => {
    const windows: CorpusText[] = [];
    for (const length of LENGTHS)
      for (let from = 0; from + length <= lines.length; from += STEP) {
        const number = windows.length;
        const [small, large] = THINGS[number % THINGS.length] ?? ['order', 'Order'];
        const text = lines
          .slice(from, from + length)
          .join('\n')
          .replaceAll('order', small)
          .replaceAll('Order', large);
        windows.push({ id: `code/${name}-${number}`, family: 'code', text, expected: [{ kind: 'code' }] });
      }
    return windows;
  });
}

export function logs(folder: string): CorpusText[] {
  return files(path.join(folder, 'logs')).flatMap(([name, lines]) =>
    [
      lines,
      ['Hi, this came up after the update, what does it mean?', '', ...lines],
      [...lines, '', 'Any idea?', 'Tom'],
    ].map((each, at): CorpusText => ({
      id: `log/${name}-${at}`,
      family: 'log',
      text: each.join('\n'),
      expected: [{ kind: 'log' }],
    })),
  );
}

function files(folder: string): [string, string[]][] {
  return readdirSync(folder).map((name) => [
    path.basename(name, '.txt'),
    readFileSync(path.join(folder, name), 'utf8').trimEnd().split('\n'),
  ]);
}

/** How `gatepost scan` says what was found. */
import type { Finding } from '../../../data/finding.js';
import { asText, printable, type Paint } from '../../lib/terminal.js';
import type { Scanned, ScannedFile } from './run.js';

/** A line each finding: `draft.txt:12  block  secret  github-key  GitHub key  ghp_…`. */
export function renderScan({ files, unread }: Scanned, paint: Paint): string {
  const lines = files.flatMap((each) => [
    ...each.findings.map((finding) => findingLine(each, finding, paint)),
    ...each.unjudged.map(
      (id) => `${printable(each.file)}  ${paint('yellow', 'not checked')}  ${id} could not check this text`,
    ),
  ]);
  const count = files.reduce((sum, { findings }) => sum + findings.length, 0);
  const found = count === 0 ? 'Nothing found' : `${count} ${count === 1 ? 'finding' : 'findings'}`;
  const looked = `${files.length} ${files.length === 1 ? 'text' : 'texts'}`;
  const left = unread.length === 0 ? '' : `; ${unread.length} not read`;
  return asText([...lines, `${found} in ${looked}${left}.`]);
}

function findingLine({ file }: ScannedFile, finding: Finding, paint: Paint): string {
  const { kind, detector, label, grade, place, sample, count } = finding;
  const much = count === 1 ? '' : kind === 'code' || kind === 'log' ? ` (${count} lines)` : ` (${count} distinct)`;
  const cells = [
    `${printable(file)}:${place.line}`,
    paint(grade === 'block' ? 'red' : 'yellow', grade.padEnd('block'.length)),
    kind.padEnd('personal'.length),
    detector,
    `${label}${much}`,
    printable(sample),
  ];
  return cells.filter((cell) => cell !== '').join('  ');
}

/** What was not looked at: it is not known to be clean. */
export function renderUnread({ unread }: Scanned): string[] {
  return unread.map(({ file, reason }) => `${printable(file)} was not read: ${reason}`);
}

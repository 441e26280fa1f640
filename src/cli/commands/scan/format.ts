/** How `gatepost scan` says what was found. */
import type { DataAction } from '../../../data/data-actions.js';
import { asText, printable, type Paint } from '../../lib/terminal.js';
import type { Scanned, ScannedText } from './run.js';

type Found = ScannedText['findings'][number];

/**
 * A line each finding: `draft.txt:12  block  secret  github-key  GitHub key  ghp_…`; by a policy, a line each text and rule behind
 * them: `draft.txt  our-workspace: redact`.
 */
export function renderScan({ files, unread }: Scanned, paint: Paint): string {
  const lines = files.flatMap((each) => [
    ...each.findings.map((finding) => findingLine(each, finding, paint)),
    ...each.unchecked.map(
      (id) => `${printable(each.file)}  ${paint('yellow', 'not checked')}  ${id} could not check this text`,
    ),
    ...(each.rule === null || (each.action === 'off' && isSaid(each, files))
      ? []
      : [`${printable(each.file)}  ${each.rule}: ${paintedAction(each.action ?? 'off', paint)}`]),
  ]);
  const count = files.reduce((sum, { findings }) => sum + findings.length, 0);
  const found = count === 0 ? 'Nothing found' : `${count} ${count === 1 ? 'finding' : 'findings'}`;
  const unreadFiles = new Set(unread.map(({ file }) => file));
  const texts = new Set(files.flatMap(({ file }) => (unreadFiles.has(file) ? [] : [file]))).size;
  const looked = `${texts} ${texts === 1 ? 'text' : 'texts'}`;
  const left = unread.length === 0 ? '' : `; ${unread.length} not read`;
  return asText([...lines, `${found} in ${looked}${left}.`]);
}

/** Of a file's text nothing is said where its name or its label decides already. */
function isSaid({ file, rule }: ScannedText, all: readonly ScannedText[]): boolean {
  return all.some((other) => other.file === file && other.rule === rule && other.action !== 'off');
}

/** What the reader of the page would meet. */
const MET: Readonly<Record<DataAction, string>> = {
  off: 'nothing would happen',
  count: 'counted, nobody is asked',
  warn: 'warned, and may insert it anyway',
  redact: 'offered with placeholders; as a file, kept out',
  block: 'kept out',
};

function paintedAction(action: DataAction, paint: Paint): string {
  if (action === 'off' || action === 'count') return MET[action];
  return paint(action === 'block' ? 'red' : 'yellow', MET[action]);
}

function findingLine({ file }: ScannedText, finding: Found, paint: Paint): string {
  const { kind, detector, label, grade, place, sample, count, action } = finding;
  const much = count === 1 ? '' : kind === 'code' || kind === 'log' ? ` (${count} lines)` : ` (${count} distinct)`;
  const said = action ?? grade;
  const isRed = said === 'block';
  const cells = [
    kind === 'label' || kind === 'file' ? printable(file) : `${printable(file)}:${place.line}`,
    said === 'off' || said === 'count'
      ? said.padEnd(6)
      : paint(isRed ? 'red' : 'yellow', said.padEnd(action === null ? 5 : 6)),
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

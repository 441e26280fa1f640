/** What a report says of lines that were skipped, or read in another encoding. */
import { counted } from '../lib/numbers.js';
import type { OtherKind, Reading, Recoded, Sample } from './reading.js';

export interface LineNotes {
  /** Lines of other kinds, by format. */
  readonly otherKinds: readonly OtherKind[];
  readonly recoded: Recoded;
}

export const lineNotesIn = ({ otherKinds, recoded }: Reading): LineNotes => ({ otherKinds, recoded });

export function notesOnLines({ otherKinds, recoded: { lines, sample } }: LineNotes): string[] {
  return [
    ...otherKinds.map(
      ({ format, counts, lines: number }) =>
        `${counted(number, 'line of another type was', 'lines of other types were')} skipped; of ${format}, only ${counts} count.`,
    ),
    ...(lines === 0
      ? []
      : [
          `${counted(lines, 'line is not valid UTF-8 and was', 'lines are not valid UTF-8 and were')} read as Windows-1252; check that names look right.`,
        ]),
    ...(sample === null ? [] : [`  ${sampleInWords(sample)}`]),
  ];
}

export function sampleInWords({ log, line, reason, text }: Sample): string {
  return `${log}:${line}: ${reason}${text === null ? '' : `: ${text}`}`;
}

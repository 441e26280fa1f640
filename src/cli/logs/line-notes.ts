/** What a report says of lines that were passed over, or read in another encoding. */
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
        `${counted(number, 'line')} of another kind passed over: of ${format} only ${counts} count.`,
    ),
    ...(lines === 0
      ? []
      : [`${counted(lines, 'line')} read as Windows-1252, because they are no UTF-8; check the names of people.`]),
    ...(sample === null ? [] : [`  ${sampleInWords(sample)}`]),
  ];
}

export function sampleInWords({ log, line, reason, text }: Sample): string {
  return `${log}:${line}: ${reason}${text === null ? '' : `: ${text}`}`;
}

/** A text with placeholders where findings were: what may be sent instead. */
import type { Finding } from './finding.js';

interface Cut {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

export interface Redacted {
  readonly text: string;
  /** How many stretches were replaced. */
  readonly replaced: number;
}

/**
 * Equal values get equal placeholders: `[IBAN 1]` is the same account wherever it stands. Numbers rise with the place in the text.
 * @param findings of this text; which of them are to be replaced is the caller's
 * @param nameOf what a placeholder says, in the reader's language; the finding's label when missing
 */
export function redact(
  text: string,
  findings: readonly Finding[],
  nameOf = ({ label }: Finding): string => label,
): Redacted {
  const cuts = findings
    .flatMap((finding) => finding.places.map(({ start, end }): Cut => ({ start, end, label: nameOf(finding) })))
    .filter(({ start, end }) => start < end)
    .sort((one, other) => one.start - other.start || other.end - one.end);
  const numbers = new Map<string, Map<string, number>>();
  let [redacted, from, replaced] = ['', 0, 0];
  for (const { start, end, label } of cuts) {
    // What begins inside another is gone already; what reaches further, goes with it.
    if (start < from) {
      from = Math.max(from, end);
      continue;
    }
    const known = numbers.get(label) ?? new Map<string, number>();
    numbers.set(label, known);
    const value = text.slice(start, end).replace(/[\s\u00A0-]/g, '');
    const number = known.get(value) ?? known.size + 1;
    known.set(value, number);
    redacted += `${text.slice(from, start)}[${label} ${number}]`;
    from = end;
    replaced += 1;
  }
  return { text: redacted + text.slice(from), replaced };
}

/** Lines of CSV that a spreadsheet opens as they are meant, and a terminal shows without obeying them. */
import { asText, withColoursOnly } from './terminal.js';

export function csvLines(rows: readonly (readonly (string | number | boolean | null)[])[]): string {
  return rows.map((row) => row.map(cell).join(',')).join('\r\n');
}

/** A cell that a spreadsheet would take for a formula is made text. */
function cell(value: string | number | boolean | null): string {
  const text = asText([withColoursOnly(String(value ?? ''))]);
  const safe = typeof value === 'string' && /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Which browsers should report: how many, or which by their device IDs, as an administrator says with `--expected`. */
import { ID } from '../../events/event-fields.js';
import { CommandError } from '../lib/command-error.js';
import { readText } from '../lib/files.js';
import { inThousands } from '../lib/numbers.js';

/** `ids`: null when only their number is known. */
export interface ExpectedBrowsers {
  readonly count: number;
  readonly ids: readonly string[] | null;
}

const MAX_COUNT = 9_999_999;
/** "DeviceID", "browser-id", "Computer name": what exports call the column. */
const HEADING =
  /^(?:(?:device|browser|support|machine|computer|host|installation|client)[_.:-]?)*(?:ids?|names?|browsers?|devices?|computers?|machines?|hosts?)$/i;
/** Of lines that cannot be read, so many are named. */
const NAMED = 5;

/** @param said a number, or a file @throws CommandError when it is neither, naming each line that cannot be read */
export async function readExpected(said: string): Promise<ExpectedBrowsers> {
  if (/^\d+$/.test(said)) {
    const count = Number(said);
    if (count >= 1 && count <= MAX_COUNT) return { count, ids: null };
    throw new CommandError(`--expected ${said}: expected a number of browsers from 1 to ${inThousands(MAX_COUNT)}`);
  }
  return expectedIn(await readText(said, 'the expected browsers'), said);
}

/**
 * A device ID on each line, or CSV with a column `browser`. Pure.
 * @throws CommandError
 */
export function expectedIn(text: string, file: string): ExpectedBrowsers {
  const lines = text.split(/\r\n|\n|\r/).map((line, index) => ({ number: index + 1, cells: cellsOf(line) }));
  const [first, ...rest] = lines.filter(({ cells }) => cells.join('') !== '' && cells[0]?.startsWith('#') !== true);
  if (first === undefined) throw new CommandError(`${file} names no browser: expected a device ID on each line`);
  const column = first.cells.findIndex((cell) => cell.toLowerCase() === 'browser');
  if (column < 0 && first.cells.length > 1) {
    throw new CommandError(
      `${file}:${first.number}: several columns, and none is called "browser": name the one with device IDs`,
    );
  }
  const read = (column < 0 ? [first, ...rest] : rest).map(({ number, cells }) => ({
    number,
    id: cells[Math.max(column, 0)] ?? '',
    isSpread: column < 0 && cells.length > 1,
  }));
  const isHeading = (number: number, id: string) => column < 0 && number === first.number && HEADING.test(id);
  const wrong = read.filter(
    ({ number, id, isSpread }) => isSpread || id.length > ID.most || !ID.pattern.test(id) || isHeading(number, id),
  );
  if (wrong.length > 0) throw new CommandError(wrongLines(wrong, file));
  const ids = [...new Set(read.map(({ id }) => id))];
  if (ids.length === 0)
    throw new CommandError(`${file} names no browser: expected device IDs below the column "browser"`);
  return { count: ids.length, ids };
}

function wrongLines(wrong: readonly { readonly number: number; readonly id: string }[], file: string): string[] {
  const more = wrong.length - NAMED;
  return [
    ...wrong
      .slice(0, NAMED)
      .map(
        ({ number, id }) =>
          `${file}:${number}: ${JSON.stringify(id.slice(0, 40))} is no device ID: expected one such as "K7F2-9QXM", or remove the line`,
      ),
    ...(more > 0 ? [`and ${inThousands(more)} more lines`] : []),
  ];
}

/** Of a line of CSV with comma, semicolon or tab, quoted or not. IDs have none of these signs. */
const cellsOf = (line: string): string[] =>
  line
    .replace(/^\uFEFF/, '')
    .split(/[,;\t]/)
    .map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));

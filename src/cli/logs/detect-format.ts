/** Tells a log's format by its first lines: a product's by its signs, otherwise a general one. */
import { CombinedReader, looksLikeCombined } from './combined-log.js';
import { fold, foldedNames, placesOf, saysAddress, type ColumnNames } from './columns.js';
import { CsvReader, isNoHeading, separatorOf, splitCsv } from './csv-log.js';
import { JsonReader, looksLikeJson } from './json-log.js';
import { KeyValueReader, looksLikeKeyValue } from './key-value-log.js';
import { LogClock } from './log-clock.js';
import { LogRecord, type LogReader, type ReaderOptions } from './log-record.js';
import { PRESETS } from './presets/all-presets.js';
import type { Preset, Shape } from './presets/preset.js';
import { looksLikeSquid, SquidReader } from './squid-log.js';
import { TextReader } from './text-log.js';
import { DIRECTIVE, looksLikeW3c, W3cReader } from './w3c-log.js';

export interface Detected {
  readonly preset: Preset;
  readonly shape: Shape;
  /** What it was told by. */
  readonly because: string;
}

const LINES_LOOKED_AT = 20;
const MOST_OF_A_LINE = 16_384;

export function readerFor({ preset, shape }: Detected, options: ReaderOptions): LogReader {
  switch (shape) {
    case 'squid':
      return new SquidReader();
    case 'combined':
      return new CombinedReader(options);
    case 'w3c':
      return new W3cReader(options);
    case 'csv':
      return new CsvReader(options);
    case 'json':
      return new JsonReader(options);
    case 'key-value':
      return new KeyValueReader(options);
    case 'text':
      return new TextReader(options, preset.pattern ?? { line: '(?!)', others: '(?!)' });
  }
}

/** @param beginning the first bytes of the log, decompressed; null when no format fits them */
export function detectFormat(beginning: string, named: ColumnNames): Detected | null {
  const lines = firstLines(beginning);
  for (const preset of PRESETS) {
    const found = productOf(preset, lines);
    if (found !== null) return found;
  }
  const shape = shapeOf(lines, named);
  return shape === null ? null : { preset: presetOf(shape.name), shape: shape.name, because: shape.because };
}

/** The shape of a preset that was named, as far as the lines tell it. */
export function namedFormat(id: string, beginning: string): Detected {
  const lines = firstLines(beginning);
  const preset = presetOf(id);
  const shape = preset.shapes.find((each) => looksLike(each, lines)) ?? preset.shapes[0] ?? 'csv';
  return { preset, shape, because: 'named by --format' };
}

function presetOf(id: string): Preset {
  const preset = PRESETS.find((each) => each.id === id);
  if (preset === undefined) throw new Error(`no preset is called ${id}`);
  return preset;
}

function firstLines(beginning: string): readonly string[] {
  return beginning
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, LINES_LOOKED_AT)
    .map((line) => line.slice(0, MOST_OF_A_LINE));
}

function productOf(preset: Preset, lines: readonly string[]): Detected | null {
  const { fields, line } = preset;
  if (line !== undefined) {
    const sign = new RegExp(line);
    const shape = preset.shapes[0] ?? 'text';
    if (lines.some((each) => sign.test(each)))
      return { preset, shape, because: 'its lines are in the form of this product' };
  }
  if (fields === undefined) return null;
  for (const shape of preset.shapes) {
    const there = looksLike(shape, lines) ? fieldsIn(shape, lines) : new Set<string>();
    if (fields.every((field) => there.has(fold(field)))) {
      return { preset, shape, because: `it has the fields ${fields.join(', ')}` };
    }
  }
  return null;
}

function looksLike(shape: Shape, lines: readonly string[]): boolean {
  switch (shape) {
    case 'w3c':
      return lines.some(looksLikeW3c);
    case 'json':
      return lines.some(looksLikeJson) || /^\s*[[{]/.test(lines[0] ?? '');
    case 'squid':
      return lines.some(looksLikeSquid);
    case 'combined':
      return lines.some(looksLikeCombined);
    case 'csv':
      return headingsOf(lines) !== null;
    case 'key-value':
      return lines.some(looksLikeKeyValue);
    case 'text':
      return false;
  }
}

/** Folded names of the fields, for shapes that name them. */
function fieldsIn(shape: Shape, lines: readonly string[]): ReadonlySet<string> {
  if (shape === 'csv') return new Set((headingsOf(lines) ?? []).map(fold));
  if (shape === 'w3c') {
    return new Set(lines.flatMap((line) => (DIRECTIVE.exec(line)?.[1] ?? '').split(/\s+/)).map(fold));
  }
  const clock = new LogClock({ order: 'dmy', timeZone: 'UTC', nowMs: 0 });
  const options = { name: '', named: {}, names: foldedNames({}, {}), clock, hostOnly: false, columns: null };
  const reader = shape === 'json' ? new JsonReader(options) : new KeyValueReader(options);
  const record = new LogRecord();
  for (const line of lines) {
    const bytes = Buffer.from(line);
    reader.read(bytes, 0, bytes.length, record);
  }
  return new Set([...reader.met].flatMap((name) => [fold(name), fold(name.replace(/^.*\./, ''))]));
}

function shapeOf(lines: readonly string[], named: ColumnNames): { name: Shape; because: string } | null {
  if (looksLike('w3c', lines)) return { name: 'w3c', because: 'it has a #Fields line' };
  if (looksLike('json', lines)) return { name: 'json', because: 'its lines hold JSON' };
  if (looksLike('squid', lines)) return { name: 'squid', because: 'its lines begin as those of Squid' };
  if (looksLike('combined', lines)) return { name: 'combined', because: 'its lines hold quoted requests' };
  if (looksLike('key-value', lines)) return { name: 'key-value', because: 'its lines hold key=value' };
  const headings = headingsOf(lines);
  if (headings === null) return null;
  const places = placesOf(headings, foldedNames(named, {}));
  if (!saysAddress(places)) return null;
  const column = [...places.url, ...places.host, ...places.bareHost][0] ?? 0;
  return { name: 'csv', because: `its headings have "${(headings[column] ?? '').trim()}"` };
}

/** Null for a first line that holds values. */
function headingsOf([first = '']: readonly string[]): readonly string[] | null {
  const headings = splitCsv(first, separatorOf(first)) ?? [];
  const none = headings.length === 0 || headings.some((each) => isNoHeading(each) || each.length > LONGEST_HEADING);
  return none ? null : headings;
}

const LONGEST_HEADING = 80;

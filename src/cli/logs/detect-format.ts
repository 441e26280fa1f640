/** Tells a log's format by its first lines: a product's by its signs, otherwise a general one. */
import { CombinedReader, looksLikeCombined } from './combined-log.js';
import { fold, foldedNames, placesOf, saysAddress, type ColumnNames } from './columns.js';
import { CsvReader, isNoHeading, separatorOf, splitCsv } from './csv-log.js';
import { jsonLayout, type JsonLayout } from './json-layout.js';
import { JsonReader, looksLikeJson } from './json-log.js';
import { KeyValueReader, looksLikeKeyValue } from './key-value-log.js';
import { LineSplitter } from './line-splitter.js';
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
  /** JSON whose objects span lines or share one. */
  readonly isDocument: boolean;
}

/** What the first bytes of a log hold. */
interface Beginning {
  /** Those that hold something. */
  readonly lines: readonly string[];
  readonly json: JsonLayout;
}

const LINES_LOOKED_AT = 20;
const MOST_OF_A_LINE = 16_384;

export function readerFor({ preset, shape }: Detected, options: ReaderOptions): LogReader {
  switch (shape) {
    case 'squid':
      return new SquidReader(preset.id === 'cisco-wsa' ? 'wsa' : 'native');
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

/** @param bytes the first ones of the log, decompressed; null when no format fits them */
export function detectFormat(bytes: Buffer, named: ColumnNames): Detected | null {
  const beginning = beginningOf(bytes);
  for (const preset of PRESETS) {
    const found = productOf(preset, beginning);
    if (found !== null) return found;
  }
  const shape = shapeOf(beginning, named);
  return shape === null ? null : detected(presetOf(shape.name), shape.name, shape.because, beginning);
}

/** The shape of a preset that was named, as far as the lines tell it. */
export function namedFormat(id: string, bytes: Buffer): Detected {
  const beginning = beginningOf(bytes);
  const preset = presetOf(id);
  const shape = preset.shapes.find((each) => looksLike(each, beginning)) ?? preset.shapes[0] ?? 'csv';
  return detected(preset, shape, 'named by --format', beginning);
}

function detected(preset: Preset, shape: Shape, because: string, { json }: Beginning): Detected {
  const isDocument = shape === 'json' && json.isDocument;
  return { preset, shape, because: isDocument ? `${because}; objects span lines or share one` : because, isDocument };
}

function presetOf(id: string): Preset {
  const preset = PRESETS.find((each) => each.id === id);
  if (preset === undefined) throw new Error(`no preset is called ${id}`);
  return preset;
}

function beginningOf(bytes: Buffer): Beginning {
  const lines: string[] = [];
  const splitter = new LineSplitter((line, start, end) => {
    const text = line.toString('utf8', start, end);
    if (lines.length < LINES_LOOKED_AT && text.trim() !== '') lines.push(text.slice(0, MOST_OF_A_LINE));
  });
  splitter.push(bytes);
  splitter.end();
  return { lines, json: jsonLayout(bytes, lines) };
}

function productOf(preset: Preset, beginning: Beginning): Detected | null {
  const { fields, line } = preset;
  if (line !== undefined) {
    const sign = new RegExp(line);
    const shape = preset.shapes[0] ?? 'text';
    if (beginning.lines.some((each) => sign.test(each))) {
      return detected(preset, shape, 'its lines are in the form of this product', beginning);
    }
  }
  if (fields === undefined) return null;
  for (const shape of preset.shapes) {
    const there = looksLike(shape, beginning) ? fieldsIn(shape, beginning) : new Set<string>();
    if (fields.every((field) => there.has(fold(field)))) {
      return detected(preset, shape, `it has the fields ${fields.join(', ')}`, beginning);
    }
  }
  return null;
}

function looksLike(shape: Shape, { lines, json }: Beginning): boolean {
  switch (shape) {
    case 'w3c':
      return lines.some(looksLikeW3c);
    case 'json':
      return json.isDocument || json.records.length > 0;
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
function fieldsIn(shape: Shape, { lines, json }: Beginning): ReadonlySet<string> {
  if (shape === 'csv') return new Set((headingsOf(lines) ?? []).map(fold));
  if (shape === 'w3c') {
    return new Set(lines.flatMap((line) => (DIRECTIVE.exec(line)?.[1] ?? '').split(/\s+/)).map(fold));
  }
  const clock = new LogClock({ order: 'dmy', timeZone: 'UTC', nowMs: 0 });
  const options = { name: '', named: {}, names: foldedNames({}, {}), clock, hostOnly: false, columns: null };
  const reader = shape === 'json' ? new JsonReader(options) : new KeyValueReader(options);
  const record = new LogRecord();
  for (const each of shape === 'json' ? json.records : lines) {
    const bytes = Buffer.from(each);
    reader.read(bytes, 0, bytes.length, record);
  }
  return new Set([...reader.met].flatMap((name) => [fold(name), fold(name.replace(/^.*\./, ''))]));
}

/** Shapes whose lines are told one by one, and by what. */
const LINE_SHAPES: readonly { name: Shape; looks: (line: string) => boolean; because: string }[] = [
  { name: 'json', looks: looksLikeJson, because: 'it holds JSON' },
  { name: 'squid', looks: looksLikeSquid, because: 'its lines begin as those of Squid' },
  { name: 'combined', looks: looksLikeCombined, because: 'its lines hold quoted requests' },
  { name: 'key-value', looks: looksLikeKeyValue, because: 'its lines hold key=value' },
];

/** Headings in the first line count before lines; of lines, those of which there are most. */
function shapeOf({ lines, json }: Beginning, named: ColumnNames): { name: Shape; because: string } | null {
  if (lines.some(looksLikeW3c)) return { name: 'w3c', because: 'it has a #Fields line' };
  if (json.isDocument) return { name: 'json', because: 'it holds JSON' };
  const csv = LINE_SHAPES.some(({ looks }) => looks(lines[0] ?? '')) ? null : csvOf(lines, named);
  if (csv !== null) return csv;
  const most = LINE_SHAPES.map((shape) => ({ ...shape, count: lines.filter(shape.looks).length })).sort(
    (one, other) => other.count - one.count,
  )[0];
  return most === undefined || most.count === 0 ? null : most;
}

function csvOf(lines: readonly string[], named: ColumnNames): { name: Shape; because: string } | null {
  const headings = headingsOf(lines);
  if (headings === null) return null;
  const places = placesOf(headings, foldedNames(named, {}));
  if (!saysAddress(places)) return null;
  const column = [...places.url, ...places.host, ...places.bareHost][0] ?? 0;
  return { name: 'csv', because: `its headings have "${(headings[column] ?? '').trim()}"` };
}

/** Null for a first line that holds values. */
export function headingsOf([first = '']: readonly string[]): readonly string[] | null {
  const headings = splitCsv(first, separatorOf(first)) ?? [];
  const none = headings.length === 0 || headings.some((each) => isNoHeading(each) || each.length > LONGEST_HEADING);
  return none ? null : headings;
}

const LONGEST_HEADING = 80;

/** JSON lines: an object a line, nested as it likes. A column's name may be a path with dots, such as `url.full`. */
import { candidatesOf, COLUMN_ROLES, type ColumnNames, type ColumnRole } from './columns.js';
import { requestFromColumns } from './column-request.js';
import type { LineResult, LogReader, LogRecord } from './log-record.js';

export class JsonReader implements LogReader {
  readonly #paths: ReadonlyMap<ColumnRole, readonly (readonly string[])[]>;

  constructor(named: ColumnNames) {
    this.#paths = new Map(
      COLUMN_ROLES.map((role) => [role, candidatesOf(role, named).map((name) => name.split('.'))] as const),
    );
  }

  read(line: Buffer, start: number, end: number, record: LogRecord): LineResult {
    const text = line.toString('utf8', start, end).trim();
    if (text === '') return 'nothing';
    let content: unknown;
    try {
      content = JSON.parse(text);
    } catch {
      return 'not-json';
    }
    if (!isObject(content)) return 'not-json';
    return requestFromColumns((role) => this.#text(content, role), record);
  }

  #text(content: Readonly<Record<string, unknown>>, role: ColumnRole): string {
    for (const path of this.#paths.get(role) ?? []) {
      const value = content[path.join('.')] ?? valueAt(content, path);
      if (typeof value === 'string' || typeof value === 'number') return String(value);
    }
    return '';
  }
}

function valueAt(content: Readonly<Record<string, unknown>>, path: readonly string[]): unknown {
  let value: unknown = content;
  for (const key of path) value = isObject(value) ? value[key] : undefined;
  return value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

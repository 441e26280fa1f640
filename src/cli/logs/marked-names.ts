/** The fields of one line that names them itself, where they stand among its bytes. */
import { ByteMemo } from './byte-memo.js';
import type { LineResult, LogRecord } from './log-record.js';
import type { MarkedRequest } from './marked-request.js';
import type { FieldName, NamedFields } from './named-fields.js';

/** A line with more fields is not plain. */
const MOST_FIELDS = 128;
/** A log with more names is none whose names come back. */
const MOST_NAMES = 1000;
const TOO_MANY = -1;

export class MarkedNames {
  count = 0;
  readonly #names: FieldName[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #numberOf: ByteMemo;
  /** Of each field its name, by number, and where its text begins and ends. */
  readonly #fields = new Int32Array(MOST_FIELDS);
  readonly #starts = new Int32Array(MOST_FIELDS);
  readonly #ends = new Int32Array(MOST_FIELDS);
  /** Of each name the line that had it last. */
  readonly #lines = new Int32Array(MOST_NAMES);
  #line = 0;

  constructor(
    private readonly named: NamedFields,
    private readonly request: MarkedRequest,
  ) {
    this.#numberOf = new ByteMemo((written) => this.#newNumber(written), 1024);
  }

  begin(): void {
    this.count = 0;
    this.#line += 1;
  }

  /** @returns false when there is no room */
  add(bytes: Buffer, nameStart: number, nameEnd: number, start: number, end: number): boolean {
    const number = this.#numberOf.of(bytes, nameStart, nameEnd);
    if (number === TOO_MANY || this.count === MOST_FIELDS) return false;
    this.#fields[this.count] = number;
    this.#starts[this.count] = start;
    this.#ends[this.count] = end;
    this.count += 1;
    return true;
  }

  /** Whether the name of the field that was added last stands in this line for the first time. */
  isNew(): boolean {
    const number = this.#fields[this.count - 1] ?? 0;
    if (this.#lines[number] === this.#line) return false;
    this.#lines[number] = this.#line;
    return true;
  }

  nameOf(field: number): FieldName | undefined {
    return this.#names[this.#fields[field] ?? 0];
  }

  /** Whether the text of a field holds the byte. */
  holds(field: number, bytes: Buffer, byte: number): boolean {
    for (let at = this.#starts[field] ?? 0; at < (this.#ends[field] ?? 0); at += 1) if (bytes[at] === byte) return true;
    return false;
  }

  /** Makes a request of the fields; null: one of them is not written plainly. */
  read(bytes: Buffer, record: LogRecord): LineResult | null {
    const { named, request } = this;
    named.beginMarked();
    request.begin();
    for (let field = 0; field < this.count; field += 1) {
      const name = this.nameOf(field);
      if (name === undefined) return null;
      if (!named.mark(name, bytes, this.#starts[field] ?? 0, this.#ends[field] ?? 0, request)) return null;
    }
    if (named.refused) return 'refused';
    return request.fill(bytes, record) ? 'request' : null;
  }

  #newNumber(written: string): number {
    const known = this.#numbers.get(written);
    if (known !== undefined) return known;
    if (this.#names.length === MOST_NAMES) return TOO_MANY;
    this.#names.push(this.named.name(written));
    this.#numbers.set(written, this.#names.length - 1);
    return this.#names.length - 1;
  }
}

/**
 * Finds the objects of JSON that has no record a line: objects over several lines, and lists of them (`[{…},{…}]`,
 * `{"Records":[{…},{…}]}`), also all on one line. Only the object that is being read is kept, so memory does not grow with
 * the document. A damaged object takes in nothing of what follows it.
 */

import { UTF_8_MARK } from '../lib/text-encoding.js';
import { LONGEST_NAME, namesList } from './json-list-names.js';

const LF = 10;
const SPACE = 32;
const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/** An object of more bytes than this is no record. */
const MAX_RECORD_BYTES = 1024 * 1024;
/** Lists of records stand no deeper in what wraps them, such as `hits.hits`. */
const DEEPEST_LIST = 2;
export interface OnJson {
  /** An object that may be a record. @param line where it begins, from 1 */
  readonly object: (bytes: Buffer, line: number) => void;
  /** What is none. @param reason `too-long` for an object that is not kept */
  readonly broken: (reason: 'not-json' | 'too-long', bytes: Buffer, line: number) => void;
}

export class JsonDocument {
  #line = 1;
  /** Brackets that are open. */
  #depth = 0;
  /** Depths at which the elements of lists of records stand. */
  #lists: number[] = [];
  /** How deep the object stands that is being read; -1: none is. */
  #outside = -1;
  #beginsAtLine = 1;
  /** Behind a list of records, what wraps it goes on: it is no record itself. */
  #isWrapper = false;
  #isTooLong = false;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #inString = false;
  #escaped = false;
  /** A list with the name of one of records was opened, and its first element says whether it is one. */
  #mayBeList = false;
  /** The last byte that is no space, outside texts. */
  #previous = 0;
  #indent = 0;
  #atLineStart = true;
  /** Spaces before the object that is being read; -1: it does not begin its line. */
  #indentOfObject = -1;
  /** Its second line stands further in. */
  #isIndented = false;
  /** The indent of an object that was given up, whose lines go on; -1: none. */
  #lostIndent = -1;
  #saidOfLine = 0;

  constructor(private readonly on: OnJson) {}

  push(chunk: Buffer): void {
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === BACKSLASH) this.#escaped = true;
        else if (byte === QUOTE) this.#inString = false;
        // No text holds a line break: its end is missing.
        else if (byte === LF) from = this.#loseEnd(chunk, from, at);
        if (byte !== LF) continue;
      }
      if (byte === LF) {
        this.#line += 1;
        this.#indent = 0;
        this.#atLineStart = true;
      } else if (byte <= SPACE) this.#indent += 1;
      else if (this.#atLineStart && this.#isLost(byte)) at = lastOfLine(chunk, at);
      else from = this.#sign(byte, chunk, from, at);
    }
    if (this.#outside >= 0) this.#keep(chunk.subarray(from));
  }

  end(): void {
    if (this.#outside >= 0 && !this.#isWrapper) this.#breakOff(Buffer.alloc(0), 0, 0);
  }

  /** A byte outside texts that is no space. @returns where the object begins that is being read */
  #sign(byte: number, chunk: Buffer, from: number, at: number): number {
    let begin = from;
    const opens = byte === OPEN_OBJECT || byte === OPEN_LIST;
    if (this.#mayBeList) this.#decideList(byte);
    else if (opens && this.#atLineStart && this.#isOfNextRecord()) {
      begin = this.#breakOff(chunk, from, at);
      if (this.#indent === 0) this.#beginAnew();
    }
    const startsLine = this.#atLineStart;
    if (startsLine && this.#line === this.#beginsAtLine + 1) this.#isIndented = this.#indent > this.#indentOfObject;
    this.#atLineStart = false;
    if (byte === QUOTE) this.#inString = true;
    if (byte === OPEN_OBJECT) begin = this.#openObject(begin, at, startsLine);
    else if (byte === OPEN_LIST) this.#openList(chunk, begin, at);
    else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) this.#close(chunk, begin, at);
    else if (this.#outside < 0 && byte !== COMMA) this.#stray(chunk, at);
    this.#previous = byte;
    return begin;
  }

  /** Whoever indents puts an object at the depth of the last one only behind its end: what is there was cut off. */
  #isOfNextRecord(): boolean {
    return this.#outside >= 0 && this.#isIndented && this.#indent <= this.#indentOfObject && this.#previous !== COLON;
  }

  /** An object whose text never ends: its other lines say nothing. @returns where to go on */
  #loseEnd(chunk: Buffer, from: number, at: number): number {
    if (this.#outside >= 0 && this.#isIndented) this.#lostIndent = this.#indentOfObject;
    return this.#breakOff(chunk, from, at);
  }

  /** Whether a line that begins so is still one of a lost object; its end is the last of them. */
  #isLost(first: number): boolean {
    if (this.#lostIndent < 0 || this.#indent < this.#lostIndent) {
      this.#lostIndent = -1;
      return false;
    }
    const isWithin = this.#indent > this.#lostIndent;
    const isEnd = !isWithin && first === CLOSE_OBJECT;
    if (!isWithin) this.#lostIndent = -1;
    return isWithin || isEnd;
  }

  #beginAnew(): void {
    this.#depth = 0;
    this.#lists = [];
  }

  #openObject(from: number, at: number, startsLine: boolean): number {
    this.#depth += 1;
    if (this.#outside >= 0) return from;
    this.#outside = this.#depth - 1;
    this.#beginsAtLine = this.#line;
    this.#indentOfObject = startsLine ? this.#indent : -1;
    this.#isIndented = false;
    return at;
  }

  #openList(chunk: Buffer, from: number, at: number): void {
    this.#depth += 1;
    if (this.#outside < 0) this.#lists.push(this.#depth);
    else
      this.#mayBeList = this.#lists.length === 0 && this.#depth <= DEEPEST_LIST + 1 && this.#isNamed(chunk, from, at);
  }

  #isNamed(chunk: Buffer, from: number, at: number): boolean {
    let before = chunk.toString('latin1', Math.max(from, at - LONGEST_NAME), at);
    for (let piece = this.#waiting.length - 1; piece >= 0 && before.length < LONGEST_NAME; piece -= 1) {
      before = (this.#waiting[piece]?.toString('latin1') ?? '').slice(-LONGEST_NAME) + before;
    }
    return namesList(before);
  }

  /** The list holds records when its first element is an object; then what wraps it is no record. */
  #decideList(byte: number): void {
    this.#mayBeList = false;
    if (byte !== OPEN_OBJECT && byte !== CLOSE_LIST) return;
    this.#lists.push(this.#depth);
    this.#drop();
  }

  #close(chunk: Buffer, from: number, at: number): void {
    this.#depth = Math.max(0, this.#depth - 1);
    if (this.#outside < 0) {
      if (this.#depth < (this.#lists.at(-1) ?? 0)) this.#closeList();
    } else if (this.#depth <= this.#outside) {
      if (this.#isTooLong || this.#isWrapper) this.#drop();
      else this.#handOver(chunk.subarray(from, at + 1));
    }
  }

  #closeList(): void {
    this.#lists.pop();
    if (this.#depth === 0) return;
    // The rest of what wraps it, which may hold a further list.
    this.#outside = 0;
    this.#isWrapper = true;
    this.#isIndented = false;
  }

  /** Something between the objects that is no JSON, once a line. */
  #stray(chunk: Buffer, at: number): void {
    if (this.#saidOfLine === this.#line || (this.#depth === 0 && UTF_8_MARK.includes(chunk[at] ?? 0))) return;
    this.#saidOfLine = this.#line;
    const end = chunk.indexOf(LF, at);
    this.on.broken('not-json', chunk.subarray(at, end === -1 ? undefined : end), this.#line);
  }

  #handOver(last: Buffer): void {
    const bytes = this.#waiting.length === 0 ? last : Buffer.concat([...this.#waiting, last]);
    const line = this.#beginsAtLine;
    this.#drop();
    this.on.object(bytes, line);
  }

  /** @returns where to go on */
  #breakOff(chunk: Buffer, from: number, at: number): number {
    this.#inString = false;
    this.#escaped = false;
    if (this.#outside < 0) return at;
    const isRecord = !this.#isWrapper && !this.#isTooLong;
    const bytes = Buffer.concat([...this.#waiting, chunk.subarray(from, at)]);
    const line = this.#beginsAtLine;
    this.#depth = this.#outside;
    this.#drop();
    if (isRecord) this.on.broken('not-json', bytes, line);
    return at;
  }

  #keep(bytes: Buffer): void {
    if (this.#isTooLong) return;
    if (this.#waitingBytes + bytes.length <= MAX_RECORD_BYTES) {
      this.#waiting.push(Buffer.from(bytes));
      this.#waitingBytes += bytes.length;
      return;
    }
    const [beginning = bytes] = this.#waiting;
    if (this.#isWrapper) this.#waiting = [];
    else {
      this.on.broken('too-long', beginning, this.#beginsAtLine);
      this.#waiting = [];
      this.#isTooLong = true;
    }
    this.#waitingBytes = 0;
  }

  #drop(): void {
    this.#outside = -1;
    this.#isWrapper = false;
    this.#isTooLong = false;
    this.#waiting = [];
    this.#waitingBytes = 0;
  }
}

const lastOfLine = (bytes: Buffer, from: number): number => {
  const end = bytes.indexOf(LF, from);
  return (end === -1 ? bytes.length : end) - 1;
};

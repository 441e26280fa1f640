/**
 * Finds the objects of JSON that has no record a line: objects over several lines, and lists of them (`[{…},{…}]`,
 * `{"Records":[{…},{…}]}`), also all on one line. At most a mebibyte of what is being read is kept, so memory does not grow
 * with the document. A damaged object takes in nothing of what follows it.
 */

import { UTF_8_MARK } from '../lib/text-encoding.js';
import { JsonIndents } from './json-indents.js';
import { KeptBytes } from './json-kept-bytes.js';
import { LONGEST_NAME, namesList } from './json-list-names.js';
import { DEEPEST_LIST, OpenLists } from './json-open-lists.js';
import { RequestSigns } from './json-request-signs.js';
import { JsonText } from './json-text.js';

const LF = 10;
const SPACE = 32;
const COMMA = 44;
const COLON = 58;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

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
  readonly #lists = new OpenLists();
  /** How deep the object stands that is being read; -1: none is. */
  #outside = -1;
  #beginsAtLine = 1;
  /** It wraps a list of records, and is no record itself; `perhaps`: its end tells, by its own fields. */
  #wraps: 'no' | 'perhaps' | 'yes' = 'no';
  /** Its own fields say a request, whatever its lists hold. */
  #isRequest = false;
  /** Bytes are gone through once more, and not a third time. */
  #isUnwrapping = false;
  #isTooLong = false;
  readonly #kept = new KeptBytes();
  readonly #text = new JsonText();
  /** A list with the name of one of records was opened, and its first element says whether it is one. */
  #mayBeList = false;
  /** The last byte that is no space, outside texts. */
  #previous = 0;
  readonly #signs = new RequestSigns();
  readonly #indents = new JsonIndents();
  #saidOfLine = 0;

  constructor(private readonly on: OnJson) {}

  push(chunk: Buffer): void {
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (this.#text.isOpen && byte !== LF) this.#text.take(byte);
      else if (byte === LF) {
        // No text holds a line break: its end is missing.
        if (this.#text.isOpen) from = this.#loseEnd(chunk, from, at);
        this.#line += 1;
        this.#indents.startLine();
      } else if (byte <= SPACE) this.#indents.space();
      else if (this.#indents.atLineStart && this.#indents.isLost(byte === CLOSE_OBJECT)) at = lastOfLine(chunk, at);
      else from = this.#sign(byte, chunk, from, at);
    }
    if (this.#outside >= 0) this.#keep(chunk.subarray(from));
  }

  end(): void {
    const nothing = Buffer.alloc(0);
    this.#unwrapped(nothing, 0, 0);
    if (this.#outside >= 0) this.#breakOff(nothing, 0, 0);
  }

  /** A byte outside texts that is no space. @returns where the object begins that is being read */
  #sign(byte: number, chunk: Buffer, from: number, at: number): number {
    let begin = from;
    const opens = byte === OPEN_OBJECT || byte === OPEN_LIST;
    if (this.#mayBeList) this.#decideList(byte, chunk.subarray(from, at));
    else if (opens && this.#isOfNextRecord()) {
      begin = this.#unwrapped(chunk, from, at);
      // What was unwrapped may have ended before.
      if (this.#isOfNextRecord()) {
        begin = this.#breakOff(chunk, begin, at);
        if (this.#indents.isOutermost) {
          this.#depth = 0;
          this.#lists.clear();
        }
      }
    }
    const startsLine = this.#indents.leaveLineStart();
    this.#text.take(byte);
    if (byte === OPEN_OBJECT) begin = this.#openObject(begin, at, startsLine);
    else if (byte === OPEN_LIST) this.#openList(chunk, begin, at);
    else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) this.#close(chunk, begin, at);
    else if (this.#outside < 0 && byte !== COMMA) this.#stray(chunk, at);
    this.#previous = byte;
    return begin;
  }

  #isOfNextRecord(): boolean {
    return this.#outside >= 0 && this.#indents.isBeyondObject && this.#previous !== COLON;
  }

  /** An object whose text never ends. @returns where to go on */
  #loseEnd(chunk: Buffer, from: number, at: number): number {
    const begin = this.#unwrapped(chunk, from, at);
    if (this.#outside >= 0) this.#indents.loseObject();
    return this.#breakOff(chunk, begin, at);
  }

  #openObject(from: number, at: number, startsLine: boolean): number {
    this.#depth += 1;
    if (this.#outside >= 0) return from;
    this.#outside = this.#depth - 1;
    this.#beginsAtLine = this.#line;
    this.#indents.startObject(startsLine);
    return at;
  }

  #openList(chunk: Buffer, from: number, at: number): void {
    this.#depth += 1;
    if (this.#outside < 0) this.#lists.open(this.#depth);
    else if (this.#lists.count === 0 && this.#wraps !== 'perhaps' && !this.#isRequest) {
      this.#mayBeList =
        this.#depth <= DEEPEST_LIST + 1 && namesList(this.#kept.endWith(chunk.subarray(from, at), LONGEST_NAME));
    }
  }

  /** The list may hold records when its first element is an object; an empty one proves nothing. */
  #decideList(first: number, before: Buffer): void {
    this.#mayBeList = false;
    if (first !== OPEN_OBJECT) return;
    if (this.#wraps === 'no') {
      const ends = `]${'}'.repeat(this.#depth - 1 - this.#outside)}`;
      this.#isRequest = this.#signs.isRequestBeforeList(`${this.#kept.with(before).toString('utf8')}${ends}`);
      if (this.#isRequest) return;
      this.#wraps = this.#isUnwrapping ? 'yes' : 'perhaps';
    }
    if (this.#wraps === 'perhaps') return;
    this.#lists.open(this.#depth);
    this.#drop();
  }

  /** What may be a record wraps a list after all: what was read of it is gone through for the objects of the list. */
  #unwrap(bytes: Buffer): void {
    this.#depth = this.#outside;
    this.#line = this.#beginsAtLine;
    this.#indents.rewind();
    this.#text.leave();
    this.#drop();
    this.#isUnwrapping = true;
    this.push(bytes.subarray(0, 1));
    this.#wraps = 'yes';
    this.push(bytes.subarray(1));
    this.#isUnwrapping = false;
  }

  /** Before something that ends it. @returns where to go on */
  #unwrapped(chunk: Buffer, from: number, at: number): number {
    if (this.#wraps !== 'perhaps') return from;
    this.#unwrap(this.#kept.with(chunk.subarray(from, at)));
    return at;
  }

  #close(chunk: Buffer, from: number, at: number): void {
    this.#depth = Math.max(0, this.#depth - 1);
    if (this.#outside < 0) {
      if (this.#lists.closeAt(this.#depth) && this.#depth > 0) this.#goOnBehindList();
    } else if (this.#depth <= this.#outside) {
      const last = chunk.subarray(from, at + 1);
      if (this.#isTooLong || this.#wraps === 'yes') this.#drop();
      else this.#endObject(last);
    }
  }

  /** The rest of what wraps the list, which may hold a further one. */
  #goOnBehindList(): void {
    this.#outside = 0;
    this.#wraps = 'yes';
    this.#indents.forgetObject();
  }

  /** Something between the objects that is no JSON, once a line. */
  #stray(chunk: Buffer, at: number): void {
    if (this.#saidOfLine === this.#line || (this.#depth === 0 && UTF_8_MARK.includes(chunk[at] ?? 0))) return;
    this.#saidOfLine = this.#line;
    const end = chunk.indexOf(LF, at);
    this.on.broken('not-json', chunk.subarray(at, end === -1 ? undefined : end), this.#line);
  }

  #endObject(last: Buffer): void {
    const isShort = this.#kept.fits(last);
    const bytes = this.#kept.with(last);
    if (this.#wraps === 'perhaps' && !(isShort && this.#signs.isRequest(bytes.toString('utf8')))) {
      this.#unwrap(bytes);
      return;
    }
    const line = this.#beginsAtLine;
    this.#drop();
    if (isShort) this.on.object(bytes, line);
    else this.on.broken('too-long', bytes, line);
  }

  /** @returns where to go on */
  #breakOff(chunk: Buffer, from: number, at: number): number {
    this.#text.leave();
    if (this.#outside < 0) return at;
    const isRecord = this.#wraps !== 'yes' && !this.#isTooLong;
    const bytes = this.#kept.with(chunk.subarray(from, at));
    const line = this.#beginsAtLine;
    this.#depth = this.#outside;
    this.#drop();
    if (isRecord) this.on.broken('not-json', bytes, line);
    return at;
  }

  #keep(bytes: Buffer): void {
    if (this.#isTooLong) return;
    if (this.#kept.fits(bytes)) this.#kept.keep(bytes);
    else if (this.#wraps === 'perhaps') this.#unwrap(this.#kept.with(bytes));
    else {
      const beginning = this.#kept.first ?? bytes;
      this.#kept.clear();
      if (this.#wraps === 'yes') return;
      this.on.broken('too-long', beginning, this.#beginsAtLine);
      this.#isTooLong = true;
    }
  }

  #drop(): void {
    this.#outside = -1;
    this.#wraps = 'no';
    this.#isRequest = false;
    this.#isTooLong = false;
    this.#kept.clear();
  }
}

const lastOfLine = (bytes: Buffer, from: number): number => {
  const end = bytes.indexOf(LF, from);
  return (end === -1 ? bytes.length : end) - 1;
};

/** What reading found out beside the requests: what was not read, how the logs were read, and what they do not say. */
import { CommandError, EXIT } from '../lib/command-error.js';
import type { LogClock } from './log-clock.js';
import type { Malformed } from './log-record.js';
import type { Preset } from './presets/preset.js';

const SAMPLES = 5;
const SAMPLE_LENGTH = 160;

export interface Sample {
  readonly log: string;
  /** From 1. */
  readonly line: number;
  readonly reason: Malformed | 'windows-1252';
  /** The beginning of the line; null when the log's people are not to be named. */
  readonly text: string | null;
}

/** A line that may become a sample. */
interface SampledPlace {
  readonly line: number;
  text(): string;
}

export interface ReadLog {
  readonly name: string;
  /** The id of a preset, or `history`. */
  readonly format: string;
  /** Why it is taken for this format. */
  readonly because: string;
  /** The field that each role was found in. */
  readonly fields: Readonly<Record<string, string>>;
  /** Of JSON without a request: the names on the way to a list that was not looked into. */
  readonly otherList?: readonly string[];
}

/** Lines that a device writes into the same log, which say nothing about a request. */
export interface OtherKind {
  /** The id of a preset. */
  readonly format: string;
  /** What counts of its lines. */
  readonly counts: string;
  lines: number;
}

/** Lines that are not UTF-8 and were read as Windows-1252. */
export interface Recoded {
  readonly lines: number;
  /** The first of them; null without one. */
  readonly sample: Sample | null;
}

export class Reading {
  lines = 0;
  /** Lines that say what people did: read, refused by the proxy, or not read. */
  telling = 0;
  malformed = 0;
  /** Requests that the proxy refused: no visits, and nobody of the log's people. */
  refused = 0;
  /** Requests whose time cannot be read. */
  untimed = 0;
  /** Rows of browser histories that are no visits: redirects, frames, downloads, visits of other devices. */
  noVisits = 0;
  zoneless = false;
  yearless = false;
  readonly reasons = new Map<Malformed, number>();
  readonly samples: Sample[] = [];
  /** Logs whose compressed data ends too early. */
  readonly cutOff: string[] = [];
  readonly logs: ReadLog[] = [];
  recoded: Recoded = { lines: 0, sample: null };
  readonly #otherKinds = new Map<string, OtherKind>();

  constructor(private readonly showsText: boolean) {}

  refuse(reason: Malformed, log: string, place: SampledPlace): void {
    this.telling += 1;
    this.malformed += 1;
    this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
    this.#sample(reason, log, place);
  }

  /** The request counts, its time does not. */
  withoutTime(log: string, place: SampledPlace): void {
    this.untimed += 1;
    this.#sample('no-time', log, place);
  }

  /** A line of another kind than the one that counts. */
  skip({ id, counts = 'requests' }: Preset): void {
    const kind = this.#otherKinds.get(id) ?? { format: id, counts, lines: 0 };
    kind.lines += 1;
    this.#otherKinds.set(id, kind);
  }

  get otherKinds(): readonly OtherKind[] {
    return [...this.#otherKinds.values()];
  }

  recode(log: string, place: SampledPlace): void {
    const { lines, sample } = this.recoded;
    this.recoded = { lines: lines + 1, sample: sample ?? this.#sampleOf('windows-1252', log, place) };
  }

  /** Lines that were read: requests, and those that the proxy refused. */
  get read(): number {
    return this.telling - this.malformed;
  }

  /** Percentage of the telling lines that were not read, or whose time was not. */
  get unreadPercent(): number {
    const unread = Math.min(this.malformed + this.untimed, this.telling);
    return this.telling === 0 ? 0 : Math.round((unread / this.telling) * 10_000) / 100;
  }

  /** @throws CommandError when the log has dates that can be read in two ways */
  endLog(log: ReadLog, clock: LogClock): void {
    if (clock.unclear !== null) throw unclearDates(log.name, clock.unclear);
    this.zoneless ||= clock.zoneless;
    this.yearless ||= clock.yearless;
    this.logs.push(log);
  }

  #sample(reason: Malformed, log: string, place: SampledPlace): void {
    if (this.samples.length >= SAMPLES) return;
    this.samples.push(this.#sampleOf(reason, log, place));
  }

  #sampleOf(reason: Sample['reason'], log: string, place: SampledPlace): Sample {
    return { log, line: place.line, reason, text: this.showsText ? place.text().slice(0, SAMPLE_LENGTH) : null };
  }
}

export function unclearDates(log: string, date: string): CommandError {
  return new CommandError(
    `${log}: "${date}" can be read as day/month and as month/day, and no other date of the log tells which: give ` +
      '--date-order dmy or --date-order mdy',
    EXIT.unusable,
  );
}

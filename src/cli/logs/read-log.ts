/** Reads logs to their end and hands over each request; what is not surely read is counted, sampled and passed over. */
import { readBeginning, readChunks, sizeOf, withCopy } from '../lib/log-files.js';
import { CutOff, decompressed, inUtf8 } from './byte-source.js';
import type { Detected } from './detect-format.js';
import { readHistory } from './history.js';
import { hasPossibleHost } from './host-check.js';
import { otherListIn } from './json-list-names.js';
import type { LineResult, LogRecord } from './log-record.js';
import { recordsOf, type Place } from './log-records.js';
import { BEGINNING_BYTES, fieldsOf, readerForLog, type FormatOptions } from './open-reader.js';
import type { Reading } from './reading.js';

export interface LogOptions extends FormatOptions {
  /** Called as bytes are read; `total` is null for standard input. */
  readonly onProgress?: (bytes: number, total: number | null) => void;
}

interface Work {
  readonly options: LogOptions & { readonly nowMs: number };
  readonly reading: Reading;
  /** Filled in anew for each request. */
  readonly record: LogRecord;
  readonly onRequest: () => void;
}

const HISTORY_MAGIC = 'SQLite format 3\0';

/**
 * Reads logs one after another and calls `onRequest` for each request.
 * @param logs files; `-` is standard input
 * @throws CommandError when a format cannot be told, or a log cannot be read at all
 */
export async function readLogs(logs: readonly string[], work: Work): Promise<void> {
  const { options, reading, record, onRequest } = work;
  const sizes = await Promise.all(logs.map(async (log) => (log === '-' ? null : sizeOf(log, 'the log'))));
  const total = sizes.includes(null) ? null : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  let bytes = 0;
  const counted = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      yield chunk;
      options.onProgress?.(bytes, total);
    }
  };
  for (const log of logs) {
    if (log !== '-' && (await readBeginning(log, 'the log', HISTORY_MAGIC.length)).toString() === HISTORY_MAGIC) {
      await withCopy(log, 'the history', (copy) => {
        readHistory(copy, log, { record, reading, onVisit: onRequest });
      });
      continue;
    }
    const chunks = log === '-' ? (process.stdin as AsyncIterable<Buffer>) : readChunks(log, 'the log');
    await readLines(counted(chunks), log === '-' ? 'standard input' : log, work);
  }
}

/** @throws CommandError when the format cannot be told, or the data is damaged */
async function readLines(chunks: AsyncIterable<Buffer>, name: string, work: Work): Promise<void> {
  let log: OpenLog | null = null;
  let beginning = Buffer.alloc(0);
  try {
    for await (const chunk of inUtf8(decompressed(chunks, name), name)) {
      if (log !== null) log.push(chunk);
      else {
        beginning = Buffer.concat([beginning, chunk]);
        if (beginning.length >= BEGINNING_BYTES) log = openLog(beginning, name, work);
      }
    }
  } catch (error) {
    if (!(error instanceof CutOff)) throw error;
    work.reading.cutOff.push(name);
  }
  if (log === null && beginning.length > 0) log = openLog(beginning, name, work);
  log?.end();
}

interface OpenLog {
  readonly push: (chunk: Buffer) => void;
  readonly end: () => void;
}

/** @throws CommandError when the format cannot be told */
function openLog(beginning: Buffer, name: string, work: Work): OpenLog {
  const { reading } = work;
  const { reader, clock, detected } = readerForLog(beginning, name, work.options);
  // Readers of some formats never set them.
  Object.assign(work.record, { contact: false, timeUnread: false });
  const readBefore = reading.read;
  const records = recordsOf(reader, detected, work.record, countingInto(work, name, detected));
  records.push(beginning);
  return {
    push: records.push,
    end: () => {
      records.end();
      reading.lines += records.count();
      const { preset, shape, because } = detected;
      const isUnread = shape === 'json' && reading.read === readBefore;
      const otherList = isUnread ? otherListIn(beginning.toString('utf8')) : null;
      const found = otherList === null ? {} : { otherList };
      reading.endLog({ name, format: preset.id, because, fields: fieldsOf(reader), ...found }, clock);
    },
  };
}

function countingInto({ reading, record, onRequest }: Work, name: string, { preset }: Detected) {
  return (result: LineResult, place: Place) => {
    if (result === 'nothing') return;
    if (result === 'other-kind') {
      reading.skip(preset);
      return;
    }
    if (result === 'refused') {
      reading.telling += 1;
      reading.refused += 1;
    } else if (result !== 'request') reading.refuse(result, name, place);
    else if (!hasPossibleHost(record)) reading.refuse('no-such-host', name, place);
    else {
      reading.telling += 1;
      if (record.timeUnread) reading.withoutTime(name, place);
      onRequest();
    }
    if (place.windows1252) reading.recode(name, place);
  };
}

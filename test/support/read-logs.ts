/** What is read of a log alone, without a policy: for tests of many logs. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LogRecord } from '../../src/cli/logs/log-record.js';
import { readLogs, type LogOptions } from '../../src/cli/logs/read-log.js';
import { Reading } from '../../src/cli/logs/reading.js';
import { NOW_MS } from './policies.js';
import { temporaryFolders } from './temporary-folder.js';

export interface LogContent {
  readonly addresses: readonly string[];
  readonly people: ReadonlySet<string>;
  /** Milliseconds since the epoch. */
  readonly times: readonly number[];
  readonly reading: Reading;
}

/** Reads a log that the test writes. */
export function logContents(): (
  content: string | Buffer,
  options?: Partial<LogOptions & { nowMs: number }>,
) => Promise<LogContent> {
  const folder = temporaryFolders();
  return async (content, over = {}) => {
    const file = path.join(await folder(), 'log');
    await writeFile(file, content);
    const [reading, record] = [new Reading(true), new LogRecord()];
    const [addresses, people, times]: [string[], Set<string>, number[]] = [[], new Set(), []];
    const onRequest = () => {
      addresses.push(record.urlText);
      people.add(record.personText);
      times.push(record.timeMs);
    };
    await readLogs([file], {
      options: { format: null, columns: {}, nowMs: NOW_MS, ...over },
      reading,
      record,
      onRequest,
    });
    return { addresses, people, times, reading };
  };
}

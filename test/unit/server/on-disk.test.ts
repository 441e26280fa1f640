/** Nothing is acknowledged before it is on disk: what the operating system was asked to do, in order. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { DailyFiles } from '../../../src/server/store/daily-files.js';
import { temporaryFolders } from '../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();

type Call = 'appendFile' | 'datasync' | 'sync';
const CALLS: readonly Call[] = ['appendFile', 'datasync', 'sync'];

let folder: string;
let done: string[];
let restore: () => void;

/** Every open file has its methods from one prototype. */
beforeEach(async () => {
  folder = path.join(await temporaryFolder(), 'events');
  done = [];
  const probe = await open('/dev/null', 'r');
  const prototype = Object.getPrototypeOf(probe) as FileHandle;
  await probe.close();
  const originals = CALLS.map((name) => [name, Object.getOwnPropertyDescriptor(prototype, name)] as const);
  for (const [name, original] of originals) {
    Object.defineProperty(prototype, name, {
      ...original,
      async value(this: FileHandle, ...given: unknown[]) {
        await (original?.value as (...each: unknown[]) => Promise<void>).apply(this, given);
        done.push(name);
      },
    });
  }
  restore = () => {
    for (const [name, original] of originals)
      if (original !== undefined) Object.defineProperty(prototype, name, original);
  };
});
afterEach(() => {
  restore();
});

describe('an append', () => {
  test('resolves after what it wrote has been synced, and a new file its folder too', async () => {
    const daily = new DailyFiles(folder);
    await daily.append(['one']).then(() => done.push('acknowledged'));
    expect(done).toEqual(['sync', 'appendFile', 'datasync', 'acknowledged']);
    done = [];
    await daily.append(['two']).then(() => done.push('acknowledged'));
    expect(done).toEqual(['appendFile', 'datasync', 'acknowledged']);
  });

  test('shares its sync with those that come meanwhile', async () => {
    const daily = new DailyFiles(folder);
    await Promise.all(Array.from({ length: 50 }, (_, index) => daily.append([String(index)])));
    expect(done.filter((each) => each === 'datasync')).toHaveLength(2);
  });
});

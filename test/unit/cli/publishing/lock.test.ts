import { beforeEach, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { removeAbandoned, withLock } from '../../../../src/cli/publishing/lock.js';
import { refusalOf } from '../../../support/refusal.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();

let file: string;
let lock: string;

beforeEach(async () => {
  file = path.join(await temporaryFolder(), 'policy.jws');
  lock = `${file}.lock`;
});

/** What this process writes into a lock, with changes. */
async function holder(changes: object): Promise<string> {
  const own = await withLock(file, () => readFile(lock, 'utf8'));
  return JSON.stringify({ ...(JSON.parse(own) as object), ...changes });
}

async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid ?? 0;
}

const works = () => Promise.resolve('done');

describe('the lock', () => {
  test('is gone after the work, whether it went well or not', async () => {
    await withLock(file, works);
    await expect(withLock(file, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(await readdir(path.dirname(file))).toEqual([]);
  });

  test('lets one work at a time, and the others wait for their turn', async () => {
    let working = 0;
    const seen: number[] = [];
    const turns = Array.from({ length: 6 }, () =>
      withLock(file, async () => {
        working += 1;
        seen.push(working);
        await readFile(lock);
        working -= 1;
      }),
    );
    await Promise.all(turns);
    expect(seen).toEqual([1, 1, 1, 1, 1, 1]);
  });

  test('of a process that died is taken over', async () => {
    await writeFile(lock, await holder({ pid: await deadPid() }));
    expect(await withLock(file, works, { waitMs: 0 })).toBe('done');
  });

  test('of a process that died is taken over by one after the other when many find it', async () => {
    const dead = await holder({ pid: await deadPid() });
    let working = 0;
    let most = 0;
    const work = async () => {
      working += 1;
      most = Math.max(most, working);
      await readFile(lock);
      working -= 1;
    };
    for (let round = 0; round < 3; round += 1) {
      await writeFile(lock, dead);
      await Promise.all(Array.from({ length: 8 }, () => withLock(file, work)));
    }
    expect(most).toBe(1);
    expect(await readdir(path.dirname(file))).toEqual([]);
  });

  test('is left alone by who comes late to a takeover: somebody alive holds it by then', async () => {
    const content = await holder({});
    await writeFile(lock, content);
    expect(await removeAbandoned(lock)).toBe(true);
    expect(await readFile(lock, 'utf8')).toBe(content);
  });

  test('of an earlier process with the number of a running one is taken over', async () => {
    await writeFile(lock, await holder({ started: '1' }));
    expect(await withLock(file, works, { waitMs: 0 })).toBe('done');
  });

  test.each([
    ['a running process', {}],
    ['a process of another machine', { host: 'elsewhere', pid: 2 ** 22 }],
    ['a process of another container or boot', { place: 'elsewhere', pid: 2 ** 22 }],
  ])('of %s is left alone', async (_, changes) => {
    const content = await holder(changes);
    await writeFile(lock, content);
    const refusal = await refusalOf(() => withLock(file, works, { waitMs: 0 }));
    expect(refusal.message).toMatch(/another publication is in progress on .* \(process \d+ on .*\).*remove .*\.lock/);
    expect(refusal.exitCode).toBe(2);
    expect(await readFile(lock, 'utf8')).toBe(content);
  });

  test.each(['', '4711\n', '{}', '{"pid":-1}'])('that does not say whose it is stays: %j', async (content) => {
    await writeFile(lock, content);
    const refusal = await refusalOf(() => withLock(file, works, { waitMs: 0 }));
    expect(refusal.message).toMatch(/another publication is in progress/);
    expect(await readFile(lock, 'utf8')).toBe(content);
  });

  test('whose takeover was cut short is named, with what to remove', async () => {
    await writeFile(lock, await holder({ pid: await deadPid() }));
    await writeFile(`${lock}.takeover`, '');
    const refusal = await refusalOf(() => withLock(file, works, { waitMs: 100 }));
    expect(refusal.message).toContain(`${lock}.takeover if it exists`);
  });
});

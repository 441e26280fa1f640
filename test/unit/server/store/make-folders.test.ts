import { describe, expect, test } from '@jest/globals';
import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeFolders } from '../../../../src/server/store/make-folders.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();

describe('a folder', () => {
  test('is made with those above it, by several at once', async () => {
    const folder = path.join(await temporaryFolder(), 'a', 'b', 'c');
    await Promise.all(Array.from({ length: 20 }, () => makeFolders(folder, 0o700)));
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    await makeFolders(folder);
  });

  test.each(['/proc/x', '/proc/self/x/y', '/dev/null/x'])('that cannot be made is said: %s', async (folder) => {
    await expect(makeFolders(folder)).rejects.toMatchObject({ code: expect.stringMatching(/^E/) });
  });

  test('is not made in the place of a file', async () => {
    const file = path.join(await temporaryFolder(), 'file');
    await writeFile(file, '');
    await expect(makeFolders(file)).rejects.toMatchObject({ code: 'ENOTDIR' });
    await expect(makeFolders(path.join(file, 'x'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  });
});

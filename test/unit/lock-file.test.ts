/** The lock file pins the bytes of every package, on whatever system it is installed, and names no registry. */
import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';

interface LockFile {
  readonly packages: Readonly<Record<string, { readonly integrity?: string; readonly resolved?: string }>>;
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as LockFile;
/** The first entry is the project itself. */
const installed = Object.entries(packages).filter(([place]) => place !== '');

test('every package has a digest of its own', () => {
  expect(installed.length).toBeGreaterThan(100);
  const without = installed.filter(([, { integrity = '' }]) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity));
  expect(without.map(([place]) => place)).toEqual([]);
});

test('none says where it comes from: that is for each machine to set', () => {
  expect(installed.filter(([, { resolved }]) => resolved !== undefined).map(([place]) => place)).toEqual([]);
});

/** The files of a repository or folder, each with what becomes of it. */
import { lstat, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { explained } from '../lib/files.js';
import { fateOf, fateOfFolder, type Fate } from './file-fate.js';
import { GitIgnore } from './git-ignore.js';

export interface WalkedFile {
  /** As it was named, with its place below. A folder that stays out as a whole ends with a separator. */
  readonly file: string;
  readonly fate: Fate;
}

/**
 * In the order of their names. Links are not followed: what they lead to is counted where it lies.
 * @throws CommandError when what is named cannot be read
 */
export async function walk(named: string): Promise<WalkedFile[]> {
  const facts = await explained(`cannot read the repository ${named}`, () => stat(named));
  if (!facts.isDirectory()) return [{ file: named, fate: fateOf(path.basename(named)) }];
  const found: WalkedFile[] = [];
  await look(named, '', await GitIgnore.above(named), found);
  return found;
}

async function look(folder: string, place: string, outer: GitIgnore, found: WalkedFile[]): Promise<void> {
  const rules = await outer.within(path.resolve(folder));
  const entries = await explained(`cannot read the folder ${folder}`, () => readdir(folder, { withFileTypes: true }));
  // By their code units: the same on every machine.
  for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    if (entry.name === '.git') continue;
    const file = path.join(folder, entry.name);
    const inside = place === '' ? entry.name : `${place}/${entry.name}`;
    const isFolder = entry.isDirectory();
    if (rules.ignores(path.resolve(file), isFolder)) found.push(left(file, isFolder, 'ignored'));
    else if (entry.isSymbolicLink()) found.push(left(file, false, 'link'));
    else if (!isFolder) found.push({ file, fate: entry.isFile() ? fateOf(inside) : { leave: 'other-kind' } });
    else {
      const isOther = await isRepository(file);
      const reason = isOther ? null : fateOfFolder(entry.name);
      if (reason === null) await look(file, isOther ? '' : inside, rules, found);
      else found.push(left(file, true, reason));
    }
  }
}

function left(file: string, isFolder: boolean, leave: Extract<Fate, { leave: unknown }>['leave']): WalkedFile {
  return { file: isFolder ? `${file}${path.sep}` : file, fate: { leave } };
}

/** A repository within another is the company's own, whatever it is called. */
async function isRepository(folder: string): Promise<boolean> {
  return lstat(path.join(folder, '.git')).then(
    () => true,
    () => false,
  );
}

/** What git ignores in a folder: the `.gitignore` of it, of the folders above it in the same repository, and of those below. */
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { isThere, readTextIfThere } from '../lib/files.js';

interface Level {
  readonly folder: string;
  readonly rules: Ignore;
}

export class GitIgnore {
  private constructor(private readonly levels: readonly Level[]) {}

  /** Of a folder that is named, with all that its repository says above it. */
  static async above(folder: string): Promise<GitIgnore> {
    const outer = await foldersAbove(path.resolve(folder));
    let all = new GitIgnore([]);
    for (const each of outer) all = await all.within(each);
    return all;
  }

  /** With what one folder more says: its `.gitignore`, and what is left out of a repository on this machine only. */
  async within(folder: string): Promise<GitIgnore> {
    const texts = [
      // Of a work tree it lies elsewhere.
      await readTextIfThere(path.join(folder, '.git', 'info', 'exclude'), 'the ignore rules').catch(() => null),
      await readTextIfThere(path.join(folder, '.gitignore'), 'the ignore rules'),
    ].filter((text) => text !== null);
    // As git does: letter case counts where the file system lets it.
    const ignorecase = process.platform === 'win32' || process.platform === 'darwin';
    const levels = texts.map((text) => ({ folder, rules: ignore({ ignorecase }).add(text) }));
    return levels.length === 0 ? this : new GitIgnore([...this.levels, ...levels]);
  }

  /** What a folder further in says outranks what is said further out. */
  ignores(file: string, isFolder: boolean): boolean {
    let isIgnored = false;
    for (const { folder, rules } of this.levels) {
      const place = path.relative(folder, file).split(path.sep).join('/');
      const said = rules.test(isFolder ? `${place}/` : place);
      if (said.ignored) isIgnored = true;
      else if (said.unignored) isIgnored = false;
    }
    return isIgnored;
  }
}

/** From the repository's own folder down to the one above `folder`; none when it lies in no repository or is one itself. */
async function foldersAbove(folder: string): Promise<string[]> {
  const above: string[] = [];
  for (let each = folder; ; each = path.dirname(each)) {
    if (await isThere(path.join(each, '.git'), `cannot read ${each}`)) return above;
    if (path.dirname(each) === each) return [];
    above.unshift(path.dirname(each));
  }
}

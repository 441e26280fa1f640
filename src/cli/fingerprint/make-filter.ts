/** Makes the filter of some repositories: what is in them, less what is public or said everywhere. */
import { readFileSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { buildFilter } from '../../data/fingerprint/build-filter.js';
import { gramsOf, type FingerprintKind } from '../../data/fingerprint/grams.js';
import { unwinnowed } from '../../data/fingerprint/winnow.js';
import { CommandError, EXIT } from '../lib/command-error.js';
import { explained } from '../lib/files.js';
import { FingerprintCache } from './cache.js';
import { COMMON_CODE } from './common-code.js';
import { fateOfName, type Reason, type Taken } from './file-fate.js';
import { fingerprintsOfFile, hashesOfFile, MOST_BYTES, type FileOutcome } from './file-fingerprints.js';
import { FingerprintTable } from './fingerprint-table.js';
import { LICENCE_HEADS } from './licence-heads.js';
import { filesOfPublicCode, openPackages } from './public-packages.js';
import { walk } from './walk.js';

export interface FilterRequest {
  readonly named: readonly string[];
  readonly key: string;
  /** Folders of open code. */
  readonly publicFolders: readonly string[];
  /** Null: nothing is kept for the next time. */
  readonly cacheFile: string | null;
  readonly onRead?: (bytes: number) => void;
}

export interface MadeFilter {
  readonly bytes: Uint8Array;
  readonly kind: FingerprintKind;
  readonly fingerprints: number;
  readonly taken: { readonly code: number; readonly documents: number; readonly lines: number };
  /** Lines in which a detector found a secret, in files that were taken in. */
  readonly secretLines: number;
  readonly leftOut: Readonly<Partial<Record<Reason, number>>>;
  /** Fingerprints that were found in the repositories and taken out again. */
  readonly subtracted: { readonly common: number; readonly public: number; readonly several: number };
  /** Files of open code that were subtracted. */
  readonly publicFiles: number;
  readonly files: readonly ListedFile[];
}

export interface ListedFile {
  readonly file: string;
  /** Null: it was left out. */
  readonly taken: Taken | null;
  readonly reason: Reason | null;
}

/** What number a fingerprint has in the table: where it was found. */
const [PUBLIC, SEVERAL, FIRST_REPOSITORY] = [0, 1, 2];
/** From so many repositories on, what two of them share is nobody's own. */
const SHARED_FROM = 3;

/** @throws CommandError when a folder cannot be read, or nothing is left to recognise */
export async function makeFilter({ named, key, publicFolders, cacheFile, onRead }: FilterRequest): Promise<MadeFilter> {
  const cache = await FingerprintCache.open(cacheFile, key);
  const maker = new FilterMaker(key, cache, onRead ?? (() => undefined));
  const repositories = await once(named);
  for (const [index, repository] of repositories.entries()) await maker.takeIn(repository, FIRST_REPOSITORY + index);
  const common = maker.subtractTexts([...LICENCE_HEADS, ...COMMON_CODE]);
  const open = [...(await openPackages(maker.lockFiles)), ...(await once(publicFolders))];
  const subtracted = await maker.subtractFolders(open);
  const made = maker.filter(repositories.length >= SHARED_FROM);
  await cache.keep();
  return { ...made, subtracted: { common, public: subtracted, several: made.several } };
}

/** Each folder once, however it is named. @throws CommandError when it cannot be read */
async function once(named: readonly string[]): Promise<string[]> {
  const real = new Map<string, string>();
  for (const each of named) {
    const place = await explained(`cannot read ${each}`, () => realpath(each));
    if (!real.has(place)) real.set(place, each);
  }
  return [...real.values()];
}

/** Null when it cannot be read. At once: for thousands of small files, waiting for each takes longer than reading it. */
function bytesOf(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}

class FilterMaker {
  readonly lockFiles: string[] = [];
  readonly #table = new FingerprintTable();
  readonly #files: ListedFile[] = [];
  readonly #taken = { code: 0, documents: 0, lines: 0 };
  readonly #leftOut: Partial<Record<Reason, number>> = {};
  #secretLines = 0;
  #publicFiles = 0;

  constructor(
    private readonly key: string,
    private readonly cache: FingerprintCache,
    private readonly onRead: (bytes: number) => void,
  ) {}

  async takeIn(repository: string, number: number): Promise<void> {
    for (const { file, fate } of await walk(repository)) {
      if ('leave' in fate && fate.leave === 'lock-file') this.lockFiles.push(file);
      const outcome = 'leave' in fate ? fate : await this.#outcomeOf(file, fate.take);
      if ('leave' in outcome) {
        this.#leftOut[outcome.leave] = (this.#leftOut[outcome.leave] ?? 0) + 1;
        this.#files.push({ file, taken: null, reason: outcome.leave });
      } else if ('take' in fate) {
        const { hashes, lines, secretLines } = outcome.taken;
        this.#note(hashes, number);
        this.#taken[fate.take === 'code' ? 'code' : 'documents'] += 1;
        this.#taken.lines += lines;
        this.#secretLines += secretLines;
        this.#files.push({ file, taken: fate.take, reason: null });
      }
    }
  }

  async #outcomeOf(file: string, kind: Taken): Promise<FileOutcome> {
    const bytes = bytesOf(file);
    if (bytes === null) return { leave: 'unreadable' };
    this.onRead(bytes.length);
    if (bytes.length > MOST_BYTES) return { leave: 'too-large' };
    return this.cache.outcomeOf(bytes, kind, () => fingerprintsOfFile(bytes, { name: file, kind, key: this.key }));
  }

  #note(hashes: Uint32Array, number: number): void {
    const again = (before: number): number => (before === number ? number : SEVERAL);
    for (let at = 0; at < hashes.length; at += 2) this.#table.add(hashes[at] ?? 0, hashes[at + 1] ?? 0, number, again);
  }

  /** Every gram of them. @returns how many fingerprints were taken out */
  subtractTexts(texts: readonly string[]): number {
    const grams = texts.flatMap((text) => gramsOf(text, { key: this.key, kind: 'both' }));
    return grams.reduce((sum, each) => sum + this.#subtract(unwinnowed(each).hashes), 0);
  }

  async subtractFolders(folders: readonly string[]): Promise<number> {
    let count = 0;
    for (const folder of folders) {
      for await (const file of filesOfPublicCode(folder)) {
        const fate = fateOfName(path.basename(file));
        if ('leave' in fate) continue;
        const bytes = bytesOf(file);
        if (bytes === null || bytes.length > MOST_BYTES) continue;
        this.onRead(bytes.length);
        const outcome = await this.cache.outcomeOf(bytes, `public ${fate.take}`, () =>
          hashesOfFile(bytes, { name: file, kind: fate.take, key: this.key }),
        );
        if ('leave' in outcome) continue;
        this.#publicFiles += 1;
        count += this.#subtract(outcome.taken.hashes);
      }
    }
    return count;
  }

  #subtract(hashes: Uint32Array): number {
    let count = 0;
    for (let at = 0; at < hashes.length; at += 2)
      if (this.#table.change(hashes[at] ?? 0, hashes[at + 1] ?? 0, PUBLIC)) count += 1;
    return count;
  }

  filter(isSharedLeftOut: boolean): Omit<MadeFilter, 'subtracted'> & { readonly several: number } {
    const several = isSharedLeftOut ? this.#table.countOf(SEVERAL) : 0;
    const pairs = this.#table.pairsWhere(
      (number) => number >= FIRST_REPOSITORY || (number === SEVERAL && !isSharedLeftOut),
    );
    if (pairs.length === 0)
      throw new CommandError(
        'nothing is left to recognise: no code or document of these folders was taken in; --list shows why',
        EXIT.refused,
      );
    const { code, documents } = this.#taken;
    const kind = documents === 0 ? 'code' : code === 0 ? 'text' : 'both';
    return {
      bytes: buildFilter(pairs, { kind, key: this.key }),
      ...{ kind, fingerprints: pairs.length / 2, taken: this.#taken, secretLines: this.#secretLines },
      ...{ leftOut: this.#leftOut, publicFiles: this.#publicFiles, files: this.#files, several },
    };
  }
}

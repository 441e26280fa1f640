/** The open packages that the lock files of a repository name, as far as they are installed beside them. */
import { readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { readTextIfThere } from '../lib/files.js';
import { jsonIn } from '../lib/json-text.js';

/** Folders of packages, each once, in the order of their names. @param lockFiles as `walk` found them */
export async function openPackages(lockFiles: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const file of lockFiles) {
    const text = await readTextIfThere(file, 'the lock file');
    for (const place of placesIn(path.basename(file).toLowerCase(), text ?? '')) {
      const folder = path.join(path.dirname(file), ...place.split('/'));
      if (await isOpen(folder)) found.add(await realpath(folder));
    }
  }
  return [...found].sort();
}

/** Below the lock file's folder. Names that would lead out of it are none. */
function placesIn(name: string, text: string): string[] {
  const places =
    name === 'package-lock.json' || name === 'npm-shrinkwrap.json'
      ? npmPlaces(text)
      : name === 'yarn.lock'
        ? matches(text, /^"?(@?[\w.-]+(?:\/[\w.-]+)?)@[^\n]*:$/gm)
        : name === 'pnpm-lock.yaml'
          ? matches(text, /^ {2,6}'?\/?(@?[\w.-]+(?:\/[\w.-]+)?)[@/]\d[^\n]*:$/gm)
          : [];
  return places.filter((place) => !place.split('/').includes('..'));
}

const matches = (text: string, pattern: RegExp): string[] =>
  Array.from(text.matchAll(pattern), ([, name = '']) => `node_modules/${name}`);

/** Links are the company's own packages. */
function npmPlaces(text: string): string[] {
  const lock = record(jsonIn(text));
  const packages = Object.entries(record(lock['packages']));
  if (packages.length > 0)
    return packages.flatMap(([place, facts]) =>
      place.startsWith('node_modules/') && record(facts)['link'] !== true ? [place] : [],
    );
  return Object.keys(record(lock['dependencies'])).map((name) => `node_modules/${name}`);
}

/** A package that says it is private, or under no licence, is the company's own. */
async function isOpen(folder: string): Promise<boolean> {
  const text = await readTextIfThere(path.join(folder, 'package.json'), 'the package').catch(() => null);
  const facts = record(jsonIn(text ?? ''));
  const licence = facts['license'] ?? facts['licenses'];
  if (facts['private'] === true || licence === undefined) return false;
  return typeof licence !== 'string' || !/^\s*$|UNLICENSED|^SEE LICEN[CS]E/i.test(licence);
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** Of a package or another folder of open code: what may have been copied, and that is neither minified nor a test. */
export async function* filesOfPublicCode(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== '.git') yield* filesOfPublicCode(file);
    } else if (entry.isFile()) yield file;
  }
}

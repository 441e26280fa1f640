/** What a collector has written into its folder. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { CollectedEvent } from '../../src/server/otlp-read.js';

/** Every line of every file, in the order of their names; none before anything was written. */
export async function collectedLines(folder: string): Promise<string[]> {
  const names = (await readdir(folder).catch(() => [])).sort();
  const contents = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  return contents.flatMap((content) => content.split('\n').filter((line) => line !== ''));
}

export async function collectedEvents(folder: string): Promise<CollectedEvent[]> {
  return (await collectedLines(folder)).map((line) => JSON.parse(line) as CollectedEvent);
}

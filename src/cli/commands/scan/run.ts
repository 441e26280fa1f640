/** `gatepost scan`: what the detectors that ship find in texts. */
import { stat } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import path from 'node:path';
import type { Finding } from '../../../data/finding.js';
import { scan } from '../../../data/scan.js';
import { explained, namesIn, readBytes } from '../../lib/files.js';
import { decodeText } from '../../lib/text-encoding.js';

export interface ScannedFile {
  /** As it was named, or found in a folder; `-` is standard input. */
  readonly file: string;
  readonly findings: readonly Finding[];
  /** Detectors that could not judge the text. */
  readonly unjudged: readonly string[];
}

export interface Scanned {
  readonly files: readonly ScannedFile[];
  /** What is no text, and why. */
  readonly unread: readonly { readonly file: string; readonly reason: string }[];
}

const WHAT = 'the text';

/** @throws CommandError when a file cannot be read */
export async function scanFiles(named: readonly string[]): Promise<Scanned> {
  const [files, unread]: [ScannedFile[], { file: string; reason: string }[]] = [[], []];
  for (const file of (await Promise.all(named.map(textsOf))).flat()) {
    const decoded = decodeText(file === '-' ? await buffer(process.stdin) : await readBytes(file, WHAT));
    if (decoded.ok) files.push({ file, ...scan(decoded.text) });
    else unread.push({ file, reason: decoded.reason });
  }
  return { files, unread };
}

/** Nothing found, and nothing that could not be looked at. */
export function isClean({ files, unread }: Scanned): boolean {
  return unread.length === 0 && files.every(({ findings, unjudged }) => findings.length === 0 && unjudged.length === 0);
}

async function textsOf(file: string): Promise<string[]> {
  if (file === '-') return [file];
  const isFolder = await explained(`cannot read ${WHAT} ${file}`, async () => (await stat(file)).isDirectory());
  if (!isFolder) return [file];
  const inside = (await namesIn(file, WHAT)).sort().map((name) => path.join(file, name));
  return (await Promise.all(inside.map(textsOf))).flat();
}

/** Reads files that are handed over, one after the other, and evaluates what is in them as the plan wants it. */
import { checkFile, folderFindings, unreadAction, type CheckedFile } from '../../../data/files/file-check.js';
import type { UnreadReason } from '../../../data/files/unreadable.js';
import { strongest, type DataAction } from '../../../data/data-actions.js';
import type { Evaluation } from '../../../data/plan.js';
import type { Guarding } from '../current-plan.js';
import { identityOf } from '../file-identity.js';
import { readPdf } from '../read-pdf.js';
import { fileSource } from './file-source.js';

/** A file takes no longer than this, in milliseconds; what has not been read until then is unread. */
const LONGEST_MS = 10_000;
/** All files of one choice together. */
const LONGEST_ALL_MS = 60_000;

export interface FileResult {
  readonly file: File;
  /** The strongest of what was found and of what was not read; `off`: clean. */
  readonly action: DataAction;
  readonly evaluation: Evaluation;
  readonly unread: readonly UnreadReason[];
  /** Whether it could not be said if something in it is the company's own. */
  readonly isFilterMissing: boolean;
  /** What it is known by when it is handed over again: name, size, time of change, and a digest where something was found. */
  readonly identity: string;
}

/** @param isFolder whether a folder was chosen: each of its files is then one of it */
export async function checkFiles(files: readonly File[], isFolder: boolean, guarding: Guarding): Promise<FileResult[]> {
  const startedMs = performance.now();
  const results: FileResult[] = [];
  const folder = isFolder ? folderFindings(guarding.plan) : [];
  const isRefused = folder.length > 0 && guarding.plan.byDetector['folder'] === 'block';
  for (const [index, file] of files.entries()) {
    const leftMs = Math.min(LONGEST_MS, startedMs + LONGEST_ALL_MS - performance.now());
    const checked = isRefused ? UNCHECKED : await checkedWithin(leftMs, file, guarding);
    const findings = [...(index === 0 ? folder : []), ...checked.findings];
    results.push(await resultOf(file, { ...checked, findings }, guarding));
  }
  return results;
}

/** Of a folder that is refused as such. */
const UNCHECKED: CheckedFile = { text: '', findings: [], unread: [] };
const TOO_SLOW: CheckedFile = { ...UNCHECKED, unread: ['too-slow'] };
/** Nobody foresaw what is wrong with it: a mistake of ours is the policy's to decide about too. */
const FAILED: CheckedFile = { ...UNCHECKED, unread: ['damaged'] };

/** The browser itself may wait for a network drive: the answer comes in time nevertheless. */
async function checkedWithin(ms: number, file: File, { plan }: Guarding): Promise<CheckedFile> {
  const endMs = performance.now() + ms;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<CheckedFile>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, ms), TOO_SLOW);
  });
  const checked = checkFile(fileSource(file), file.name, plan, {
    isLate: () => performance.now() > endMs,
    readPdf,
  }).catch(() => FAILED);
  try {
    return await Promise.race([checked, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function resultOf(file: File, { text, findings, unread }: CheckedFile, guarding: Guarding): Promise<FileResult> {
  const { plan, engine, detectors } = guarding;
  const scanned = await engine.scanInSlices(text, plan, detectors);
  const own = await engine.ownOf(text, plan);
  const all = [...findings, ...scanned.findings, ...own.findings];
  const evaluation = engine.evaluate({ ...scanned, findings: all }, plan, own.isRead);
  const action = strongest([evaluation.action, unreadAction(unread, plan)]);
  // What was too slow to read once is not read again for its digest.
  const isKnownByName = action === 'off' || unread.includes('too-slow');
  const content = text !== '' && action !== 'off' ? text : isKnownByName ? '' : await digestOf(file);
  return {
    file,
    action,
    evaluation,
    unread,
    isFilterMissing: own.isMissing,
    identity: `${identityOf(file)} ${content}`,
  };
}

/** Larger ones are not read either. */
const MOST_BYTES = 25_000_000;

/** Of what holds no text, such as an encrypted document; empty where the page has no means for it. */
async function digestOf(file: File): Promise<string> {
  const { subtle } = crypto as { subtle?: SubtleCrypto };
  if (subtle === undefined || file.size > MOST_BYTES) return '';
  try {
    const bytes = await fileSource(file).read(0, file.size);
    return new Uint8Array(await subtle.digest('SHA-256', bytes.slice())).join();
  } catch {
    return '';
  }
}

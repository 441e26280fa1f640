/** `gatepost scan`: what would be found in texts, and what the rules of a policy would do about it. */
import { buffer } from 'node:stream/consumers';
import { sourceOf, type ByteSource } from '../../../data/files/byte-source.js';
import { readFileText, type FileText } from '../../../data/files/file-text.js';
import { scan } from '../../../data/scan.js';
import type { DataAction } from '../../../data/data-actions.js';
import { evaluatorsOf, type ActedFinding, type TextEvaluator } from '../../data/evaluate-text.js';
import { openFilters } from '../../data/policy-filters.js';
import { readPdf } from '../../data/read-pdf.js';
import { withFileSource } from '../../lib/file-source.js';
import { filesUnder } from '../../lib/files-under.js';
import { readNamedPolicy } from '../../publishing/load-policy.js';

export interface ScannedText {
  /** As it was named, or found in a folder; `-` is standard input. A part of a document or archive stands behind a `/`. */
  readonly file: string;
  /** By the data rule of this policy rule; null: by the detectors that ship, without a policy. */
  readonly rule: string | null;
  /** What would happen: the strongest of its findings' actions. */
  readonly action: DataAction | null;
  readonly findings: readonly (Omit<ActedFinding, 'action'> & { readonly action: DataAction | null })[];
  /** Detectors that failed on the text. */
  readonly unchecked: readonly string[];
}

export interface Scanned {
  /** For every text and rule. */
  readonly files: readonly ScannedText[];
  /** What was not read, and why. */
  readonly unread: readonly { readonly file: string; readonly reason: string }[];
}

export interface ScanRequest {
  /** A policy source or published document; null: what the detectors that ship find. */
  readonly policyFile: string | null;
  readonly files: readonly string[];
  /** Of the policy; every rule with `data` when null. */
  readonly rule: string | null;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

const WHAT = 'the text';

/** @throws CommandError when a file cannot be read, or the policy looks at no text */
export async function scanFiles({ policyFile, files: named, rule, nowMs }: ScanRequest): Promise<Scanned> {
  const evaluators = policyFile === null ? null : await evaluatorsIn(policyFile, rule, nowMs);
  const [files, unread]: [ScannedText[], { file: string; reason: string }[]] = [[], []];
  const add = (read: FileText): void => {
    for (const { place, reason, message } of read.unread) {
      unread.push({ file: place, reason: message });
      files.push(...(evaluators ?? []).map((each) => ({ file: place, ...each.onUnread(reason) })));
    }
    for (const { place, text } of read.texts) {
      if (evaluators === null) files.push(scannedAlone(place, text));
      else files.push(...evaluators.map((each) => ({ file: place, ...each.evaluate(text) })));
    }
  };
  for (const each of named) {
    if (each === '-') add(await readFileText(sourceOf(await buffer(process.stdin)), each, { readPdf }));
    else {
      const found = await filesUnder(each, WHAT);
      for (const file of found.files)
        await withFileSource(file, WHAT, async (source) => {
          files.push(...(await namedAndLabelled(evaluators ?? [], source, { file, name: file })));
          const onFile = async (packed: ByteSource) => {
            // A policy's kinds of files are those of what is handed over, not of what is packed in it.
            files.push(...(await namedAndLabelled(evaluators ?? [], packed, { file, name: '' })));
          };
          add(await readFileText(source, file, { readPdf, onFile }));
        });
      unread.push(...found.unread);
    }
  }
  return { files, unread };
}

async function namedAndLabelled(
  evaluators: readonly TextEvaluator[],
  source: ByteSource,
  { file, name }: { readonly file: string; readonly name: string },
): Promise<ScannedText[]> {
  const evaluated = await Promise.all(evaluators.map((each) => each.evaluateFile(source, name)));
  return evaluated.flatMap((each) => (each === null ? [] : [{ file, ...each }]));
}

async function evaluatorsIn(policyFile: string, rule: string | null, nowMs: number): Promise<TextEvaluator[]> {
  const { policy, filters } = await readNamedPolicy(policyFile, { nowMs, reachesAll: false });
  return evaluatorsOf({ policy, filters: await openFilters(policyFile, policy, filters) }, rule, nowMs);
}

function scannedAlone(file: string, text: string): ScannedText {
  const { findings, unchecked } = scan(text);
  return { file, rule: null, action: null, findings: findings.map((each) => ({ ...each, action: null })), unchecked };
}

/** Nothing found, and nothing that could not be looked at. */
export function isClean({ files, unread }: Scanned): boolean {
  return (
    unread.length === 0 && files.every(({ findings, unchecked }) => findings.length === 0 && unchecked.length === 0)
  );
}

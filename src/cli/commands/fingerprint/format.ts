/** How `gatepost fingerprint` says what a filter holds and what was left out. */
import path from 'node:path';
import { REASONS, type Reason } from '../../fingerprint/file-fate.js';
import type { ListedFile } from '../../fingerprint/make-filter.js';
import { asText, printable, type Paint } from '../../lib/terminal.js';
import type { FingerprintReport } from './run.js';

export function renderFingerprint(report: FingerprintReport, paint: Paint): string {
  const { file, bytes, isNew, taken, secretLines, leftOut, subtracted, publicFiles, fingerprints } = report;
  const out = Object.entries(leftOut) as [Reason, number][];
  return asText([
    `${paint('bold', printable(file))}: ${isNew ? 'written' : 'unchanged'}, ${counted(bytes)} bytes, ${counted(fingerprints)} fingerprints`,
    `SHA-256: ${report.sha256}`,
    '',
    `Taken in:   ${filesOf(taken.code)} of code and ${taken.documents === 1 ? '1 document' : `${counted(taken.documents)} documents`}, ${counted(taken.lines)} lines`,
    ...(secretLines === 0
      ? []
      : [`Left out:   ${counted(secretLines)} ${secretLines === 1 ? 'line' : 'lines'} with a secret`]),
    ...out
      .sort(([, one], [, other]) => other - one)
      .map(([reason, count]) => `Left out:   ${counted(count)} ${REASONS[reason]}`),
    `Subtracted: ${counted(subtracted.public)} fingerprints of ${filesOf(publicFiles)} of public code, ` +
      `${counted(subtracted.common)} of licences and idioms, ${counted(subtracted.several)} in several repositories`,
    ...keyLines(report),
  ]);
}

/** A line each file: `taken in  src/ledger.ts`, `left out  dist/  generated`. */
export function renderList(files: readonly ListedFile[]): string[] {
  return files.map(({ file, taken, reason }) =>
    reason === null
      ? `${taken === 'text' ? 'document' : 'code    '}  ${printable(file)}`
      : `left out  ${printable(file)}  ${REASONS[reason]}`,
  );
}

function keyLines({ file, key, keyMadeIn }: FingerprintReport): string[] {
  if (keyMadeIn === null) return [];
  return [
    '',
    `A new key was made: ${printable(keyMadeIn)}. Keep the file: a filter made with another key has other fingerprints.`,
    'Whoever has key and filter, as every browser does, can check whether a guess is your code.',
    'Name both in the policy, under data:',
    '  fingerprints:',
    `    our-code: { file: ${printable(JSON.stringify(path.basename(file)))}, key: "${key}", label: our code }`,
  ];
}

const counted = (number: number): string => number.toLocaleString('en-US');
const filesOf = (count: number): string => `${counted(count)} ${count === 1 ? 'file' : 'files'}`;

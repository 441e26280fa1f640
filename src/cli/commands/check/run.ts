/** `gatepost check`: every mistake and finding of a policy file, with code and place. Publishes nothing. */
import { checkPolicy, type PolicyFinding } from '../../../authoring/lint/check-policy.js';
import type { FindingCode } from '../../../authoring/lint/finding-words.js';
import { publishedFrom } from '../../../authoring/publish-source.js';
import { momentOf } from '../../../policy/window.js';
import { readFilters } from '../../lib/filter-files.js';
import { checkRegexes } from '../../lib/check-regexes.js';
import { checkDocumentSize, checkLimits } from '../../lib/check-limits.js';
import { NotText, readText } from '../../lib/files.js';
import { policyFromPublished } from '../../publishing/load-policy.js';
import { tryParsePolicy, whereOf, type PlacedMistake, type ReadPolicy } from '../../lib/policy-source-file.js';

/** One error or warning, at its place in the file. */
export interface PlacedFinding {
  readonly severity: 'error' | 'warning';
  readonly code: FindingCode | PlacedMistake['code'];
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
  /** The path in the policy, such as `rules.0.tools.0`; null for a mistake of syntax. */
  readonly where: string | null;
  readonly message: string;
}

/**
 * Errors and warnings in the order of the file. With mistakes of form there is nothing to look deeper into.
 * @param nowMs milliseconds since the epoch
 * @throws CommandError when the file cannot be read
 */
export async function check(file: string, nowMs: number): Promise<PlacedFinding[]> {
  try {
    return await checkText(await readText(file, 'the policy'), file, nowMs);
  } catch (error) {
    if (!(error instanceof NotText)) throw error;
    const { line, column, reason } = error;
    return [{ severity: 'error', code: 'syntax', line, column, where: null, message: reason }];
  }
}

export async function checkText(text: string, file: string, nowMs: number): Promise<PlacedFinding[]> {
  const parsed = tryParsePolicy(text, file);
  const findings = parsed.ok ? await findingsOf(parsed.read, file, nowMs) : [...parsed.mistakes];
  return findings.sort((one, other) => one.line - other.line || one.column - other.column);
}

async function findingsOf(read: ReadPolicy, file: string, nowMs: number): Promise<PlacedFinding[]> {
  const { filters, findings: unusable } = await readFilters(file, read.source);
  const findings = [...checkPolicy(read, nowMs), ...checkRegexes(read.source), ...unusable];
  // Past its end nothing can be published; how much fits is another matter then.
  const endMs = read.source.expiresAt === undefined ? Infinity : momentOf(read.source.expiresAt);
  const publication = { revision: 1, nowMs: Math.min(nowMs, endMs - 1000), previous: null };
  const policy = publishedFrom(read.source, { ...read.resolved, filters }, read.tools, publication);
  const tooLong = checkDocumentSize(sizedLike(JSON.stringify(policy)));
  const limits = tooLong.length > 0 ? [] : await checkLimits(await policyFromPublished(policy, nowMs), nowMs);
  return [...findings, ...tooLong, ...limits].map((finding) => placed(finding, read));
}

/** Header and signature of a document take about as much. */
const SIGNATURE_LENGTH = 200;

function sizedLike(payload: string): string {
  return 'x'.repeat(Math.ceil((Buffer.byteLength(payload) * 4) / 3) + SIGNATURE_LENGTH);
}

function placed({ severity, code, path, message }: PolicyFinding, read: ReadPolicy): PlacedFinding {
  return { severity, code, ...read.place(path), where: whereOf(path), message };
}

export const hasErrors = (findings: readonly PlacedFinding[]): boolean =>
  findings.some(({ severity }) => severity === 'error');

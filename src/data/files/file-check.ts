/**
 * What a file is to a plan: its text for the detectors, what its name, its label and its being a folder say without a look into it,
 * and what of it could not be read. Pure: bytes in, findings out.
 */
import type { Finding } from '../finding.js';
import { strongest, type DataAction } from '../data-actions.js';
import type { DataPlan, PlannedLabel } from '../plan.js';
import type { ByteSource } from './byte-source.js';
import { readFileText, type FileTextOptions } from './file-text.js';
import type { FileLabels } from './label-properties.js';
import { readFileLabels } from './labels.js';
import type { UnreadReason } from './unreadable.js';

export interface CheckedFile {
  /** All texts in it, one below the other. */
  readonly text: string;
  /** Of its kind and its labels. */
  readonly findings: readonly Finding[];
  /** Why something in it was not read, each reason once. */
  readonly unread: readonly UnreadReason[];
}

export type FileSettings = Pick<DataPlan, 'labels' | 'fileTypes' | 'byDetector'>;
export type CheckOptions = Omit<FileTextOptions, 'onFile'>;

/**
 * Looks at the name first, then at labels, then at the text, and no further once something may not be handed over.
 *
 * @param name of the file, of which only the end matters
 */
export async function checkFile(
  source: ByteSource,
  name: string,
  settings: FileSettings,
  options: CheckOptions = {},
): Promise<CheckedFile> {
  const own = await fileFindings(source, name, settings);
  if (own.some(({ detector }) => settings.byDetector[detector] === 'block'))
    return { text: '', findings: own, unread: [] };
  if (!asksForLabels(settings)) return { ...(await textOf(source, options)), findings: own };
  const findings = new Map(own.map((finding) => [finding.detector, finding]));
  const read = await textOf(source, {
    ...options,
    // What is packed in it carries labels of its own.
    onFile: async (packed) => {
      for (const finding of labelFindings(await readFileLabels(packed), settings))
        findings.set(finding.detector, finding);
    },
  });
  return { ...read, findings: [...findings.values()] };
}

/** What the file's own name and labels say, without a look into it. */
export async function fileFindings(source: ByteSource, name: string, settings: FileSettings): Promise<Finding[]> {
  const typed = typeFindings(name, settings);
  if (!asksForLabels(settings) || typed.some(({ detector }) => settings.byDetector[detector] === 'block')) return typed;
  return [...typed, ...labelFindings(await readFileLabels(source), settings)];
}

const asksForLabels = ({ labels, byDetector }: FileSettings): boolean =>
  labels.some(({ id }) => byDetector[id] !== 'off');

async function textOf(source: ByteSource, options: FileTextOptions): Promise<Pick<CheckedFile, 'text' | 'unread'>> {
  const { texts, unread } = await readFileText(source, '', options);
  return { text: texts.map(({ text }) => text).join('\n\n'), unread: [...new Set(unread.map(({ reason }) => reason))] };
}

/** By the end of the name alone: `plan.SQL` is `sql`. */
function typeFindings(name: string, { fileTypes, byDetector }: FileSettings): Finding[] {
  const type = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const isMeant = fileTypes.includes(type) && (byDetector['file-type'] ?? 'off') !== 'off';
  return isMeant ? [findingOf('file', 'file-type', `.${type}`)] : [];
}

/** A folder whose files are handed over together. */
export function folderFindings({ byDetector }: Pick<DataPlan, 'byDetector'>): Finding[] {
  return (byDetector['folder'] ?? 'off') === 'off' ? [] : [findingOf('file', 'folder', '')];
}

export function labelFindings({ microsoft, properties }: FileLabels, { labels, byDetector }: FileSettings): Finding[] {
  const carries = ({ guid, tenant, property, value }: PlannedLabel): boolean =>
    guid === undefined
      ? properties.some((each) => isSame(each.name, property) && isSame(each.value, value))
      : microsoft.some(
          (each) =>
            each.enabled &&
            each.id === guid &&
            // A file that does not say whose label it is may be the company's.
            (tenant === undefined || each.tenant === null || each.tenant === tenant),
        );
  return labels
    .filter((label) => byDetector[label.id] !== 'off' && carries(label))
    .map(({ id, label }) => findingOf('label', id, label));
}

const isSame = (one: string, other = ''): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();

function findingOf(kind: Finding['kind'], detector: string, label: string): Finding {
  const place = { start: 0, end: 0, line: 1 };
  return { kind, detector, label, grade: 'block', place, places: [place], sample: '', count: 1 };
}

/** What holds for what was not read; `count` where it may be handed over, since that is never taken for clean. */
export function unreadAction(
  reasons: readonly UnreadReason[],
  { onUnreadable, unreadable }: Pick<DataPlan, 'onUnreadable' | 'unreadable'>,
): DataAction {
  const says = reasons.map((reason) => unreadable[reason] ?? onUnreadable);
  return strongest(says.map((fallback) => (fallback === 'allow' ? 'count' : fallback)));
}

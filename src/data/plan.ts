/**
 * What the guard of one page is to do. The worker resolves it from the policy's rule for this browser and hands it over as plain
 * JSON; the content script makes its detectors from it and evaluates findings by it. Pure.
 */
import { isStronger, strongest, type DataAction, type Fallback } from './data-actions.js';
import type { CompanyDetector, DetectorSet } from './detector-set.js';
import { prepareDetectors } from './detector-set.js';
import {
  KINDS,
  type BuiltInKind,
  FILE_KINDS,
  type FileKind,
  type Finding,
  type ScanResult,
  type Thresholds,
} from './finding.js';
import type { NamedFilter } from './fingerprint/own-text.js';
import type { UnreadReason } from './files/unreadable.js';
import { scan } from './scan.js';

/** A kind with a text of its own in the dialog. */
export type TextKind = BuiltInKind | FileKind;

export interface DataThresholds extends Thresholds {
  /** Characters of code; fewer are no finding, however many lines they take. */
  readonly codeCharacters: number;
  /** Numbers of persons and accounts of one kind (cards, IBANs, …) in one text. */
  readonly identifiers: number;
}

export interface DataPlan {
  /** Id of the policy's rule. */
  readonly rule: string;
  /** Id of the tool; null for a site that no tool of the policy has. */
  readonly tool: string | null;
  /** As it is shown; the host where there is no tool. */
  readonly toolName: string;
  readonly kinds: Readonly<Record<BuiltInKind, DataAction>>;
  /** By detector id, shipped or the company's own; stronger than its kind's. */
  readonly byDetector: Readonly<Record<string, DataAction>>;
  readonly thresholds: DataThresholds;
  /** The company's own, labels in the reader's language. */
  readonly detectors: readonly CompanyDetector[];
  /** Filters of the company's own code and documents that have something to do here; labels in the reader's language. */
  readonly filters: readonly NamedFilter[];
  /** A detector failed on a text. */
  readonly onError: Fallback;
  /** Something that is no text, or too much of it. */
  readonly onUnreadable: Fallback;
  /** Why a file was not read, stronger than `onUnreadable`. */
  readonly unreadable: Readonly<Partial<Record<UnreadReason, Fallback>>>;
  /** What a file's name ends with, in lower case, for which `file-type` of `byDetector` holds. */
  readonly fileTypes: readonly string[];
  /** Sensitivity labels that the company has an action for, by id in `byDetector`. */
  readonly labels: readonly PlannedLabel[];
  /** To choose from before inserting anyway; none: no reason is asked for. */
  readonly reasons: readonly { readonly id: string; readonly text: string }[];
  /** The policy's words in the reader's language, in the small Markdown of all policy texts (`protocol/rich-text.ts`). */
  readonly texts: Readonly<Partial<Record<TextKind, string>>>;
  /** Tools that may be used in this one's place. */
  readonly alternatives: readonly { readonly name: string; readonly url: string | null }[];
  readonly contact: { readonly name: string | null; readonly email: string | null; readonly url: string | null };
}

export interface PlannedLabel {
  readonly id: string;
  /** As people know it. */
  readonly label: string;
  /** Microsoft's, in lower case; without `tenant` any company's. */
  readonly guid?: string | undefined;
  readonly tenant?: string | undefined;
  /** Another program's. */
  readonly property?: string | undefined;
  readonly value?: string | undefined;
}

/** Made once for a plan, used for every text. */
export function detectorsOf({ kinds, byDetector, detectors }: DataPlan): DetectorSet {
  const withAction = (wanted: (action: DataAction) => boolean): string[] =>
    Object.entries(byDetector).flatMap(([id, action]) => (wanted(action) ? [id] : []));
  return prepareDetectors({
    company: detectors,
    off: [...KINDS.filter((kind) => kinds[kind] === 'off'), ...withAction((action) => action === 'off')],
    on: withAction((action) => action !== 'off'),
  });
}

/** Scans a text as the plan wants it. A detector that could not be made is named in `unchecked`, like one that failed. */
export function scanFor(text: string, { thresholds }: DataPlan, detectors: DetectorSet): ScanResult {
  const { findings, unchecked } = scan(text, { detectors, thresholds });
  return { findings, unchecked: [...new Set([...unchecked, ...detectors.problems.map(({ detector }) => detector)])] };
}

export interface EvaluatedFinding {
  readonly finding: Finding;
  readonly action: Exclude<DataAction, 'off'>;
}

/** What to do about one text. */
export interface Evaluation {
  /** The strongest of all. `off`: nothing was found. From `warn` on there is a dialog. */
  readonly action: DataAction;
  /** What the dialog shows, in the order of the text: findings from `warn` on. Empty when only a detector failed. */
  readonly causes: readonly EvaluatedFinding[];
  /** Findings that are only counted. */
  readonly counted: readonly Finding[];
  /** Detectors that could not check the text. */
  readonly unchecked: readonly string[];
  /** To hand to `redact`; empty when the text cannot be offered with placeholders. */
  readonly replaceable: readonly Finding[];
  /** Whether something that was warned of is still there after `replaceable` is replaced: then a reason is due too. */
  readonly redactedStillWarns: boolean;
  /** Whether the text may be inserted as it is, with one of the plan's reasons where it has some. */
  readonly mayInsertAnyway: boolean;
}

/** Kinds whose detectors know how sure they are. */
const GRADED: ReadonlySet<string> = new Set<BuiltInKind>(['secret', 'personal', 'marking']);

/** What a placeholder takes the meaning of: a marking speaks of the whole text, and code without its lines is none. */
export const REDACTABLE: ReadonlySet<string> = new Set<BuiltInKind>(['secret', 'personal', 'words']);

/**
 * @param result of `scanFor` with the same plan, and what is the company's own
 * @param isRead false when something that may warn could not look at the text
 */
export function evaluate({ findings, unchecked }: ScanResult, plan: DataPlan, isRead = true): Evaluation {
  const evaluated = findings
    .filter((finding) => isEnough(finding, findings, plan.thresholds))
    .flatMap((finding): EvaluatedFinding[] => {
      const action = actionOn(finding, plan);
      return action === 'off' ? [] : [{ finding, action }];
    });
  const causes = evaluated.filter(({ action }) => action !== 'count');
  const failed: DataAction[] = [
    ...(unchecked.length === 0 ? [] : [FALLBACK_ACTIONS[plan.onError]]),
    ...(isRead ? [] : [FALLBACK_ACTIONS[plan.onUnreadable]]),
  ];
  const action = strongest([...evaluated.map((each) => each.action), ...failed]);
  const [replaceable, staying] = [causes.filter(isReplaceable), causes.filter((each) => !isReplaceable(each))];
  const mayRedact = action !== 'block' && staying.every((each) => each.action === 'warn');
  return {
    action,
    causes,
    counted: evaluated.flatMap((each) => (each.action === 'count' ? [each.finding] : [])),
    unchecked,
    replaceable: mayRedact ? replaceable.map(({ finding }) => finding) : [],
    redactedStillWarns: staying.length > 0 || failed.includes('warn'),
    mayInsertAnyway: action === 'warn',
  };
}

const FALLBACK_ACTIONS: Readonly<Record<Fallback, DataAction>> = { allow: 'count', warn: 'warn', block: 'block' };

/**
 * A detector's own action counts as it is. A kind's action stops at `warn` where the detector itself is not sure
 * (grade `warn`): what is likely, and sometimes wrong, never keeps anyone from working.
 */
export function actionOn(
  { kind, detector, grade }: Pick<Finding, 'kind' | 'detector' | 'grade'>,
  { kinds, byDetector }: Pick<DataPlan, 'kinds' | 'byDetector'>,
): DataAction {
  const own = byDetector[detector];
  if (own !== undefined) return own;
  const action = (kinds as Readonly<Record<string, DataAction>>)[kind] ?? kinds.words;
  return grade === 'warn' && GRADED.has(kind) && isStronger(action, 'warn') ? 'warn' : action;
}

function isReplaceable({ finding: { kind } }: EvaluatedFinding): boolean {
  return REDACTABLE.has(kind) || !([...KINDS, ...FILE_KINDS] as readonly string[]).includes(kind);
}

function isEnough({ kind, detector, places }: Finding, findings: readonly Finding[], least: DataThresholds): boolean {
  if (kind === 'code') return charactersOf(findings) >= least.codeCharacters;
  if (kind !== 'personal' || places.length > 1) return true;
  return findings.filter((each) => each.detector === detector).length >= least.identifiers;
}

function charactersOf(findings: readonly Finding[]): number {
  return findings.filter(({ kind }) => kind === 'code').reduce((sum, { place }) => sum + place.end - place.start, 0);
}

/**
 * The guard is three scripts. The first listens, and is there before the page's first script; the engine and the dialog come when
 * the document has been parsed and the browser rests, so that a page loads as soon as it would without them. They meet in the
 * extension's own world, which the page does not see. What is pasted before is held until they are there.
 */
import type { DetectorSet } from '../../data/detector-set.js';
import type { ReadPdf } from '../../data/files/pdf-text.js';
import type { ScanResult } from '../../data/finding.js';
import type { DataPlan, Evaluation } from '../../data/plan.js';
import type { Guarding } from './current-plan.js';
import type { OwnFound } from './engine/own.js';
import type { FileResult } from './files/check-files.js';
import type { Decided, FilesChoice, FilesQuestion, Question } from './question.js';

export interface Engine {
  readonly detectorsOf: (plan: DataPlan) => DetectorSet;
  readonly scanFor: (text: string, plan: DataPlan, detectors: DetectorSet) => ScanResult;
  /** For a text that is too long for one frame. */
  readonly scanInSlices: (text: string, plan: DataPlan, detectors: DetectorSet) => Promise<ScanResult>;
  /** A few milliseconds of the same work on a text of our own. */
  readonly warmUp: (plan: DataPlan, detectors: DetectorSet) => void;
  /** @param isRead false when something that may warn could not look at the text */
  readonly evaluate: (result: ScanResult, plan: DataPlan, isRead?: boolean) => Evaluation;
  /** Whether filters of the company's own code are to be asked about this text, which takes a moment. */
  readonly mayBeOwn: (text: string, plan: DataPlan) => boolean;
  readonly ownOf: (text: string, plan: DataPlan) => Promise<OwnFound>;
}

export interface Dialog {
  /** @param insertable the part of the question's text that would be inserted, from its start on */
  readonly decide: (question: Question, insertable: string) => Promise<Decided>;
  readonly decideFiles: (question: FilesQuestion) => Promise<FilesChoice>;
  /** A folder that was dropped cannot be read. */
  readonly refuseFolder: () => Promise<void>;
  /** The editor has not taken the text, which is not lost for that. */
  readonly offerCopy: (text: string) => Promise<void>;
  /** Says that a text or files are being checked. @returns what takes the sign away */
  readonly showSign: (what: 'text' | 'files') => () => void;
  readonly isOpen: () => boolean;
  /** Every trusted event goes here while it is open. */
  readonly take: (event: Event) => void;
  /** Whether this is the end of a keystroke that belonged to the dialog. */
  readonly endsOwnKey: (event: Event) => boolean;
}

/** What it says, in the order of the files. */
export interface FileChecker {
  /** @param isFolder whether a folder was chosen, of which these are the files */
  readonly checkFiles: (files: readonly File[], isFolder: boolean, guarding: Guarding) => Promise<FileResult[]>;
}

export interface Parts {
  readonly engine: Engine;
  readonly dialog: Dialog;
  /** Large, and comes only when a PDF is chosen. */
  readonly readPdf: ReadPdf;
  /** Comes with the first file. */
  readonly files: FileChecker;
}

interface World {
  gatepostDataGuard?: Partial<Parts> & { isStarted?: boolean; onArrival?: () => void };
}

/** What has arrived of them. */
export const parts = ((globalThis as World).gatepostDataGuard ??= {});

/** Parts that were asked for early come once more with the document; the first stay, since a dialog may be open. */
export function bring(part: Partial<Parts>): void {
  Object.assign(parts, { ...part, ...parts });
  parts.onArrival?.();
}

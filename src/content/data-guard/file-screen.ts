/** Files on their way to the tool: may they go on at once, are they looked at aside, or do they wait for an answer? */
import type { DataAction } from '../../data/data-actions.js';
import type { DataPlan } from '../../data/plan.js';
import { AcceptedTexts, SUBMIT_MS } from './accepted.js';
import { filesArrived, partsArrived } from './arrival.js';
import { planArrived, planNow, type Guarding } from './current-plan.js';
import { identityOf } from './file-identity.js';
import type { FileResult } from './files/check-files.js';
import { reportDegraded, reportFound } from './report.js';
import { withSign } from './with-sign.js';

const told = new AcceptedTexts();
/** What was handed over on purpose. */
const accepted = new AcceptedTexts();
/** What was found clean, or let through: a page that opens the same file again need not wait again. */
const passed = new AcceptedTexts();

const HINDERS: ReadonlySet<string> = new Set<DataAction>(['warn', 'redact', 'block']);

/** `aside`: the plan only counts, so nobody waits for it. */
export function filesWait(): 'not-looked-at' | 'aside' | 'held' {
  const plan = planNow();
  if (plan === null) return 'not-looked-at';
  return plan === undefined || hinders(plan) ? 'held' : 'aside';
}

function hinders({ kinds, byDetector, onError, onUnreadable, unreadable }: DataPlan): boolean {
  const actions = [kinds, byDetector, unreadable].flatMap((each) => Object.values(each));
  return [...actions, onError, onUnreadable].some((action) => HINDERS.has(action));
}

export function countAside(files: readonly File[], isFolder: boolean): void {
  void checked(files, isFolder);
}

/** @returns those that may be handed over; empty when none may */
export async function filesToHandOver(files: readonly File[], isFolder: boolean): Promise<readonly File[]> {
  const found = await withSign(checked(files, isFolder), 'files');
  if (found === null) return files;
  const { guarding, results } = found;
  const asked = results.filter((result) => HINDERS.has(result.action) && !isAccepted(result));
  const others = asked.some(isAboutFolder) ? 0 : files.length - asked.length;
  const choice = asked.length === 0 ? 'all' : await ask(guarding, asked, others);
  const kept =
    choice === 'all'
      ? files
      : choice === 'none'
        ? []
        : files.filter((file) => asked.every((each) => each.file !== file));
  for (const file of kept) passed.accept(identityOf(file), Date.now());
  return kept;
}

/** The page has had it already. */
export const isPassed = (file: File): boolean => passed.has(identityOf(file), Date.now(), SUBMIT_MS);

interface Checked {
  readonly guarding: Guarding;
  readonly results: readonly FileResult[];
}

/** @returns null where nothing is looked for */
async function checked(files: readonly File[], isFolder: boolean): Promise<Checked | null> {
  const guarding = await planArrived();
  if (guarding === null) return null;
  const { checkFiles } = await filesArrived();
  const results = await checkFiles(files, isFolder, guarding);
  for (const result of results) tell(guarding, result);
  return { guarding, results };
}

function tell({ plan: { rule } }: Guarding, { evaluation, unread, isFilterMissing, identity }: FileResult): void {
  if (unread.length > 0) reportDegraded(rule, 'unreadable');
  if (isFilterMissing) reportDegraded(rule, 'fingerprints-missing');
  if (evaluation.unchecked.length > 0) reportDegraded(rule, 'detector-failed');
  if (evaluation.counted.length === 0 || told.has(identity, Date.now(), SUBMIT_MS)) return;
  reportFound(rule, evaluation.counted, 'file', 'counted');
  told.accept(identity, Date.now());
}

/** A folder's first file stands for all of it: the rest is no choice of its own, and of a refused folder was never read. */
const isAboutFolder = ({ evaluation }: FileResult): boolean =>
  evaluation.causes.some(({ finding }) => finding.detector === 'folder');

const isAccepted = ({ action, identity }: FileResult): boolean =>
  action === 'warn' && accepted.has(identity, Date.now(), SUBMIT_MS);

async function ask(guarding: Guarding, results: readonly FileResult[], others: number) {
  const { dialog } = await partsArrived();
  const choice = await dialog.decideFiles({ guarding, results, others });
  for (const { action, evaluation, identity } of results) {
    const outcome = choice === 'all' ? 'inserted' : action === 'block' ? 'blocked' : 'cancelled';
    reportFound(guarding.plan.rule, evaluation.causes, 'file', outcome);
    if (choice === 'all') accepted.accept(identity, Date.now());
  }
  return choice;
}

/** What the dialog says. Pure: a question in, words out. */
import { FILE_KINDS, KINDS, type Finding } from '../../../data/finding.js';
import type { DataPlan, Evaluation, TextKind } from '../../../data/plan.js';

export type Texts = (key: string, ...values: string[]) => string;

export interface ShownFinding {
  readonly label: string;
  /** Masked; empty when nothing of it may be shown. */
  readonly sample: string;
  /** Where, or how much. */
  readonly where: string;
}

export interface DialogView {
  readonly heading: string;
  /** Above what was found. */
  readonly foundHeading: string;
  readonly found: readonly ShownFinding[];
  readonly more: string | null;
  /** Above `why`; empty where that says itself what to do. */
  readonly whyHeading: string;
  /** In the small Markdown of policy texts. */
  readonly why: readonly string[];
  readonly alternatives: DataPlan['alternatives'];
  readonly contact: { readonly text: string; readonly address: string | null } | null;
  /** What the button that inserts placeholders says; null when that is not offered. */
  readonly redact: string | null;
  /** Whether placeholders alone are not enough, so that a reason is due for them too. */
  readonly redactNeedsReason: boolean;
  readonly cancel: string;
  readonly anyway: { readonly summary: string; readonly button: string } | null;
  readonly reasons: DataPlan['reasons'];
  /** What becomes of what was looked at. */
  readonly privacy: string;
}

export interface Asked {
  readonly plan: DataPlan;
  readonly evaluation: Evaluation;
  /** True when the text is in the editor already and is about to be sent. */
  readonly isSubmit: boolean;
  /** How many stretches placeholders would stand for. */
  readonly replaced: number;
  readonly unreadable: boolean;
  /** Whether the text has more lines than one. */
  readonly hasLines: boolean;
}

const MOST_SHOWN = 5;

export function dialogView(asked: Asked, texts: Texts): DialogView {
  const { plan, evaluation, isSubmit, replaced } = asked;
  const found = shownFindings(asked, texts);
  return {
    heading: headingOf(asked, texts),
    foundHeading: texts('data_dialog_found'),
    ...firstOf(found, texts),
    whyHeading: texts('data_dialog_why'),
    why: whyOf(asked, texts),
    alternatives: plan.alternatives,
    contact: contactOf(plan, texts),
    redact:
      replaced === 0 ? null : texts(isSubmit ? 'data_dialog_redact_submit' : 'data_dialog_redact', String(replaced)),
    redactNeedsReason: evaluation.redactedStillWarns && plan.reasons.length > 0,
    cancel: texts(isSubmit ? 'data_dialog_back' : 'data_dialog_cancel'),
    anyway: evaluation.mayInsertAnyway
      ? {
          summary: texts(isSubmit ? 'data_dialog_send_anyway' : 'data_dialog_insert_anyway'),
          button: texts(isSubmit ? 'data_dialog_send' : 'data_dialog_insert'),
        }
      : null,
    reasons: plan.reasons,
    privacy: texts('data_dialog_privacy'),
  };
}

/** Five are read; the rest are counted. */
export function firstOf(found: readonly ShownFinding[], texts: Texts): Pick<DialogView, 'found' | 'more'> {
  return {
    found: found.slice(0, MOST_SHOWN),
    more: found.length > MOST_SHOWN ? texts('data_dialog_more', String(found.length - MOST_SHOWN)) : null,
  };
}

function headingOf({ plan, evaluation, unreadable }: Asked, texts: Texts): string {
  const tool = plan.toolName;
  if (unreadable || evaluation.causes.length === 0) return texts('data_dialog_heading_unchecked');
  if (evaluation.action === 'warn') return texts('data_dialog_heading_warn', tool);
  return texts('data_dialog_heading_block', tool);
}

function shownFindings({ evaluation, hasLines }: Asked, texts: Texts): ShownFinding[] {
  const known = new Set<string>();
  return evaluation.causes.flatMap(({ finding }) => {
    const shown = { label: labelOf(finding, texts), sample: finding.sample, where: whereOf(finding, hasLines, texts) };
    const key = Object.values(shown).join(' ');
    if (known.has(key)) return [];
    known.add(key);
    return [shown];
  });
}

/** Names of keys and numbers are the same in every language; kinds that are no names are said in the reader's. */
export function labelOf({ kind, label }: Finding, texts: Texts): string {
  return kind === 'code' || kind === 'log' ? texts(`data_kind_${kind}`) : label;
}

function whereOf({ kind, count, places, place }: Finding, hasLines: boolean, texts: Texts): string {
  if (kind === 'own') return '';
  if (kind === 'code' || kind === 'log') return texts('data_dialog_lines', String(count));
  if (places.length > 1) return texts('data_dialog_values', String(count));
  return hasLines ? texts('data_dialog_line', String(place.line)) : '';
}

function whyOf({ plan, evaluation, unreadable }: Asked, texts: Texts): string[] {
  if (unreadable) return [texts('data_dialog_unreadable')];
  if (evaluation.causes.length === 0) return [texts('data_dialog_unchecked')];
  return whyOfKinds(evaluation, plan, texts);
}

/** The company's own words, or ours where it has none. */
export function whyOfKinds({ causes }: Pick<Evaluation, 'causes'>, plan: DataPlan, texts: Texts): string[] {
  const kinds = causes.map(({ finding: { kind } }) => (isKnown(kind) ? kind : 'words'));
  return [...new Set(kinds)].map((kind) => plan.texts[kind] ?? texts(`data_why_${kind}`));
}

const isKnown = (kind: string): kind is TextKind => ([...KINDS, ...FILE_KINDS] as readonly string[]).includes(kind);

export function contactOf({ contact: { name, email, url } }: DataPlan, texts: Texts): DialogView['contact'] {
  const shown = name ?? email ?? url;
  if (shown === null) return null;
  return { text: texts('data_dialog_contact', shown), address: email === null ? url : `mailto:${email}` };
}

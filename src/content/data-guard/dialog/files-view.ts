/** What the dialog says about files. Pure: a question in, words out. */
import type { UnreadReason } from '../../../data/files/unreadable.js';
import type { Finding } from '../../../data/finding.js';
import { strongest } from '../../../data/data-actions.js';
import type { FileResult } from '../files/check-files.js';
import type { FilesQuestion } from '../question.js';
import { contactOf, firstOf, labelOf, whyOfKinds, type DialogView, type ShownFinding, type Texts } from './view.js';

export type FilesAsked = Pick<FilesQuestion, 'others'> & {
  readonly plan: FilesQuestion['guarding']['plan'];
  readonly results: readonly (Pick<FileResult, 'action' | 'evaluation' | 'unread'> & {
    readonly file: Pick<File, 'name' | 'webkitRelativePath'>;
  })[];
};
type Result = FilesAsked['results'][number];

export function filesView(asked: FilesAsked, texts: Texts): DialogView {
  const { plan, results, others } = asked;
  const action = strongest(results.map((result) => result.action));
  return {
    heading: headingOf(asked, action === 'warn', texts),
    foundHeading: texts('data_files_found'),
    ...firstOf(
      results.flatMap((result) => shownOf(result, texts)),
      texts,
    ),
    whyHeading: texts('data_dialog_why'),
    why: whyOf(asked, texts),
    alternatives: plan.alternatives,
    contact: contactOf(plan, texts),
    redact: others === 0 ? null : texts('data_files_others', String(others)),
    redactNeedsReason: false,
    cancel: texts('data_files_cancel'),
    anyway: action === 'warn' ? { summary: texts('data_files_anyway'), button: texts('data_files_upload') } : null,
    reasons: plan.reasons,
    privacy: texts('data_files_privacy'),
  };
}

function headingOf({ plan, results }: FilesAsked, mayGoOn: boolean, texts: Texts): string {
  const many = results.length > 1;
  const isUnread = results.every(({ evaluation }) => evaluation.causes.length === 0);
  if (isUnread && mayGoOn) return texts(many ? 'data_files_heading_unread' : 'data_file_heading_unread');
  const [one, several] = mayGoOn
    ? (['data_file_heading_warn', 'data_files_heading_warn'] as const)
    : (['data_file_heading_block', 'data_files_heading_block'] as const);
  return texts(many ? several : one, plan.toolName);
}

function shownOf({ file, evaluation: { causes, unchecked }, unread }: Result, texts: Texts): ShownFinding[] {
  const found = new Map(
    causes.map(({ finding }): [string, ShownFinding] => [
      `${finding.detector} ${finding.sample}`,
      { label: nameOf(finding, texts), sample: finding.sample, where: whereOf(finding, file) },
    ]),
  );
  const unreadable = unread.map((reason) => ({
    label: texts(`data_unread_${keyOf(reason)}`),
    sample: '',
    where: file.name,
  }));
  const failed = unchecked.length === 0 ? [] : [{ label: texts('data_file_unchecked'), sample: '', where: file.name }];
  return [...found.values(), ...unreadable, ...failed];
}

const keyOf = (reason: UnreadReason): string => reason.replace('-', '_');

/** Of a folder its own name; otherwise the file's. */
function whereOf({ detector }: Finding, { name, webkitRelativePath }: Result['file']): string {
  const [folder = ''] = webkitRelativePath.split('/');
  return detector === 'folder' && folder !== '' ? folder : name;
}

function nameOf(finding: Finding, texts: Texts): string {
  if (finding.detector === 'folder') return texts('data_file_folder');
  if (finding.detector === 'file-type') return texts('data_file_type', finding.label);
  return finding.kind === 'label' ? texts('data_file_label', finding.label) : labelOf(finding, texts);
}

function whyOf({ plan, results }: FilesAsked, texts: Texts): string[] {
  const found = results.flatMap(({ evaluation }) => whyOfKinds(evaluation, plan, texts));
  const isUnread = results.some(({ evaluation: { unchecked }, unread }) => unread.length + unchecked.length > 0);
  return [...new Set([...found, ...(isUnread ? [texts('data_files_unread')] : [])])];
}

/** A dropped folder reaches a page only by the browser's own hand. */
export function folderView(texts: Texts): DialogView {
  return {
    heading: texts('data_folder_heading'),
    foundHeading: '',
    found: [],
    more: null,
    whyHeading: '',
    why: [texts('data_folder_why')],
    alternatives: [],
    contact: null,
    redact: null,
    redactNeedsReason: false,
    cancel: texts('data_dialog_close'),
    anyway: null,
    reasons: [],
    privacy: '',
  };
}

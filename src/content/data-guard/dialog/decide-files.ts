/** Asks the reader about files, and says which of them go on. */
import type { FilesChoice, FilesQuestion } from '../question.js';
import { openDialog } from './dialog.js';
import { filesView, folderView } from './files-view.js';
import { renderDialog } from './render.js';
import { texts } from './texts.js';

const CHOICES: Readonly<Record<string, FilesChoice>> = { insert: 'all', redact: 'others' };

export async function decideFiles({ guarding: { plan }, results, others }: FilesQuestion): Promise<FilesChoice> {
  const view = filesView({ plan, results, others }, texts);
  const { act } = await openDialog(renderDialog(view, texts), texts('data_dialog_reason_missing'));
  return CHOICES[act] ?? 'none';
}

export async function refuseFolder(): Promise<void> {
  await openDialog(renderDialog(folderView(texts), texts), '');
}

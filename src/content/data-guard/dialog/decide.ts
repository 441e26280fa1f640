/** Asks the reader about a text, and says what is to be done with it. */
import type { Finding } from '../../../data/finding.js';
import { redact } from '../../../data/redact.js';
import type { Decided, Question } from '../question.js';
import { openDialog } from './dialog.js';
import { renderCopy, renderDialog } from './render.js';
import { texts } from './texts.js';
import { dialogView } from './view.js';

/** @param insertable the part of the question's text that would be inserted, from its start on */
export async function decide(question: Question, insertable: string): Promise<Decided> {
  const { evaluation, guarding, channel, unreadable } = question;
  const redacted = redact(insertable, within(evaluation.replaceable, insertable.length));
  const view = dialogView(
    {
      plan: guarding.plan,
      evaluation,
      isSubmit: channel === 'submit',
      // What stands outside of the inserted text is gone with placeholders too.
      replaced: evaluation.replaceable.length === 0 ? 0 : Math.max(redacted.replaced, 1),
      unreadable,
      hasLines: insertable.includes('\n'),
    },
    texts,
  );
  const choice = await openDialog(renderDialog(view, texts), texts('data_dialog_reason_missing'));
  switch (choice.act) {
    case 'insert':
      return { outcome: 'inserted', decision: { text: insertable, original: true } };
    case 'redact':
      return { outcome: 'redacted', decision: { text: redacted.text, original: false } };
    case 'copy':
    case 'cancel':
      return { outcome: evaluation.action === 'block' ? 'blocked' : 'cancelled', decision: null };
  }
}

function within(findings: readonly Finding[], length: number): Finding[] {
  return findings.map((finding) => ({ ...finding, places: finding.places.filter(({ end }) => end <= length) }));
}

/** The editor has not taken the text, which is not lost for that. */
export async function offerCopy(text: string): Promise<void> {
  const choice = await openDialog(renderCopy(text, texts), '');
  if (choice.act !== 'copy') return;
  // Absent on pages that are not secure.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  await (clipboard?.writeText(text) ?? Promise.reject(new Error())).catch(() => {
    copyByCommand(text);
  });
}

function copyByCommand(text: string): void {
  const fill = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  window.addEventListener('copy', fill, true);
  document.execCommand('copy');
  window.removeEventListener('copy', fill, true);
}

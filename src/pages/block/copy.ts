/** "Copy details for support". Where the clipboard is closed to us, the text is shown for copying by hand. */
import { byId, showText } from '../shared/elements.js';
import { texts } from '../shared/texts.js';

export async function copyDetails(): Promise<void> {
  const field = byId('copied') as HTMLTextAreaElement;
  try {
    await navigator.clipboard.writeText(field.value);
    showText('copy-live', texts('blocked_copy_done'));
  } catch {
    field.hidden = false;
    field.select();
    showText('copy-live', texts('blocked_copy_by_hand'));
  }
}

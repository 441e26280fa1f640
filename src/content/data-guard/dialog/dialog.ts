/**
 * The guard's own dialog over the page: a modal `<dialog>` in a closed shadow root, above whatever modal the page has open. The
 * guard's listeners on `window` were there before the page's, and hand every event to `take` while it is open: the page sees no
 * key and no click, and nothing that a script has made acts.
 */
import { STYLE } from './style.js';

export type Choice =
  { readonly act: 'cancel' } | { readonly act: 'redact' | 'insert' | 'copy'; readonly reason: string | null };

interface Opened {
  readonly root: ShadowRoot;
  readonly close: (choice: Choice) => void;
}

let opened: Opened | null = null;
/** Resolves when the dialogs that were asked for before are closed. */
let before: Promise<unknown> = Promise.resolve();
/** Keys that went down while the dialog was open: the page is not shown their coming up either. */
const heldKeys = new Set<string>();
let sheet: CSSStyleSheet | null = null;

export const isDialogOpen = (): boolean => opened !== null;

/** A closed root of our own, on the document itself: the page may write its body anew. */
export function attachRoot(): { host: HTMLElement; root: ShadowRoot } {
  const host = document.createElement('gatepost-data-guard');
  const root = host.attachShadow({ mode: 'closed' });
  if (sheet === null) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
  }
  root.adoptedStyleSheets.push(sheet);
  document.documentElement.append(host);
  return { host, root };
}

/**
 * One after the other: files that took long to read may come while something else is asked, and nobody has refused them.
 *
 * @param dialog its first button is the safe choice @param missing what to say when a reason is due
 */
export function openDialog(dialog: HTMLDialogElement, missing: string): Promise<Choice> {
  const choice = before.then(() => shown(dialog, missing));
  before = choice.catch(() => undefined);
  return choice;
}

async function shown(dialog: HTMLDialogElement, missing: string): Promise<Choice> {
  const { host, root } = attachRoot();
  root.append(dialog);
  dialog.lang = chrome.i18n.getMessage('locale_tag');
  // A page that takes the dialog away has not answered for its reader.
  const removed = new MutationObserver(() => {
    if (!host.isConnected) opened?.close({ act: 'cancel' });
  });
  removed.observe(document, { childList: true });
  removed.observe(document.documentElement, { childList: true });
  const choice = await new Promise<Choice>((resolve) => {
    opened = { root, close: resolve };
    dialog.addEventListener('close', () => {
      resolve({ act: 'cancel' });
    });
    root.querySelector('#error')?.setAttribute('data-missing', missing);
    dialog.showModal();
    root.querySelector<HTMLElement>('[data-act]')?.focus();
  });
  opened = null;
  removed.disconnect();
  dialog.close();
  host.remove();
  return choice;
}

/** Every trusted event comes here first while the dialog is open. */
export function take(event: Event): void {
  event.stopImmediatePropagation();
  // The browser would open a file that is dropped on what lies below.
  if (event.type === 'drop') event.preventDefault();
  if (event instanceof KeyboardEvent) takeKey(event);
  if (event instanceof MouseEvent && event.type === 'click') takeClick(event);
}

/** Whether this is the end of a keystroke that belonged to the dialog. */
export function endsOwnKey(event: Event): boolean {
  return event instanceof KeyboardEvent && event.type === 'keyup' && heldKeys.delete(event.code);
}

function takeKey(event: KeyboardEvent): void {
  if (event.type === 'keydown') heldKeys.add(event.code);
  if (event.type === 'keyup') heldKeys.delete(event.code);
  // The key that led to the dialog may still be down: it answers nothing.
  if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
}

function takeClick(event: MouseEvent): void {
  if (opened === null) return;
  const { root } = opened;
  const byKeyboard = event.clientX === 0 && event.clientY === 0;
  const element = byKeyboard ? root.activeElement : root.elementFromPoint(event.clientX, event.clientY);
  const act = element?.closest<HTMLElement>('[data-act]')?.dataset['act'];
  if (act === 'cancel') opened.close({ act });
  if (act === 'insert' || act === 'redact' || act === 'copy') choose(opened, act, element?.closest('details') ?? null);
}

/** Inside of "anyway" a reason is due, where the policy has some. */
function choose({ root, close }: Opened, act: 'insert' | 'redact' | 'copy', anyway: Element | null): void {
  const reasons = [...(anyway?.querySelectorAll<HTMLInputElement>('input') ?? [])];
  const reason = reasons.find(({ checked }) => checked)?.value ?? null;
  if (reasons.length === 0 || reason !== null) {
    close({ act, reason });
    return;
  }
  const error = root.querySelector<HTMLElement>('#error');
  if (error !== null) error.textContent = error.dataset['missing'] ?? '';
  reasons[0]?.focus();
}

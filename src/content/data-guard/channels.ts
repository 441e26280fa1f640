/**
 * The guard's listeners: in the capture phase of `window`, from before the page's first script, so that they are first. One
 * function for all of them; while the dialog is open every event is the dialog's.
 */
import { onFileDrop, onFileInput } from './file-doors.js';
import { checkInput, checkKey, degraded } from './health.js';
import { isInserting } from './insert.js';
import { parts, type Dialog } from './parts.js';
import { noteComposer, onClick, onEnter, onSubmit } from './sending.js';
import { onBeforeInput, onDrop, onPaste } from './transfers.js';

const WATCHED = ['paste', 'drop', 'beforeinput', 'input', 'keydown', 'keyup', 'click', 'submit', 'focusin', 'change'];
/** What the page must not see of our dialog. */
const DIALOG_ONLY = [
  ...['keypress', 'pointerdown', 'pointerup', 'mousedown', 'mouseup', 'dblclick', 'auxclick', 'contextmenu'],
  ...['focusout', 'copy', 'cut', 'compositionstart', 'compositionupdate', 'compositionend'],
];

const PROBE = 'gatepost-probe';
let probed = false;

/** Adding a listener twice is adding it once. */
function listen(): void {
  for (const type of WATCHED) window.addEventListener(type, handle, true);
  for (const type of DIALOG_ONLY) window.addEventListener(type, dialogOnly, true);
  window.addEventListener(PROBE, probe, true);
}

const openDialog = (): Dialog | null => (parts.dialog?.isOpen() === true ? parts.dialog : null);

const probe = (event: Event): void => {
  probed = true;
  event.stopImmediatePropagation();
};

const dialogOnly = (event: Event): void => {
  if (event.isTrusted) openDialog()?.take(event);
};

const handle = (event: Event): void => {
  if (!event.isTrusted || isInserting()) return;
  // A file that was chosen before the dialog came up waits for its own.
  if ((event.type === 'input' || event.type === 'change') && onFileInput(event)) return;
  const dialog = openDialog();
  if (dialog !== null) {
    dialog.take(event);
    return;
  }
  switch (event.type) {
    case 'paste':
      onPaste(event as ClipboardEvent);
      return;
    case 'drop':
      if (!onFileDrop(event as DragEvent)) onDrop(event as DragEvent);
      return;
    case 'beforeinput':
      onBeforeInput(event as InputEvent);
      return;
    case 'input':
      checkInput(event as InputEvent);
      noteComposer();
      return;
    case 'click':
      onClick(event as MouseEvent);
      return;
    case 'submit':
      onSubmit(event as SubmitEvent);
      return;
    case 'change':
      return;
    case 'focusin':
      noteComposer();
      return;
    default:
      onKey(event as KeyboardEvent);
  }
};

function onKey(event: KeyboardEvent): void {
  if (event.type === 'keyup') {
    if (parts.dialog?.endsOwnKey(event) === true) event.stopImmediatePropagation();
    return;
  }
  if (event.key === 'Enter') onEnter(event);
  else checkKey(event);
}

function hearsProbe(): boolean {
  probed = false;
  window.dispatchEvent(new Event(PROBE));
  return probed;
}

export function watchChannels(): void {
  listen();
  // A page that writes itself anew (`document.open`) takes every listener off its window, and may have put its own there first.
  new MutationObserver(() => {
    const wereRemoved = !hearsProbe();
    listen();
    if (wereRemoved) degraded('listeners-removed');
  }).observe(document, { childList: true });
}

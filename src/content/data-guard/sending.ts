/**
 * The second look, when a text is about to be sent: for what came in without an event of its own, such as typed text. A send that
 * has to wait is stopped, and done again as the reader decides.
 */
import { decisionOn, offerCopy } from './ask.js';
import { currentSpot, editableOf, isField, textOf, wholeSpot } from './composer.js';
import { insertAt } from './insert.js';
import { screen } from './screen.js';
import { deepestFocus, elementAt } from './shadow.js';
import { plainParts } from './transfer.js';
import { stop } from './stop.js';

/** Held on to: of a weak reference the browser drops the element's wrapper while the element lives (seen in Chromium 156). */
let composer: HTMLElement | null = null;
/** Of the composer, when it was last found clean. In this page's memory only. */
let lastClean = '';
let resuming = false;
/** When something was last seen that may have sent the text, or have taken it out of the editor. */
let sendSeenAtMs = 0;

/** The editor that was last written in: at a click the focus has left it already. */
export function noteComposer(): void {
  const editable = editableOf(deepestFocus());
  if (editable !== null) composer = editable;
}

export function lastComposer(): HTMLElement | null {
  return composer?.isConnected === true ? composer : null;
}

export const lastSendAtMs = (): number => sendSeenAtMs;

export function onEnter(event: KeyboardEvent): void {
  // 229: the key belongs to an input method, which commits its text by it.
  if (event.shiftKey || event.isComposing || event.keyCode === 229) return;
  const editable = editableOf(deepestFocus());
  if (editable === null) return;
  look(event, editable, () => {
    resumeEnter(event);
  });
}

const SENDS = 'button, a, label, input, [role=button], [type=submit]';
/** Opens, switches or chooses something: nothing is sent by that. */
const NO_SEND =
  '[aria-haspopup], [aria-pressed], [aria-expanded], [role=toolbar] *, [role^=menuitem], [role=tab], [role=option], [role=switch], nav *, a[href]:not([href^="#"]):not([role=button])';

export function onClick(event: MouseEvent): void {
  const editable = lastComposer();
  const target = elementAt(event);
  const control = target?.closest<HTMLElement>(SENDS) ?? null;
  if (control !== null || target?.closest(NO_SEND)) sendSeenAtMs = performance.now();
  if (
    editable === null ||
    control === null ||
    control.matches(NO_SEND) ||
    editable.contains(control) ||
    control === editable
  )
    return;
  look(event, editable, () => {
    control.click();
  });
}

export function onSubmit(event: SubmitEvent): void {
  const form = event.target;
  if (resuming || !(form instanceof HTMLFormElement)) return;
  const written = [...form.elements].find((each) => isField(each) && each.value.trim() !== '');
  const editable = written instanceof HTMLElement ? written : lastComposer();
  if (editable === null) return;
  look(event, editable, () => {
    form.requestSubmit(event.submitter);
  });
}

function look(event: Event, editable: HTMLElement, resume: () => void): void {
  sendSeenAtMs = performance.now();
  const text = textOf(editable);
  if (text === lastClean) return;
  const screened = screen(text, 'submit');
  if (screened.kind === 'clean') {
    lastClean = text;
    return;
  }
  stop(event);
  const spot = currentSpot();
  const decided = async (): Promise<void> => {
    const decision = await decisionOn(screened, text);
    if (decision?.original === false) await replace(editable, decision.text);
    else spot.restore();
    if (decision?.original === true) again(resume);
  };
  void decided();
}

/** The reader looks at it, and sends it then. */
async function replace(editable: HTMLElement, text: string): Promise<void> {
  const done = await insertAt(wholeSpot(editable), text, plainParts(text));
  if (!done) await offerCopy(text);
}

function again(resume: () => void): void {
  resuming = true;
  try {
    resume();
  } finally {
    resuming = false;
  }
}

/** The page's own handlers decide by the keydown; what the browser would have done for nobody's is done after it. */
function resumeEnter(event: KeyboardEvent): void {
  const target = deepestFocus();
  if (target === null) return;
  const { key, code, keyCode, ctrlKey, metaKey, altKey } = event;
  const init = {
    key,
    code,
    keyCode,
    which: keyCode,
    ctrlKey,
    metaKey,
    altKey,
    bubbles: true,
    cancelable: true,
    composed: true,
  };
  const goesOn = ['keydown', 'keypress'].every((type) => target.dispatchEvent(new KeyboardEvent(type, init)));
  if (goesOn) enterByDefault(target);
  target.dispatchEvent(new KeyboardEvent('keyup', init));
}

function enterByDefault(target: Element): void {
  if (target instanceof HTMLInputElement) target.form?.requestSubmit();
  else document.execCommand(target instanceof HTMLTextAreaElement ? 'insertLineBreak' : 'insertParagraph');
}

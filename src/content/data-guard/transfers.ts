/** Pastes, drops and insertions: a clean one is the browser's own, anything else is stopped, and goes on as the reader decides. */
import { decisionOn, offerCopy } from './ask.js';
import { currentSpot, dropSpot, isPasswordField, type Spot } from './composer.js';
import { insertAt } from './insert.js';
import { screen, type Screened } from './screen.js';
import { deepestFocus } from './shadow.js';
import { stop } from './stop.js';
import { carriedBy, plainParts, type Carried } from './transfer.js';

let seenAtMs = -Infinity;

/** How long ago a paste or a drop was checked, in milliseconds. */
export const transferAgeMs = (): number => performance.now() - seenAtMs;

export function onPaste(event: ClipboardEvent): void {
  seenAtMs = performance.now();
  if (isPasswordField(deepestFocus())) return;
  const carried = carriedBy(event.clipboardData);
  const screened = screen(carried.scanned, 'paste');
  if (screened.kind === 'clean') return;
  const spot = currentSpot();
  hold(event, carried, { screened, spot });
}

export function onDrop(event: DragEvent): void {
  seenAtMs = performance.now();
  const carried = carriedBy(event.dataTransfer);
  const screened = screen(carried.scanned, 'drop');
  if (screened.kind !== 'clean') hold(event, carried, { screened, spot: dropSpot(event) });
}

/** Characters that nobody types at once: dictation, a suggestion, a text from another program. */
const TYPED_AT_ONCE = 7;
const AT_ONCE = /^insert(?:FromPaste|FromDrop|FromYank|ReplacementText|Text)$/;
/** A paste's own insertion follows in the same task. */
const SAME_MS = 500;

/** What comes without a paste or a drop of its own. */
export function onBeforeInput(event: InputEvent): void {
  if (!AT_ONCE.test(event.inputType) || isPasswordField(deepestFocus())) return;
  if (event.inputType.startsWith('insertFrom') && transferAgeMs() < SAME_MS) return;
  const carried = carriedBy(event.dataTransfer);
  const text = event.data ?? carried.text;
  if (text.length <= TYPED_AT_ONCE) return;
  const screened = screen(event.data ?? carried.scanned, 'insert');
  const parts = event.data === null ? carried.parts : () => plainParts(text);
  if (screened.kind !== 'clean') hold(event, { ...carried, text, parts }, { screened, spot: currentSpot() });
}

interface Held {
  readonly screened: Exclude<Screened, { kind: 'clean' }>;
  readonly spot: Spot;
}

function hold(event: Event, { text, parts }: Carried, { screened, spot }: Held): void {
  stop(event);
  const whole = parts();
  const decided = async (): Promise<void> => {
    const decision = await decisionOn(screened, text);
    if (decision === null) {
      spot.restore();
      return;
    }
    const handed = decision.original ? whole : plainParts(decision.text);
    if (!(await insertAt(spot, decision.text, handed))) await offerCopy(decision.text);
  };
  void decided();
}

/** Pastes, drops and insertions: a clean one is the browser's own, anything else is stopped, and goes on as the reader decides. */
import { decisionOn, offerCopy } from './ask.js';
import { countAside, filesToHandOver, filesWait } from './file-screen.js';
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
  const files = filesWaiting(carried.text, [...(event.clipboardData?.files ?? [])]);
  if (screened.kind === 'clean' && files.length === 0) return;
  const spot = currentSpot();
  hold(event, carried, { screened, spot, files });
}

/** Office puts a picture of what was copied beside its text, which is looked at. */
function filesWaiting(text: string, files: readonly File[]): readonly File[] {
  const own = text === '' ? files : files.filter(({ type }) => !type.startsWith('image/'));
  const waits = own.length === 0 ? 'not-looked-at' : filesWait();
  if (waits === 'aside') countAside(own, false);
  return waits === 'held' ? own : [];
}

export function onDrop(event: DragEvent): void {
  seenAtMs = performance.now();
  const carried = carriedBy(event.dataTransfer);
  const screened = screen(carried.scanned, 'drop');
  if (screened.kind !== 'clean') hold(event, carried, { screened, spot: dropSpot(event), files: [] });
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
  if (screened.kind !== 'clean') hold(event, { ...carried, text, parts }, { screened, spot: currentSpot(), files: [] });
}

interface Held {
  readonly screened: Screened;
  readonly spot: Spot;
  /** Those that wait for an answer of their own. */
  readonly files: readonly File[];
}

function hold(event: Event, { text, parts }: Carried, { screened, spot, files }: Held): void {
  stop(event);
  const whole = parts();
  const decided = async (): Promise<void> => {
    const decision = await decisionOn(screened, text);
    // Of what is refused nothing goes on, so that there is nothing to ask about its files.
    const asked = decision === null ? [] : files;
    // A picture that Office puts beside the text shows what placeholders stand for.
    const others = decision?.original === true ? whole.files : [];
    const kept = asked.length === 0 ? others : await filesToHandOver(asked, false);
    if (decision === null || (text === '' && kept.length === 0)) {
      spot.restore();
      return;
    }
    const handed = { ...(decision.original ? whole : plainParts(decision.text)), files: kept };
    const isTaken = await insertAt(spot, decision.text, handed);
    if (!isTaken && decision.text !== '') await offerCopy(decision.text);
  };
  void decided();
}

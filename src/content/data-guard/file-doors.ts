/**
 * The doors by which files come: a page's file input and a drop. What has to wait is stopped, read, and handed over as the reader
 * decides: the input is empty meanwhile, and stays so after a refusal, so that the same file can be chosen again.
 */
import { partsArrived } from './arrival.js';
import { identityOf } from './file-identity.js';
import { countAside, filesToHandOver, filesWait } from './file-screen.js';
import { isFirefox, pageTransfer, withTransfer } from './page-transfer.js';
import { degraded } from './health.js';
import { elementAt, shadowRootOf } from './shadow.js';
import { stop } from './stop.js';

const FILE_INPUTS = 'input[type=file]';

/** Their `input` was stopped: their `change`, which comes in the same task, is too. */
const held = new WeakSet<HTMLInputElement>();
/** What the page has of an input already. */
const known = new WeakMap<HTMLInputElement, string>();

/** @returns whether the event was about files, and nobody else has to look at it */
export function onFileInput(event: Event): boolean {
  const inputs = fileInputsOf(event);
  for (const input of inputs) onFilesIn(input, event);
  return inputs.length > 0;
}

function onFilesIn(input: HTMLInputElement, event: Event): void {
  if (event.type === 'change' && held.has(input)) {
    stop(event);
    return;
  }
  const files = [...(input.files ?? [])];
  const isFolder = files.some(({ webkitRelativePath }) => webkitRelativePath !== '');
  const waits = filesWait();
  if (files.length === 0) return;
  if (waits !== 'held') {
    known.set(input, contentOf(input));
    if (waits === 'aside' && event.type === 'input') countAside(files, isFolder);
    return;
  }
  stop(event);
  input.value = '';
  held.add(input);
  void Promise.all([filesToHandOver(files, isFolder), taskEnded()]).then(([kept]) => {
    held.delete(input);
    if (kept.length > 0) give(input, kept);
  });
}

/** An answer that needs no reading of the file is there before `change` has come, which would be taken for a second choice. */
function taskEnded(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}

/**
 * A `change` does not leave a closed root and an `input` does, named by the root's host: of whichever of the controls in it. All that
 * the page does not have yet are looked at.
 */
function fileInputsOf(event: Event): HTMLInputElement[] {
  const [target] = event.composedPath();
  if (target instanceof HTMLInputElement) return target.type === 'file' ? [target] : [];
  // What is typed has events of its own class.
  const root = target instanceof HTMLElement && !(event instanceof InputEvent) ? shadowRootOf(target) : null;
  return root === null ? [] : filledIn(root).filter((input) => known.get(input) !== contentOf(input));
}

function filledIn(root: ShadowRoot): HTMLInputElement[] {
  const inputs = [...root.querySelectorAll<HTMLInputElement>(FILE_INPUTS)];
  const inner = [...root.querySelectorAll('*')].flatMap((element) => {
    const deeper = shadowRootOf(element);
    return deeper === null ? [] : filledIn(deeper);
  });
  return [...inputs.filter(({ files }) => (files?.length ?? 0) > 0), ...inner];
}

const contentOf = ({ files }: HTMLInputElement): string => [...(files ?? [])].map(identityOf).join('\n');

/** The page learns of them as it would have. */
function give(input: HTMLInputElement, files: readonly File[]): void {
  input.files = pageTransfer({ texts: [], files }).files;
  known.set(input, contentOf(input));
  input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

/** @returns whether the drop carried files, and nobody else has to look at it */
export function onFileDrop(event: DragEvent): boolean {
  const files = [...(event.dataTransfer?.files ?? [])];
  // Of a drop on a bare text or on the document itself no element is the target.
  const target = elementAt(event) ?? document.documentElement;
  // The browser fills an input by itself, and its events follow.
  if (files.length === 0 || target.matches(FILE_INPUTS)) return files.length > 0;
  const waits = filesWait();
  if (waits === 'not-looked-at') return true;
  const hasFolder = [...(event.dataTransfer?.items ?? [])].some((item) => item.webkitGetAsEntry()?.isDirectory);
  if (waits === 'aside') {
    if (hasFolder) degraded('unreadable');
    else countAside(files, false);
    return true;
  }
  stop(event);
  void (hasFolder ? refuseFolder() : filesToHandOver(files, false)).then((kept) => {
    if (kept.length > 0) dropAgain(event, target, kept);
  });
  return true;
}

/** No page gets a dropped folder from anybody but the browser, so that it could not be handed over after a look into it. */
async function refuseFolder(): Promise<readonly File[]> {
  degraded('unreadable');
  const { dialog } = await partsArrived();
  await dialog.refuseFolder();
  return [];
}

function dropAgain({ clientX, clientY, screenX, screenY }: DragEvent, target: Element, files: readonly File[]): void {
  const init = { bubbles: true, cancelable: true, composed: true, clientX, clientY, screenX, screenY };
  const parts = { texts: [], files };
  for (const type of ['dragenter', 'dragover', 'drop'])
    target.dispatchEvent(
      isFirefox()
        ? withTransfer(new DragEvent(type, init), 'dataTransfer', parts)
        : new DragEvent(type, { ...init, dataTransfer: pageTransfer(parts) }),
    );
}

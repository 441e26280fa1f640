/**
 * The doors by which files come: a page's file input and a drop. What has to wait is stopped, read, and handed over as the reader
 * decides: the input is empty meanwhile, and stays so after a refusal, so that the same file can be chosen again.
 */
import { partsArrived } from './arrival.js';
import { countAside, filesToHandOver, filesWait } from './file-screen.js';
import { isFirefox, pageTransfer, withTransfer } from './page-transfer.js';
import { degraded } from './health.js';
import { elementAt, shadowRootOf } from './shadow.js';
import { stop } from './stop.js';

const FILE_INPUTS = 'input[type=file]';

/** Their `input` was stopped: their `change`, which comes in the same task, is too. */
const held = new WeakSet<HTMLInputElement>();

/** @returns whether the event was about files, and nobody else has to look at it */
export function onFileInput(event: Event): boolean {
  const input = fileInputOf(event);
  if (input === null) return false;
  if (event.type === 'change' && held.has(input)) {
    stop(event);
    return true;
  }
  const files = [...(input.files ?? [])];
  const isFolder = files.some(({ webkitRelativePath }) => webkitRelativePath !== '');
  const waits = filesWait();
  if (files.length === 0 || waits === 'not-looked-at') return true;
  if (waits === 'aside') {
    if (event.type === 'input') countAside(files, isFolder);
    return true;
  }
  stop(event);
  input.value = '';
  held.add(input);
  void filesToHandOver(files, isFolder).then((kept) => {
    held.delete(input);
    if (kept.length > 0) give(input, kept);
  });
  return true;
}

/** A `change` does not leave a closed root and an `input` does, named by the root's host. */
function fileInputOf(event: Event): HTMLInputElement | null {
  const [target] = event.composedPath();
  if (target instanceof HTMLInputElement) return target.type === 'file' ? target : null;
  // What is typed has events of its own class.
  const root = target instanceof HTMLElement && !(event instanceof InputEvent) ? shadowRootOf(target) : null;
  return root === null ? null : filledIn(root);
}

function filledIn(root: ShadowRoot): HTMLInputElement | null {
  const inputs = [...root.querySelectorAll<HTMLInputElement>(FILE_INPUTS)];
  const filled = inputs.find(({ files }) => (files?.length ?? 0) > 0);
  if (filled !== undefined) return filled;
  for (const element of root.querySelectorAll('*')) {
    const inner = shadowRootOf(element);
    const found = inner === null ? null : filledIn(inner);
    if (found !== null) return found;
  }
  return null;
}

/** The page learns of them as it would have. */
function give(input: HTMLInputElement, files: readonly File[]): void {
  input.files = pageTransfer({ texts: [], files }).files;
  input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

/** @returns whether the drop carried files, and nobody else has to look at it */
export function onFileDrop(event: DragEvent): boolean {
  const files = [...(event.dataTransfer?.files ?? [])];
  const target = elementAt(event);
  // The browser fills an input by itself, and its events follow.
  if (files.length === 0 || target === null || target.matches(FILE_INPUTS)) return files.length > 0;
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

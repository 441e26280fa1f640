/**
 * The part of the shim for files that no event of the document brings: those of an input that is in no document, which are common,
 * and those of the browser's own pickers.
 */

/** @returns those that the page may have */
export type ShowFiles = (files: readonly File[], isFolder: boolean) => Promise<readonly File[]>;

const { apply } = Reflect;

export function showFilesFirst(show: ShowFiles): void {
  watchLooseInputs(show);
  if (typeof showOpenFilePicker !== 'undefined') watchPickers(show);
}

/** What opens an input's picker. */
const OPENERS = ['click', 'showPicker', 'dispatchEvent'] as const;

/** An input in the document is the guard's own business; out of a closed root not every event comes. */
function watchLooseInputs(show: ShowFiles): void {
  const { prototype } = HTMLInputElement;
  const held = new WeakSet<HTMLInputElement>();
  const hold = (event: Event): void => {
    const input = event.currentTarget as HTMLInputElement;
    if (!event.isTrusted || input.getRootNode() === document) return;
    const files = [...(input.files ?? [])];
    if (files.length === 0 && !held.has(input)) return;
    event.stopImmediatePropagation();
    if (held.has(input)) return;
    held.add(input);
    input.value = '';
    void show(
      files,
      files.some(({ webkitRelativePath }) => webkitRelativePath !== ''),
    ).then((kept) => {
      held.delete(input);
      if (kept.length === 0) return;
      const data = new DataTransfer();
      for (const file of kept) data.items.add(file);
      input.files = data.files;
      for (const type of ['input', 'change']) input.dispatchEvent(new Event(type, { bubbles: true }));
    });
  };
  for (const name of OPENERS) {
    // Called with the page's own `this`, by `apply` alone.
    // eslint-disable-next-line @typescript-eslint/unbound-method
    const original = prototype[name] as (...given: unknown[]) => unknown;
    Object.assign(prototype, {
      [name](this: HTMLInputElement, ...given: unknown[]): unknown {
        if (this.type === 'file') for (const type of ['input', 'change']) this.addEventListener(type, hold, true);
        return apply(original, this, given);
      },
    });
  }
}

/** Chromium's (File System Access API). */
interface Pickers {
  showOpenFilePicker: (...given: unknown[]) => Promise<FileSystemFileHandle[]>;
  showDirectoryPicker: (...given: unknown[]) => Promise<FileSystemDirectoryHandle>;
}

declare const showOpenFilePicker: unknown;

function watchPickers(show: ShowFiles): void {
  const { showOpenFilePicker: pickFiles, showDirectoryPicker: pickFolder } = globalThis as unknown as Pickers;
  // eslint-disable-next-line @typescript-eslint/unbound-method
  const { getFile } = FileSystemFileHandle.prototype;
  const fileOf = (handle: FileSystemFileHandle) => apply<FileSystemFileHandle, [], Promise<File>>(getFile, handle, []);
  Object.assign(globalThis, {
    async showOpenFilePicker(...given: unknown[]) {
      const handles = await pickFiles(...given);
      const files = await Promise.all(handles.map(fileOf));
      const kept = await show(files, false);
      if (kept.length === 0) throw notChosen();
      return handles.filter((_, index) => files[index] !== undefined && kept.includes(files[index]));
    },
    async showDirectoryPicker(...given: unknown[]) {
      const handle = await pickFolder(...given);
      const kept = await show([new File([], handle.name)], true);
      if (kept.length === 0) throw notChosen();
      return handle;
    },
  } satisfies Pickers);
  Object.assign(FileSystemFileHandle.prototype, {
    async getFile(this: FileSystemFileHandle) {
      const file = await fileOf(this);
      if (await isOfPage(this)) return file;
      const kept = await show([file], false);
      if (kept.length === 0) throw new DOMException('', 'NotAllowedError');
      return file;
    },
  });
}

/** As if the reader had closed the picker. */
const notChosen = () => new DOMException('', 'AbortError');

/** In the page's own storage lies what the page has made itself. */
async function isOfPage(handle: FileSystemHandle): Promise<boolean> {
  try {
    const root = await navigator.storage.getDirectory();
    return (await root.resolve(handle)) !== null;
  } catch {
    return false;
  }
}

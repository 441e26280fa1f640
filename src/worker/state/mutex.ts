/** Lets one piece of work at a time change a storage; a piece that fails never holds up the next. */
import type { Storage } from '../ports.js';

const lastOf = new WeakMap<Storage, Promise<unknown>>();

/** Views of a storage, each with the storage that it shows. */
const shownBy = new WeakMap<Storage, Storage>();

export function exclusively<Result>(storage: Storage, work: () => Promise<Result>): Promise<Result> {
  const shown = shownBy.get(storage) ?? storage;
  const before = lastOf.get(shown) ?? Promise.resolve();
  const result = before.then(work, work);
  lastOf.set(shown, result);
  return result;
}

/** Work on the view takes its turn with work on the storage itself. */
export function takesTurnsWith(view: Storage, storage: Storage): void {
  shownBy.set(view, shownBy.get(storage) ?? storage);
}

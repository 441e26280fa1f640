/** Lets one piece of work at a time change a storage; a piece that fails never holds up the next. */
import type { Storage } from '../ports.js';

const lastOf = new WeakMap<Storage, Promise<unknown>>();

export function exclusively<Result>(storage: Storage, work: () => Promise<Result>): Promise<Result> {
  const before = lastOf.get(storage) ?? Promise.resolve();
  const result = before.then(work, work);
  lastOf.set(storage, result);
  return result;
}

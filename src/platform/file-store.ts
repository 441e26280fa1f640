/** The files that the policy names by digest, in a database of the extension: storage areas are slow with megabytes. */
import type { FileStore } from '../worker/host-ports.js';

const DATABASE = 'gatepost-files';
const STORE = 'files';

/** Only the worker opens it, and no version of the extension has changed it yet. */
function open(): Promise<IDBDatabase> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(STORE);
  };
  return done(opening);
}

function done<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('the database does not answer'));
    };
  });
}

/** @returns what the request found, once all of it is written down */
async function inStore<Result>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const database = await open();
  try {
    const transaction = database.transaction(STORE, mode);
    const ended = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => {
        resolve();
      };
      transaction.onabort = () => {
        reject(transaction.error ?? new Error('the database refused to store it'));
      };
    });
    const [result] = await Promise.all([done(ask(transaction.objectStore(STORE))), ended]);
    return result;
  } finally {
    database.close();
  }
}

export const fileStore: FileStore = {
  async digests() {
    const keys = await inStore('readonly', (store) => store.getAllKeys());
    return keys.filter((key) => typeof key === 'string');
  },
  async get(digest) {
    const found: unknown = await inStore('readonly', (store) => store.get(digest) as IDBRequest<unknown>);
    return found instanceof Uint8Array && found.buffer instanceof ArrayBuffer ? new Uint8Array(found.buffer) : null;
  },
  async put(digest, bytes) {
    await inStore('readwrite', (store) => store.put(bytes, digest));
  },
  async remove(digest) {
    await inStore('readwrite', (store) => store.delete(digest));
  },
};

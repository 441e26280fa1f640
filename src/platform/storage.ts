/** Durable and session storage of the extension. */
import type Browser from 'webextension-polyfill';
import { browser } from '../protocol/browser.js';
import type { Storage } from '../worker/ports.js';

type Area = Pick<Browser.Storage.StorageArea, 'get' | 'set' | 'remove'>;

function storageOf(area: Area): Storage {
  return {
    async get(key) {
      const found = await area.get(key);
      return found[key];
    },
    getMany: (keys) => area.get([...keys]),
    set: (key, value) => area.set({ [key]: value }),
    setMany: (values) => area.set({ ...values }),
    remove: (key) => area.remove(key),
  };
}

/** Not known to the types yet. */
interface Lockable {
  setAccessLevel?(level: { accessLevel: 'TRUSTED_CONTEXTS' }): Promise<void>;
}

const AREAS = ['local', 'session', 'sync', 'managed'] as const;

/**
 * Content scripts, and whoever has taken over a page's process, read and write no storage of ours (docs/adr/0033). Chromium
 * keeps what was set, from version 140 for every area; Firefox has no such call. Asked for before anything is stored.
 */
export function lockStorage(): void {
  for (const name of AREAS) {
    const area = browser.storage[name] as Lockable;
    area.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' }).catch(() => undefined);
  }
}

export const durableStorage = storageOf(browser.storage.local);
export const sessionStorage = storageOf(browser.storage.session);

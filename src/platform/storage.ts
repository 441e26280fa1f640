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
    remove: (key) => area.remove(key),
  };
}

export const durableStorage = storageOf(browser.storage.local);
export const sessionStorage = storageOf(browser.storage.session);

/** What the browser, or its user, gives the extension leave to do. */
import browser from 'webextension-polyfill';
import type { Access } from '../engine/ports.js';

export const access: Access = {
  hosts: () => browser.permissions.contains({ origins: ['*://*/*'] }),
  incognito: () => browser.extension.isAllowedIncognitoAccess(),
};

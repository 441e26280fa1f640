/** What the browser, or its user, permits the extension to do. */
import { browser } from '../protocol/browser.js';
import type { Access } from '../worker/ports.js';

export const access: Access = {
  hosts: () => browser.permissions.contains({ origins: ['*://*/*'] }),
  incognito: () => browser.extension.isAllowedIncognitoAccess(),
};

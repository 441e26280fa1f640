/**
 * The browser's own interfaces, for worker and pages. Browsers with a `browser` namespace of their own (Firefox, Chrome from 148)
 * are handed through; for older ones the polyfill makes it of `chrome`.
 */
import browser from 'webextension-polyfill';

export { browser };

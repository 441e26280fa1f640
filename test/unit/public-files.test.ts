import { expect, test } from '@jest/globals';
import { belongsToExtension } from '../../scripts/public-files.mjs';

test.each([
  '',
  '_locales',
  '_locales/fr/messages.json',
  'icons/16.png',
  'blocked.html',
  'pages.css',
  'managed-schema.json',
])('a build takes public/%s', (name) => {
  expect(belongsToExtension(name)).toBe(true);
});

test.each([
  ...['policy.jws', 'history', 'history/000001.jws', 'pack.json', 'SHA256SUMS', 'gatepost-chrome-updates.xml'],
  ...['gatepost-chrome-0.1.0.crx', 'gatepost-firefox.xpi', 'keys/extension-key.pem', 'report-2026.html'],
])('a build leaves public/%s alone: it is what somebody published there', (name) => {
  expect(belongsToExtension(name)).toBe(false);
});

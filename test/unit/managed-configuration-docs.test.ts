/** docs/reference/managed-configuration.md explains every key that a browser reads, and no other. */
import { expect, test } from '@jest/globals';
import { MANAGED_KEYS } from '../../src/trust/managed-keys.js';
import { readRepositoryFile } from '../support/repository.js';

test('its tables name the keys', () => {
  const rows = readRepositoryFile('docs/reference/managed-configuration.md').matchAll(/^\| `([^`]+)` +\|/gm);
  expect([...rows].map(([, key = '']) => key).sort()).toEqual([...MANAGED_KEYS].sort());
});

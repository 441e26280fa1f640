import { expect } from '@jest/globals';
import { startFirefox } from './harness/firefox.js';
import { playStorageAccess } from './storage-access.js';

/** Firefox 153 has no `setAccessLevel`: see docs/reference/limits.md. */
playStorageAccess(startFirefox, (reached) => {
  expect(reached.map(({ area, written }) => ({ area, written }))).toEqual([
    { area: 'local', written: true },
    { area: 'session', written: false },
    { area: 'sync', written: true },
    { area: 'managed', written: false },
  ]);
});

import { expect } from '@jest/globals';
import { Chromium } from './harness/chromium.js';
import { playStorageAccess } from './storage-access.js';

playStorageAccess(
  (request) => Chromium.start(request),
  (reached) => {
    expect(reached).toEqual(
      ['local', 'session', 'sync', 'managed'].map((area) => ({ area, read: null, written: false })),
    );
  },
);

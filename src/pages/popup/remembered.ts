/**
 * What the popup showed last of the policy, kept for its next opening: the worker may have to start first, which takes
 * longer than a reader should wait. What changes quickly (the site, permits, problems) is not kept.
 */
import type { Status } from '../../messages/requests.js';
import { interfaceLanguage } from '../texts.js';

const KEY = 'popup';

/** Another language or version would show it wrong. */
const stamp = (): string => `1 ${interfaceLanguage()}`;

export function remember(status: Status): void {
  const site: Status['site'] = {
    kind: 'no-site',
    host: null,
    toolName: null,
    reason: null,
    untilMs: null,
    permitUntilMs: null,
    grantedUntilMs: null,
    alternatives: [],
  };
  const kept: Status = { ...status, site, permits: [], problems: [] };
  try {
    window.localStorage.setItem(KEY, JSON.stringify({ stamp: stamp(), status: kept }));
  } catch {
    // No room: the next opening waits for the worker.
  }
}

export function remembered(): Status | null {
  try {
    const { stamp: written, status } = JSON.parse(window.localStorage.getItem(KEY) ?? '{}') as {
      stamp?: string;
      status?: Status;
    };
    return written === stamp() ? (status ?? null) : null;
  } catch {
    return null;
  }
}

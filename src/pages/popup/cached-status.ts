/** What the popup showed last of the policy. What changes quickly (the site, bypasses, problems) is not kept. */
import type { Status } from '../../protocol/answers.js';
import { keep, cached } from '../shared/page-cache.js';

const KEY = 'popup';

export function cacheStatus(status: Status): void {
  const site: Status['site'] = {
    kind: 'no-site',
    host: null,
    toolName: null,
    reason: null,
    untilMs: null,
    bypassUntilMs: null,
    grantedUntilMs: null,
    alternatives: [],
  };
  keep(KEY, { ...status, site, bypasses: [], problems: [] } satisfies Status);
}

export function cachedStatus(): Status | null {
  return cached(KEY) as Status | null;
}

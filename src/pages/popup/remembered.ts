/** What the popup showed last of the policy. What changes quickly (the site, permits, problems) is not kept. */
import type { Status } from '../../protocol/answers.js';
import { keep, kept } from '../shared/page-cache.js';

const KEY = 'popup';

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
  keep(KEY, { ...status, site, permits: [], problems: [] } satisfies Status);
}

export function remembered(): Status | null {
  return kept(KEY) as Status | null;
}

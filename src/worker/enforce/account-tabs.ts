/**
 * What the browser kept from before an account rule was asked for without the company's header. When account rules change,
 * open pages of their vendors are loaded once more, past the cache.
 */
import { sendsHeaders } from '../../policy/actions.js';
import { decider } from '../../policy/decide.js';
import type { EffectivePolicy } from '../../policy/effective-policy.js';
import { parseSites } from '../../policy/rule-sites.js';
import { sha256 } from '../../policy/sha256.js';
import { parseAddress, siteMatches } from '../../policy/site.js';
import type { Ports } from '../ports.js';
import { apply } from '../state/apply.js';
import { storeEffects } from '../state/effects.js';
import type { Records } from '../state/load-state.js';
import { accountRecord } from '../state/records.js';

/** @param before the account rules for which it was last done */
export async function reloadAccountPages(
  ports: Ports,
  effective: EffectivePolicy,
  before: Records['accounts'],
): Promise<void> {
  const controls = effective.rules.flatMap(({ action, account }) =>
    sendsHeaders(action) ? (account?.controls ?? []) : [],
  );
  const fingerprint = await sha256(JSON.stringify(controls));
  if (before?.fingerprint === fingerprint) return;
  // Written first: a page is loaded anew once, whatever becomes of this run.
  await apply(ports, storeEffects('durable', { [accountRecord.key]: { fingerprint } }));
  if (controls.length === 0) return;
  const sites = controls.flatMap(({ hosts }) => parseSites(hosts));
  const decide = decider(effective);
  const concerns = (url: string) => {
    const address = parseAddress(url);
    return address !== null && sites.some((site) => siteMatches(site, address)) && decide(url)?.restricts !== true;
  };
  const pages = (await ports.tabs.open()).filter(({ url }) => url !== null && concerns(url));
  await Promise.all(pages.map(({ tabId }) => ports.tabs.reloadPastCache(tabId)));
}

/** Which entries of lists the rules of a policy decide already: an imported rule, which stands behind them, changes nothing there. */
import type { Decide } from '../../../policy/decide.js';
import { parseSites } from '../../../policy/rule-sites.js';
import type { AcceptedPolicy } from '../../../policy/schema.js';
import { OverlappingSites } from '../../../policy/site-index.js';
import { isWithin } from '../../../policy/site-intersection.js';
import { formatSite, type Site } from '../../../policy/site.js';
import type { MappedLine } from '../../lists/arrange.js';
import { simulatedPairs, tellingSites } from '../../logs/simulated-policy.js';

export interface DecidedBefore extends Pick<MappedLine, 'file' | 'line' | 'text' | 'site'> {
  /** In the order of the policy. */
  readonly rules: readonly { readonly id: string; readonly action: string }[];
  /** False: their audiences leave some out. */
  readonly allBrowsers: boolean;
  /** False: the entry covers subdomains, which the rules do not. */
  readonly subdomains: boolean;
  /** Sites of the entry that no rule decides, such as exceptions. */
  readonly without: readonly string[];
}

/** @param nowMs the moment for which audiences and windows are evaluated */
export async function decidedBefore(
  mapped: readonly MappedLine[],
  policy: AcceptedPolicy,
  nowMs: number,
): Promise<DecidedBefore[]> {
  const browsers = (await simulatedPairs(policy, null, null, [nowMs])).map(({ policy: decide }) => decide);
  const telling = new OverlappingSites<string>();
  for (const text of new Set(tellingSites(policy))) for (const site of parseSites([text])) telling.add(site, text);
  return mapped.flatMap(({ file, line, text, site }) =>
    parseSites([site]).flatMap((entry) => {
      const deciding = browsers.filter((decide) => decide(addressAt(entry)) !== null);
      if (deciding.length === 0) return [];
      const inner = [...telling.overlapping(entry)].flatMap((each) => (isWithin(each.site, entry) ? each.value : []));
      const allBrowsers = deciding.length === browsers.length;
      return [{ ...{ file, line, text, site, allBrowsers }, ...extentOf(entry, parseSites(inner), deciding, policy) }];
    }),
  );
}

/** @param inner sites of the entry for which the decision may be another one */
function extentOf(
  entry: Site,
  inner: readonly Site[],
  deciding: readonly Decide[],
  { rules }: AcceptedPolicy,
): Pick<DecidedBefore, 'rules' | 'subdomains' | 'without'> {
  const decides = (address: string) => deciding.every((decide) => decide(address) !== null);
  const subdomains = entry.exact || decides(addressBelow(entry));
  const open = inner.filter((site) => !addressesOf(site).every(decides));
  const actions = new Map(
    [entry, ...inner].flatMap(addressesOf).flatMap((address) =>
      deciding.flatMap((decide) => {
        const rule = decide(address)?.rule;
        return rule === undefined ? [] : [[rule.id, rule.action] as const];
      }),
    ),
  );
  return {
    rules: rules.flatMap(({ id }) => {
      const action = actions.get(id);
      return action === undefined ? [] : [{ id, action }];
    }),
    subdomains,
    without: open.filter(({ host }) => subdomains || host === entry.host).map(formatSite),
  };
}

const addressesOf = (site: Site): string[] => [addressAt(site), ...(site.exact ? [] : [addressBelow(site)])];

const addressAt = (site: Site): string => `https://${formatSite(site).replace(/^=/, '')}`;

/** At a subdomain that no rule names. */
const addressBelow = (site: Site): string => addressAt({ ...site, host: `${UNNAMED}.${site.host}`, exact: false });

const UNNAMED = 'a-subdomain-that-no-rule-names';

/** What granting a request for access would open, by the policy as it is now. Pure. */
import { sendsHeaders } from '../../policy/actions.js';
import type { ResolvedRule } from '../../authoring/resolve-source.js';
import { parseSites } from '../../policy/rule-sites.js';
import { matchesHost, needsPattern, proxySites } from '../../policy/site.js';
import { siteMistake } from '../../policy/site-mistake.js';
import type { AccessRequest } from './access-requests.js';
import { CommandError, EXIT } from '../lib/command-error.js';
import type { ReadPolicy } from '../lib/policy-source-file.js';

/** What is opened: a tool with all its sites, or a host alone. */
export type Granted = { readonly tool: string } | { readonly host: string };

export interface GrantPlan {
  /** Id of the rule above which the new one goes. */
  readonly above: string;
  readonly what: Granted;
  /** Every site that is opened, as patterns. */
  readonly opens: readonly string[];
}

/**
 * Whoever can send events may have put words together that no page has: what is opened is what the policy's own rule is about.
 * @throws CommandError when the request cannot be granted
 */
export function grantPlan(policy: ReadPolicy, request: AccessRequest): GrantPlan {
  const { restricting, what, opens } = subjectOf(policy, request);
  const { action } = request;
  const rule = restricting.source.id;
  if (sendsHeaders(restricting.source.action) || (action !== null && sendsHeaders(action))) {
    throw refused(`rule ${rule} asks for a company account: help its owner to sign in`);
  }
  return { above: rule, what, opens };
}

interface RequestSubject {
  readonly restricting: ResolvedRule;
  readonly what: Granted;
  readonly opens: readonly string[];
}

/** What a request is about, by the policy's own rule. @throws CommandError when it is about nothing there */
export function subjectOf({ resolved, tools }: ReadPolicy, request: AccessRequest): RequestSubject {
  const { tool, host, rule } = request;
  if (rule === null || (tool ?? host) === null) throw refused('it names neither rule nor site');
  const restricting = resolved.rules.find(({ source }) => source.id === rule);
  if (restricting === undefined) throw refused(`no rule has the id ${rule}`);
  const known = restricting.tools.some(({ id }) => id === tool) ? tools.get(tool ?? '') : undefined;
  if (known !== undefined) {
    const opens = [...new Set([...known.sites, ...known.api, ...known.embedded])];
    return { restricting, what: { tool: known.id }, opens };
  }
  const mistake = host === null ? null : siteMistake(`=${host}`);
  if (host !== null && mistake !== null) throw refused(`"${host}" would be no site of a policy: expected ${mistake}`);
  if (host !== null && isAbout(restricting, host)) return { restricting, what: { host }, opens: [`=${host}`] };
  throw refused(
    `rule ${rule} is about neither ${[tool, host].filter((each) => each !== null).join(' nor ')}: ` +
      'the policy has changed since, or the request is made up',
  );
}

function isAbout({ source, tools, parts, except }: ResolvedRule, host: string): boolean {
  if (parseSites(except).some((site) => !needsPattern(site) && matchesHost(site, host))) return false;
  const sites = parseSites([...source.sites, ...tools.flatMap((tool) => parts.flatMap((part) => tool[part]))]);
  return sites.some((site) => [site, ...proxySites(site)].some((each) => matchesHost(each, host)));
}

function refused(why: string): CommandError {
  return new CommandError(`cannot answer this request: ${why}`, EXIT.refused);
}

/** `gatepost explain --why-not`: why a policy does not restrict a tool or host, place by place. */
import { nearestNames } from '../../catalogue/nearest.js';
import { parseSite, type Site } from '../../policy/site.js';
import { siteMistake } from '../../policy/site-mistake.js';
import { CommandError } from '../lib/command-error.js';
import { readNamedPolicy } from '../publishing/load-policy.js';
import { explainIn, readingFor, type Explained, type ExplainOptions } from './explain.js';

/**
 * Asks about every place of the tool, or about the host.
 * @param name a tool's id, a host, or a site pattern
 * @throws CommandError when it is none of them
 */
export async function whyNot(name: string, options: Omit<ExplainOptions, 'urls'>): Promise<Explained[]> {
  const { policy, tools } = await readNamedPolicy(options.policyFile, readingFor(options));
  const tool = tools.get(name);
  const sites = tool === undefined ? [name] : [...tool.sites, ...tool.api, ...tool.embedded];
  const urls = sites.map((text) => {
    const parsed = parseSite(text);
    if (parsed.ok && siteMistake(text) === null) return addressOf(parsed.site);
    throw unknownPlace(name, tools.keys());
  });
  return explainIn(policy, { ...options, urls });
}

function addressOf({ host, path, query }: Site): string {
  return `https://${host}${path === '' ? '/' : path}${query === null ? '' : `?${query.key}=${query.value}`}`;
}

function unknownPlace(name: string, tools: Iterable<string>): CommandError {
  const near = nearestNames(name, tools, 2);
  const hint = near.length === 0 ? 'gatepost tools lists the tools' : `did you mean ${near.join(' or ')}?`;
  const expected = name.includes('.') ? `; a site would be ${siteMistake(name) ?? name}` : '';
  return new CommandError(`"${name}" is neither a tool nor a site such as chat.example.com: ${hint}${expected}`);
}

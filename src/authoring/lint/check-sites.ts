/** Checks sites and exceptions as they are written: too broad, without effect, or beyond what browsers can express. */
import { rowOf } from '../../policy/actions.js';
import type { KnownTool } from '../known-tools.js';
import { parseSites } from '../../policy/rule-sites.js';
import { formatSite, type Site } from '../../policy/site.js';
import type { SourceTool } from '../source.js';
import { error, named, warning, type CheckedRule, type PolicyFinding, type PolicyToCheck } from './check-finding.js';
import { OverlappingSites } from '../../policy/site-index.js';
import { breadthOf } from './site-breadth.js';

type Path = PolicyFinding['path'];

export function checkBroadHosts({ source }: PolicyToCheck): PolicyFinding[] {
  const ofTools = source.tools.flatMap((tool, index) => broadAmong(sitesWritten(tool), ['tools', index]));
  const ofRules = source.rules
    .map((rule, index) => ({ rule, index }))
    .filter(({ rule }) => rowOf(rule.action).event !== null)
    .flatMap(({ rule, index }) => broadAmong([{ path: ['sites'], sites: rule.sites }], ['rules', index]));
  return [...ofTools, ...ofRules];
}

interface Written {
  readonly path: Path;
  readonly sites: readonly string[];
}

function sitesWritten({ sites = [], embedded = [] }: SourceTool): Written[] {
  const own = Array.isArray(sites)
    ? [{ path: ['sites'], sites }]
    : (['app', 'api', 'content'] as const).map((part) => ({ path: ['sites', part], sites: sites[part] }));
  return [...own, ...embedded.map(({ site }, index) => ({ path: ['embedded', index, 'site'], sites: [site] }))];
}

function broadAmong(written: readonly Written[], base: Path): PolicyFinding[] {
  return written.flatMap(({ path, sites }) =>
    sites.flatMap((text, position) => {
      const [site] = parseSites([text]);
      const breadth = site === undefined ? null : breadthOf(site);
      if (breadth === null) return [];
      const place = path.includes('embedded') ? [...base, ...path] : [...base, ...path, position];
      return [warning('host-too-broad', place, `${text} ${breadth.message}`)];
    }),
  );
}

/** Exceptions that touch nothing of what their rule selects. */
export function checkExceptions(rules: readonly CheckedRule[], tools: ReadonlyMap<string, KnownTool>): PolicyFinding[] {
  return rules.flatMap((rule) => {
    const { index, resolved } = rule;
    const { except } = rule.rule;
    const kept = new Set(resolved.except);
    const hasEffect = (tool: KnownTool) => isSelected(tool, rule) || placesOf(tool).some((site) => kept.has(site));
    const unused = (key: 'tools' | 'categories' | 'sites', position: number, name: string) =>
      warning(
        'exception-unused',
        ['rules', index, 'except', key, position],
        `the rule does not select ${name}: remove the exception, or correct its spelling`,
      );
    return [
      ...except.tools.flatMap((id, position) => {
        const tool = tools.get(id);
        return tool === undefined || hasEffect(tool) ? [] : [unused('tools', position, id)];
      }),
      ...except.categories.flatMap((category, position) =>
        [...tools.values()].some((tool) => tool.category === category && hasEffect(tool))
          ? []
          : [unused('categories', position, `a tool of the category ${category}`)],
      ),
      ...except.sites.flatMap((text, position) => (kept.has(text) ? [] : [unused('sites', position, text)])),
    ];
  });
}

function isSelected(tool: KnownTool, { rule }: CheckedRule): boolean {
  const everyEmbedded = rule.embedded === true && rule.tools.length + rule.categories.length + rule.sites.length === 0;
  if (everyEmbedded) return tool.embedded.length > 0;
  return rule.tools.includes(tool.id) || rule.categories.includes(tool.category);
}

const placesOf = ({ sites, api, embedded }: KnownTool): string[] => [...sites, ...api, ...embedded];

/**
 * Exceptions by query that meet a site with another query. An address may carry both queries; which rule decides it
 * then cannot be put into a browser's rules, so command and browser would differ.
 */
export function checkQueries(rules: readonly CheckedRule[]): PolicyFinding[] {
  const selected = new OverlappingSites<CheckedRule>();
  const excepted = new OverlappingSites<CheckedRule>();
  const withQuery = (sites: readonly Site[]) => sites.filter(({ query }) => query !== null);
  for (const rule of rules) {
    for (const site of withQuery([...rule.sites, ...rule.anonymous])) selected.add(site, rule);
    for (const site of withQuery(rule.except)) excepted.add(site, rule);
  }
  return rules.flatMap((rule) =>
    withQuery(exceptionsOf(rule)).flatMap((exception) => {
      const clashes = [
        ...[...overlappingElsewhere(selected, exception)].filter(({ value }) => value.index >= rule.index),
        ...[...overlappingElsewhere(excepted, exception)].filter(({ value }) => value.index > rule.index),
      ];
      const [first] = clashes;
      if (first === undefined) return [];
      const message =
        `the exception ${formatSite(exception)} overlaps ${formatSite(first.site)} of ${named([first.value.rule.id])}, which ` +
        'asks for another query on the same host; browsers cannot express both together. Use a path or a host in one of them';
      return [error('query-combination', ['rules', rule.index, ...placeOf(exception, rule)], message)];
    }),
  );
}

/** With those that resolving left out because they select nothing of the rule. */
function exceptionsOf(rule: CheckedRule): Site[] {
  const texts = new Map(
    [...parseSites(rule.rule.except.sites), ...rule.except].map((site) => [formatSite(site), site]),
  );
  return [...texts.values()];
}

function* overlappingElsewhere(index: OverlappingSites<CheckedRule>, exception: Site) {
  const { query } = exception;
  for (const entry of index.overlapping({ ...exception, query: null })) {
    const other = entry.site.query;
    if (other?.key !== query?.key || other?.value !== query?.value) yield entry;
  }
}

function placeOf(exception: Site, { rule }: CheckedRule): Path {
  const position = rule.except.sites.findIndex((text) =>
    parseSites([text]).some((site) => formatSite(site) === formatSite(exception)),
  );
  return position === -1 ? ['except'] : ['except', 'sites', position];
}

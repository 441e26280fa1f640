/** Finds sites of one tool that lie inside a site of another, so that no address belongs to two tools by accident. */
import { hostAndParents, parseSite, type Site } from '../policy/site.js';
import { sitesOf, type Places } from './schema.js';

export interface Overlap {
  /** The tool with the narrower site, and that site. */
  readonly tool: string;
  readonly site: string;
  /** The tool whose site takes it in, and that site. */
  readonly within: string;
  readonly withinSite: string;
}

interface Claim {
  readonly tool: string;
  readonly text: string;
  readonly site: Site;
}

type Claimant = Places & { readonly id: string };

/** Every overlap between different tools, declared or not. Two tools with the same site overlap in both directions. */
export function findOverlaps(tools: readonly Claimant[]): Overlap[] {
  const claims = tools.flatMap(claimsOf);
  const byHost = new Map<string, Claim[]>();
  for (const claim of claims) byHost.set(claim.site.host, [...(byHost.get(claim.site.host) ?? []), claim]);
  return claims.flatMap((inner) =>
    [...hostAndParents(inner.site.host)]
      .flatMap((host) => byHost.get(host) ?? [])
      .filter((outer) => outer.tool !== inner.tool && takesIn(outer.site, inner.site))
      .map((outer) => ({ tool: inner.tool, site: inner.text, within: outer.tool, withinSite: outer.text })),
  );
}

/** True when every address of the inner site belongs to the outer one. */
export function takesIn(outer: Site, inner: Site): boolean {
  return takesInHost(outer, inner) && takesInPath(outer.path, inner.path) && takesInQuery(outer.query, inner.query);
}

function takesInHost(outer: Site, inner: Site): boolean {
  if (outer.exact) return inner.exact && inner.host === outer.host;
  return inner.host === outer.host || inner.host.endsWith(`.${outer.host}`);
}

function takesInPath(outer: string, inner: string): boolean {
  return outer === '' || inner === outer || inner.startsWith(`${outer}/`);
}

function takesInQuery(outer: Site['query'], inner: Site['query']): boolean {
  return outer === null || (inner?.key === outer.key && inner.value === outer.value);
}

function claimsOf(tool: Claimant): Claim[] {
  return sitesOf(tool).flatMap((text) => {
    const parsed = parseSite(text);
    return parsed.ok ? [{ tool: tool.id, text, site: parsed.site }] : [];
  });
}

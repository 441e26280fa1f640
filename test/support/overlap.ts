/** Finds sites of one tool that lie inside a site of another, so that no address belongs to two tools by accident. */
import { isWithin } from '../../src/policy/site-intersection.js';
import { hostAndParents, parseSite, type Site } from '../../src/policy/site.js';
import { sitesOf, type Places } from '../../src/catalogue/places.js';

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
      .filter((outer) => outer.tool !== inner.tool && isWithin(inner.site, outer.site))
      .map((outer) => ({ tool: inner.tool, site: inner.text, within: outer.tool, withinSite: outer.text })),
  );
}

function claimsOf(tool: Claimant): Claim[] {
  return sitesOf(tool).flatMap((text) => {
    const parsed = parseSite(text);
    return parsed.ok ? [{ tool: tool.id, text, site: parsed.site }] : [];
  });
}

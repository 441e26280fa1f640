/** Reads addresses by the browsers' own lists, as their vendors document it, and by nothing of ours. */

interface ChromiumLists {
  readonly block: readonly string[];
  readonly open: readonly string[];
}

/**
 * https://support.google.com/chrome/a/answer/9942583, for filters that are hosts only: the longest host that fits decides,
 * a dot before it means that host alone and goes before one that means its subdomains too, and open goes before blocked.
 */
export function chromiumBlocks({ block, open }: ChromiumLists, url: string): boolean {
  const host = new URL(url).hostname.replace(/\.$/, '');
  const fits = (filter: string) =>
    filter.startsWith('.') ? host === filter.slice(1) : host === filter || host.endsWith(`.${filter}`);
  const found = [
    ...open.filter(fits).map((filter) => ({ filter, blocked: false })),
    ...block.filter(fits).map((filter) => ({ filter, blocked: true })),
  ];
  const rank = ({ filter, blocked }: { filter: string; blocked: boolean }) =>
    (filter.startsWith('.') ? 1_000_000 : 0) + filter.replace(/^\./, '').length * 2 + (blocked ? 0 : 1);
  const [best] = found.sort((one, other) => rank(other) - rank(one));
  return best?.blocked ?? false;
}

/** Match patterns of the form *://*.host/* and *://host/*; an exception goes before every block. */
export function firefoxBlocks({ block, open }: ChromiumLists, url: string): boolean {
  const host = new URL(url).hostname;
  const fits = (pattern: string) => {
    const [, all, name = ''] = /^\*:\/\/(\*\.)?(.+)\/\*$/.exec(pattern) ?? [];
    return host === name || (all !== undefined && host.endsWith(`.${name}`));
  };
  return block.some(fits) && !open.some(fits);
}

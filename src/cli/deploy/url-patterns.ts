/** Which entries of `URLBlocklist` block the extension's own pages. https://chromeenterprise.google/policies/url-patterns/ */

const PAGES: readonly string[] = ['/blocked.html', '/popup.html', '/status.html'];

interface Pattern {
  readonly text: string;
  /** Whether the extension itself is named, and not every host of its scheme. */
  readonly isItself: boolean;
  readonly path: string;
}

/**
 * The entries that block a page and that no allowed entry lifts; of two that fit, the longer counts, and then the allowed one. A
 * redirect to the page goes by way of an address that is new each time, which an allowed id does not cover: seen in Chromium 156.
 */
export function blocksPagesOf(extensionId: string, blocked: readonly string[], allowed: readonly string[]): string[] {
  const ours = (entries: readonly string[]) => entries.flatMap((text) => patternOf(text, extensionId) ?? []);
  const [block, allow] = [ours(blocked), ours(allowed)];
  const forAll = (patterns: readonly Pattern[]) => patterns.filter(({ isItself }) => !isItself);
  const blocking = PAGES.flatMap((page) => [
    ...blockingEntry(block, allow, page),
    ...blockingEntry(forAll(block), forAll(allow), page),
  ]);
  return [...new Set(blocking)];
}

function blockingEntry(block: readonly Pattern[], allow: readonly Pattern[], page: string): string[] {
  const stops = longest(block, page);
  const lifts = longest(allow, page);
  return stops === null || (lifts !== null && lengthOf(lifts) >= lengthOf(stops)) ? [] : [stops.text];
}

/**
 * Null for an entry that is about no extension. A `*` alone is none: seen in Chromium 156, it leaves the pages of extensions open,
 * and the bare id, which looks like a host, blocks them.
 */
function patternOf(text: string, extensionId: string): Pattern | null {
  const [, scheme = '', host = '', path = ''] =
    /^(?:([a-z*][a-z\d+.-]*):(?:\/\/)?)?\.?([^/:?]*)(?::[^/]*)?(\/[^?]*)?/i.exec(text.trim()) ?? [];
  const isItself = host.toLowerCase() === extensionId;
  const isExtensions = scheme.toLowerCase() === 'chrome-extension';
  if (isItself ? !(isExtensions || scheme === '' || scheme === '*') : !isExtensions || (host !== '*' && host !== ''))
    return null;
  return { text, isItself, path: path.replace(/\*$/, '') };
}

function longest(patterns: readonly Pattern[], page: string): Pattern | null {
  const fitting = patterns.filter(({ path }) => path === '' || page.startsWith(path));
  return fitting.reduce<Pattern | null>(
    (best, each) => (best !== null && lengthOf(best) >= lengthOf(each) ? best : each),
    null,
  );
}

/** The host counts more than any path. */
function lengthOf({ isItself, path }: Pattern): number {
  return (isItself ? 1000 : 0) + path.length;
}

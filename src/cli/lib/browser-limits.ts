/** The browsers that a policy is compiled for outside of a browser, with the limits that each of them publishes. */
import type { CompileTarget } from '../../dnr/compile-rules.js';
import type { BrowserLimits } from '../../dnr/limits.js';

export interface Browser {
  readonly name: string;
  readonly limits: BrowserLimits;
  readonly dottedDomainsApart: boolean;
}

/** The numbers that the browsers publish as MAX_NUMBER_OF_... of declarativeNetRequest. */
export const CHROME: Browser = {
  name: 'Chrome and Edge',
  limits: { dynamicRules: 30_000, unsafeRules: 5000, regexRules: 1000 },
  dottedDomainsApart: false,
};

// Firefox has no limit of its own for redirects and headers.
const FIREFOX: Browser = {
  name: 'Firefox',
  limits: { dynamicRules: 5000, unsafeRules: 5000, regexRules: 1000 },
  dottedDomainsApart: true,
};

export const BROWSERS: readonly Browser[] = [CHROME, FIREFOX];

/** Which resource types there are makes no difference to the number of rules. */
export function targetOf({ limits, dottedDomainsApart }: Browser): CompileTarget {
  const resourceTypes = ['main_frame', 'sub_frame', 'script'];
  const page = { blockedPage: 'blocked.html', extensionHost: 'own', pageToken: 'pageToken' };
  return { ...page, resourceTypes, limits, dottedDomainsApart };
}

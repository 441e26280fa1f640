/**
 * Random policies and addresses that have much to do with each other: few hosts, paths and parameters, so that sites
 * overlap, contain each other and hide behind each other.
 */
import fc from 'fast-check';
import { publishedPolicySchema, type PublishedPolicy, type Rule, type Tool } from '../../src/policy/schema.js';
import { parseAddress, parseSite, proxySites, type Site } from '../../src/policy/site.js';

export interface PolicyAndUrls {
  readonly policy: PublishedPolicy;
  readonly urls: readonly string[];
}

const HOSTS = [
  ...['a.example', 'b.a.example', 'c.b.a.example', 'x-y.example', 'bücher.example', 'other.test'],
  ...['192.0.2.1', '[2001:db8::1]', 'a-example.translate.goog', 'www-a-example.translate.goog', 'translate.goog'],
];
const PATHS = ['', '', '/a', '/a/x', '/img', '/a.b', '/~u', '/é', '/(a)+', '/%40u'];
const QUERIES = ['', '', '', '?m=ai', '?u=50', '?u=14', '?k.=_'];

const site = fc
  .tuple(
    fc.constantFrom('', '', '='),
    fc.constantFrom(...HOSTS),
    fc.constantFrom(...PATHS),
    fc.constantFrom(...QUERIES),
  )
  // Path, queries and a long exact host fill a pattern: beyond that, spellings that servers undo are not told apart.
  .map(
    ([exact, host, path, query]) =>
      (host.split('.').length > (query === '' ? 3 : 2) ? '' : exact) + host + path + query,
  );
const sites = (maxLength: number) => fc.array(site, { maxLength });

const TOOL_IDS = ['red', 'blue', 'green'];

const tools: fc.Arbitrary<Tool[]> = fc.tuple(
  ...TOOL_IDS.map((id) =>
    fc
      .record({ sites: sites(2), api: sites(1), embedded: sites(1) })
      .map((places) => ({ id, name: id, vendor: id, category: 'assistant', ...places })),
  ),
);

const part = fc.constantFrom('sites' as const, 'api' as const, 'embedded' as const);

const HEADERS = [{ name: 'X-Allowed', value: '1' }];

const account = fc.record({
  controls: fc.array(fc.record({ headers: fc.constant(HEADERS), hosts: sites(2) }), {
    maxLength: 1,
  }),
  anonymous: sites(2),
});

const rule: fc.Arbitrary<Omit<Rule, 'id'>> = fc
  .record({
    action: fc.constantFrom<Rule['action'][]>('block', 'block', 'warn', 'allow', 'allow', 'observe', 'account'),
    tools: fc.subarray(TOOL_IDS, { maxLength: 2 }),
    parts: fc.uniqueArray(part, { minLength: 1, maxLength: 3 }),
    sites: sites(3),
    except: sites(2),
    account,
  })
  .map(({ account: control, ...rest }) => ({
    ...rest,
    ...(rest.action === 'account' ? { account: control } : {}),
    alternatives: [],
    since: '2026-11-20T12:00:00Z',
  }));

const policy: fc.Arbitrary<PublishedPolicy> = fc
  .record({ tools, rules: fc.array(rule, { minLength: 1, maxLength: 6 }) })
  .map(({ rules, ...rest }) =>
    publishedPolicySchema.parse({
      ...{ format: 1, requires: [], name: 'random', revision: 1, organisation: { name: 'Random' }, language: 'en' },
      ...{ issuedAt: '2026-11-22T12:00:00Z', expiresAt: '2027-11-22T12:00:00Z' },
      ...{ mode: 'enforce', onExpiry: 'keep', pollSeconds: 900 },
      ...rest,
      rules: rules.map((each, index) => ({ ...each, id: `rule-${index}` })),
    }),
  );

type Mutation = (text: string) => string;

/** The first is the one to which a failing case shrinks. */
const oneOf = (...mutations: Mutation[]) => fc.constantFrom(...mutations);
const same: Mutation = (text) => text;

const hostMutation = oneOf(
  ...[same, same, same],
  (host) => host.toUpperCase(),
  (host) => (host.startsWith('[') ? host : `${host}.`),
  (host) => (/^[[\d]/.test(host) ? host : `www.${host}`),
  (host) => (/^[[\d]/.test(host) ? host : `c.b.${host}`),
  (host) => (/^[[\d]/.test(host) ? host : `evil${host}`),
  (host) => (host.startsWith('[') ? host : `${host}.evil.test`),
  (host) => host.replace(/^[^.]+\.(?=.*\.)/, ''),
  (host) => proxied(host)[0] ?? host,
  (host) => proxied(host).at(-1) ?? host,
);

const pathMutation = oneOf(
  ...[same, same, same],
  (path) => `${path}/`,
  (path) => `${path}/x`,
  (path) => `${path}x`,
  (path) => path.replaceAll('/', '//'),
  (path) => path.toUpperCase(),
  (path) => path.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  (path) => `${path}/%41`,
  (path) => `${path}%2Fx`,
  (path) => `/z/..${path}`,
  (path) => path.replace(/\/[^/]*$/, ''),
  (path) => path.replaceAll('~', '%7E'),
  (path) => `${path};v=1`,
  (path) => `\\${path}`,
  (path) => path.replace(/(?<=.)\/(?=[^/]*$)/, ';v=1/'),
  (path) => path.replace(/(?<=.)\/(?=[^/]*$)/, '%2F'),
  (path) => path.replace(/(?<=.)\/(?=[^/]*$)/, './'),
  (path) => path.replace(/(?<=.)\/(?=[^/]*$)/, '.;a=%2f/%2F'),
  (path) => path.replace(/(?<=.)\/(?=[^/]*$)/, '%20/'),
  (path) => path.replace(/(?<=.)\/(?=[^/]*$)/, '/z/..;/'),
  (path) => path.replace(/(?<=.)\/(?=[^/]*$)/, '%252f'),
  (path) => `${path}.%20`,
  (path) => `${path}%3Bv`,
  (path) => `${path}%23`,
  (path) => path.replaceAll('(', '%28').replaceAll('+', '%2B'),
  () => '/a/x',
);

const parameter = fc.constantFrom(
  ...['m=ai', 'u=50', 'u=14', 'k.=_'],
  ...['U=50', 'u=500', 'xm=ai', 'm=%61i', 'q=%20', 'kx=_', 'q=?m=ai', 'm=ai;x', ''],
);

/** How an address is made from one of the policy's sites. */
const recipe = fc.record({
  pick: fc.nat(),
  origin: fc.constantFrom('https://', 'https://', 'http://', 'wss://', 'https://us%65r:pw@', 'https://a.example@'),
  host: hostMutation,
  port: fc.constantFrom('', '', ':8443', ':80'),
  path: pathMutation,
  before: fc.array(parameter, { maxLength: 2 }),
  withQuery: fc.boolean(),
  after: fc.array(parameter, { maxLength: 1 }),
  fragment: fc.constantFrom('', '', '#', '#/a', '#%61i?m=ai'),
});

type Recipe = typeof recipe extends fc.Arbitrary<infer Value> ? Value : never;

/** @param urls how many addresses for each policy */
export function policyAndUrls(urls: number): fc.Arbitrary<PolicyAndUrls> {
  return fc
    .tuple(policy, fc.array(recipe, { minLength: 1, maxLength: urls, size: 'max' }))
    .map(([made, recipes]) => ({ policy: made, urls: [...urlsOf(made, recipes)] }));
}

function urlsOf(made: PublishedPolicy, recipes: readonly Recipe[]): Set<string> {
  const named = [
    ...made.tools.flatMap((each) => [...each.sites, ...each.api, ...each.embedded]),
    ...made.rules.flatMap((each) => [...each.sites, ...each.except, ...(each.account?.anonymous ?? [])]),
  ].flatMap((text) => readSite(text));
  const urls = recipes.flatMap((each) => {
    const picked = named[each.pick % Math.max(named.length, 1)];
    return picked === undefined ? [] : [urlOf(picked, each)];
  });
  return new Set(urls.filter((url) => parseAddress(url) !== null));
}

function urlOf({ host, path, query }: Site, how: Recipe): string {
  const wanted = query === null || !how.withQuery ? [] : [`${query.key}=${query.value}`];
  const parameters = [...how.before, ...wanted, ...how.after];
  const search = parameters.length === 0 ? '' : `?${parameters.join('&')}`;
  return how.origin + how.host(host) + how.port + how.path(path) + search + how.fragment;
}

function proxied(host: string): string[] {
  return readSite(host).flatMap((each) => proxySites(each).map((shown) => shown.host));
}

function readSite(text: string): Site[] {
  const parsed = parseSite(text);
  return parsed.ok ? [parsed.site] : [];
}

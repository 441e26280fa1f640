/** Random small policies, and addresses that are near to what they name: fast-check's material for whole-policy properties. */
import fc from 'fast-check';
import type { PublishedPolicy, Rule, Tool } from '../../src/policy/schema.js';
import { aPolicy, aRule, aTool } from './policies.js';

const HOSTS = ['a.example', 'b.a.example', 'c.b.a.example', 'x-y.example', 'xn--bcher-kva.example', 'ba.example'];
const LITERALS = ['192.0.2.1', '[2001:db8::1]'];
const PATHS = ['/chat', '/chat/deep', '/ai-chat', '/~user', '/a.b', '/chatter'];
/** One only: where two sites with different queries overlap cannot be said as one site. */
const QUERY = '?udm=50';

const host = fc.constantFrom(...HOSTS);
const exactness = fc.constantFrom('', '', '=');
const path = fc.constantFrom('', '', ...PATHS);
const query = fc.constantFrom('', '', QUERY);

/** Patterns of sites, most of which overlap somewhere. */
export const sitePattern: fc.Arbitrary<string> = fc.oneof(
  { weight: 9, arbitrary: fc.tuple(exactness, host, path, query).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom('=localhost', ...LITERALS), path).map((parts) => parts.join('')) },
);

const sites = (maxLength: number) => fc.array(sitePattern, { maxLength });
const action = fc.constantFrom(...(['allow', 'observe', 'warn', 'account', 'block', 'block'] as const));

const toolOf = (id: string): fc.Arbitrary<Tool> =>
  fc.record({ sites: sites(2), api: sites(1), embedded: sites(1) }).map((parts) => aTool({ id, name: id, ...parts }));

const TOOL_IDS = ['one', 'two'] as const;

const ruleOf = (index: number): fc.Arbitrary<Rule> =>
  fc
    .record({
      action,
      tools: fc.subarray([...TOOL_IDS]),
      parts: fc.subarray(['sites', 'api', 'embedded'] as const),
      sites: sites(2),
      except: sites(2),
      anonymous: sites(1),
    })
    .map(({ anonymous, parts, ...rest }) => {
      const account = rest.action === 'account' ? { account: { controls: [], anonymous } } : {};
      const warn = rest.action === 'warn' ? { warn: { minutes: 60, justification: 'none' as const } } : {};
      return aRule({ id: `rule-${index}`, alternatives: [], parts: [...parts], ...rest, ...account, ...warn });
    });

/** Up to four rules with exceptions over two tools. */
export const smallPolicy: fc.Arbitrary<PublishedPolicy> = fc
  .record({
    tools: fc.tuple(...TOOL_IDS.map(toolOf)),
    rules: fc
      .integer({ min: 1, max: 4 })
      .chain((count) => fc.tuple(...Array.from({ length: count }, (_, i) => ruleOf(i)))),
  })
  .map((parts) => aPolicy(parts));

const proxied = (name: string) => `${name.replaceAll('-', '--').replaceAll('.', '-')}.translate.goog`;

const addressHost = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constantFrom('', '', 'www.', 'x.'), host).map((parts) => parts.join('')) },
  {
    weight: 3,
    arbitrary: fc.tuple(fc.constantFrom('', '', 'www.', 'x.'), host).map((parts) => proxied(parts.join(''))),
  },
  { weight: 1, arbitrary: fc.constantFrom('localhost', 'app.localhost', 'a.example.evil.test', ...LITERALS) },
  { weight: 1, arbitrary: host.map((name) => `x.${proxied(name)}`) },
);

const PLAIN_PATHS = [
  ...['', '/', '/chat', '/chat/', '/CHAT/deep', '/chat/deep/x', '//chat//deep', '/chatter', '/chat.html', '/ai-chat'],
  ...[
    '/~user/x',
    '/%7euser',
    '/a.b',
    '/axb',
    '/other',
    '/x/chat',
    '/x/../chat',
    '/chat;v=1',
    '/chat;v=1/deep',
    '/chat;x',
    '/chat%2Fdeep',
    '/a%20b',
  ],
];
const OBFUSCATED_PATHS = ['/%63hat', '/ch%61t/deep', '/ai%2dchat', '/other%31', '/chat/%78', '/a.b/%2e%2E%31'];
const PLAIN_QUERIES = ['', '', '?', '?udm=50', '?UDM=50', '?q=1&udm=50&x', '?udm=500', '?xudm=50', '?next=/chat'];
const OBFUSCATED_QUERIES = ['?u%64m=50', '?q=%41', '?udm=50&q=%41'];

const addressOf = (paths: readonly string[], queries: readonly string[]): fc.Arbitrary<string> =>
  fc
    .record({
      scheme: fc.constantFrom('https', 'https', 'http', 'wss'),
      user: fc.constantFrom('', '', '', 'us%65r:x@', 'a.example@'),
      host: addressHost,
      dot: fc.constantFrom('', '', '', '.'),
      port: fc.constantFrom('', '', ':8443'),
      path: fc.constantFrom(...paths),
      query: fc.constantFrom(...queries),
      fragment: fc.constantFrom('', '', '#%63hat', '#?udm=50'),
    })
    .map(({ scheme, user, host: name, dot, port, path: where, query: what, fragment }) => {
      const end = /^[\d[]/.test(name) ? '' : dot;
      return `${scheme}://${user}${name}${end}${port}${where}${what}${fragment}`;
    })
    .filter((url) => URL.canParse(url));

/** Addresses on and beside the hosts that policies name. */
export const plainAddress = addressOf(PLAIN_PATHS, PLAIN_QUERIES);

/** The same, where letters and digits may be hidden behind their codes. */
export const anyAddress = addressOf([...PLAIN_PATHS, ...OBFUSCATED_PATHS], [...PLAIN_QUERIES, ...OBFUSCATED_QUERIES]);

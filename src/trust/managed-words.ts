/**
 * What is said of each key of the managed configuration. With `managed-keys.ts`, its one definition: from here come
 * `public/managed-schema.json` (which Chromium enforces, and drops without a word what it dislikes), the flags of `gatepost managed`
 * and the tables of docs/reference/managed-configuration.md.
 */
import { INITIAL_MODES, PRIVATE_WINDOWS, type ManagedKey } from './managed-keys.js';

/** The part of JSON Schema that browsers read. */
export interface BrowserSchema {
  readonly type: 'string' | 'array' | 'object';
  readonly enum?: readonly string[];
  readonly items?: BrowserSchema;
  readonly properties?: Readonly<Record<string, BrowserSchema>>;
}

interface Flag {
  /** As commander takes it. */
  readonly option: string;
  readonly about: string;
  /** `text`: the value as it is. The others have code of their own in `gatepost managed`. */
  readonly takes: 'text' | 'choice' | 'several' | 'file' | 'sites';
}

interface KeyWords {
  /** What administrators read in their browser's own lists of policies. */
  readonly title: string;
  readonly description: string;
  readonly schema: BrowserSchema;
  /** Of `gatepost managed`; none where another command sets the key. */
  readonly flags: readonly Flag[];
  /** The table of the documentation, and what it says. */
  readonly section: 'policy' | 'initial' | 'events' | 'health';
  readonly required: 'yes' | 'recommended' | 'no';
  readonly meaning: string;
}

const flag = (takes: Flag['takes'], option: string, about: string): Flag => ({ option, about, takes });

const at = (section: KeyWords['section'], required: KeyWords['required'] = 'no') => ({ section, required });

const TEXT: BrowserSchema = { type: 'string' };
const TEXTS: BrowserSchema = { type: 'array', items: TEXT };

/** Names more than the validator takes, so that browsers hand over what it has to refuse: private keys, keys for encryption. */
const KEY: BrowserSchema = {
  type: 'object',
  properties: {
    ...{ kty: TEXT, crv: TEXT, x: TEXT, y: TEXT, kid: TEXT, alg: TEXT, use: TEXT, key_ops: TEXTS, d: TEXT },
  },
};

export const MANAGED_WORDS: Readonly<Record<ManagedKey, KeyWords>> = {
  policyUrl: {
    title: 'Address of the published policy',
    description: 'Where the signed policy is served, over https (http on loopback only).',
    schema: TEXT,
    flags: [flag('text', '--url <address>', 'where browsers fetch the policy: https, or http on loopback')],
    ...at('policy', 'yes'),
    meaning: 'address of the signed policy: https, or http on loopback',
  },
  trustedKeys: {
    title: 'Trusted keys',
    description: 'Public keys (JWK) that may sign the policy. List the old and the new one while you change keys.',
    schema: { type: 'array', items: KEY },
    flags: [flag('several', '-k, --key <file>', 'public key that may sign it, JWK or PEM; may be repeated')],
    ...at('policy', 'recommended'),
    meaning:
      'public keys (JWK) that may sign it. Without keys, the policy must come over https, and every page shows it as "unsigned"',
  },
  policyName: {
    title: 'Policy name',
    description: 'The name that the policy must carry.',
    schema: TEXT,
    flags: [flag('text', '--name <name>', 'the name that the policy must carry')],
    ...at('policy'),
    meaning: 'the `name` that the policy must have',
  },
  groups: {
    title: 'Groups',
    description: "Groups this browser belongs to, as named in the policy's audiences.",
    schema: TEXTS,
    flags: [flag('several', '-g, --group <name>', 'a group of these browsers; may be repeated')],
    ...at('policy'),
    meaning: 'groups of this browser: a list of names for `audience.groups`',
  },
  ring: {
    title: 'Ring',
    description: 'The roll-out ring of this browser, such as pilot.',
    schema: TEXT,
    flags: [flag('text', '-r, --ring <name>', 'their ring')],
    ...at('policy'),
    meaning: 'rollout ring of this browser: a name for `audience.rings`',
  },
  bootstrapPolicy: {
    title: 'Bootstrap policy',
    description: 'A signed policy (the content of policy.jws) that holds until one has been fetched.',
    schema: TEXT,
    flags: [flag('file', '--bootstrap <file>', 'a published policy to start from while the host was never reached')],
    ...at('initial'),
    meaning:
      'content of a `policy.jws`, enforced until the browser fetches a later revision; works without any host. Needs `trustedKeys`',
  },
  initialMode: {
    title: 'Before the first policy',
    description: 'open: restrict nothing; observe: count use of the initial sites; closed: restrict them.',
    schema: { type: 'string', enum: INITIAL_MODES },
    flags: [flag('choice', '--initial-mode <mode>', 'what holds before any policy has come')],
    ...at('initial'),
    meaning:
      'what to do before the first policy is fetched: `open` restricts nothing (fail open, the default), `observe` allows `initialSites` and shows it, `closed` restricts them (fail closed)',
  },
  initialSites: {
    title: 'Initial sites',
    description: 'Sites that initialMode is about, such as chatgpt.com.',
    schema: TEXTS,
    flags: [
      flag('sites', '--initial-category <name>', 'what that is about: a category of the catalogue; may be repeated'),
      flag('sites', '--initial-tool <id>', 'what that is about: a tool of the catalogue; may be repeated'),
      flag('sites', '--initial-site <site>', 'what that is about: a site; may be repeated'),
    ],
    ...at('initial'),
    meaning:
      'sites for `initialMode`, at least one with `observe` and `closed`. A site that can never match is skipped and reported as `managed-invalid`',
  },
  organisation: {
    title: 'Name of your organisation',
    description: 'Shown while no policy has arrived yet.',
    schema: TEXT,
    flags: [flag('text', '--organisation <text>', 'your name, for pages that are shown before any policy has come')],
    ...at('initial'),
    meaning: "your company's name, for the block page before the first policy",
  },
  eventsEndpoint: {
    title: 'Where events are sent',
    description:
      'Address of an OpenTelemetry collector (OTLP over HTTP, logs), such as https://collector.example/v1/logs.',
    schema: TEXT,
    flags: [flag('text', '--events-endpoint <address>', 'where browsers send their events; without it they send none')],
    ...at('events'),
    meaning: 'OTLP address of the collector: https, or http on loopback. Without it, nothing is sent',
  },
  eventsHeaders: {
    title: 'Headers for the collector',
    description: 'HTTP headers that the collector asks for, such as Authorization.',
    schema: { type: 'array', items: { type: 'object', properties: { name: TEXT, value: TEXT } } },
    flags: [
      flag(
        'several',
        '--events-header <header>',
        'a header that the collector asks for, as "Name: value", or @file with one on each line; may be repeated',
      ),
    ],
    ...at('events'),
    meaning: 'HTTP headers for the collector, at most 20, such as `Authorization`. Never shown, exported or logged',
  },
  identity: {
    title: 'Identity in events',
    description: 'Who uses this browser. When set, events carry it, and the pages of the extension say so.',
    schema: TEXT,
    flags: [
      flag('text', '--identity <text>', 'who uses these browsers: events say so from then on, and the status page too'),
    ],
    ...at('events'),
    meaning: 'user name to include in events. The user sees it on the status page',
  },
  privateWindows: {
    title: 'Private windows',
    description:
      'off: they cannot be opened, or only with the extension in them. The self-check then does not ask for it there.',
    schema: { type: 'string', enum: PRIVATE_WINDOWS },
    flags: [],
    ...at('health'),
    meaning:
      '`off`: private windows cannot be opened, or only with the extension. The health report then skips them. An extension cannot detect this itself; `gatepost deploy` sets it together with its hardening',
  },
};

/**
 * Who may import whom, as docs/internals/architecture.md has it: default deny. A room is a folder of src, the longest that a file lies in;
 * `values` are rooms, folders or single files it may import, `types` those of which it may import types only, `packages` what
 * may come from outside.
 * @type {Readonly<Record<string, { values?: string[], types?: string[], packages?: string[] }>>}
 */
export const ROOMS = {
  policy: {},
  trust: { values: ['policy'] },
  dnr: { values: ['policy', 'protocol/block-page-url'] },
  data: { packages: ['fflate'] },
  pdf: { types: ['data'], packages: ['pdfjs-dist/.*'] },
  events: { values: ['policy'] },
  protocol: {
    values: ['policy', 'events', 'data/company/compile-detector'],
    types: ['data'],
    packages: ['webextension-polyfill'],
  },
  worker: {
    values: ['policy', 'trust', 'dnr', 'events', 'protocol', 'platform', 'worker', 'data/fingerprint/filter'],
  },
  'worker/state': {
    values: ['policy', 'trust', 'dnr', 'events', 'protocol', 'worker/intervals'],
    types: ['worker/ports'],
  },
  'worker/update': {
    values: [
      ...['policy', 'trust', 'events', 'protocol', 'worker/state', 'worker/intervals'],
      'data/fingerprint/filter',
    ],
    types: ['worker/ports', 'worker/host-ports'],
  },
  'worker/enforce': { values: ['policy', 'dnr', 'protocol', 'worker/state'], types: ['worker/ports'] },
  'worker/telemetry': {
    values: ['policy', 'events', 'protocol', 'worker/state', 'worker/intervals'],
    types: ['trust', 'worker/ports', 'worker/answers'],
  },
  'worker/answers': {
    values: [
      'policy',
      'events',
      'protocol',
      'worker/state',
      'worker/enforce/self-check',
      'worker/telemetry/page-events',
    ],
    types: ['trust', 'worker/ports'],
  },
  platform: {
    values: [
      'worker/ports',
      'worker/host-ports',
      'protocol/browser',
      'protocol/content-messages',
      'trust/policy-answer',
    ],
    types: ['policy', 'catalogue', 'trust', 'dnr', 'events', 'protocol'],
    packages: ['webextension-polyfill'],
  },
  content: {
    values: [
      'policy/guard-list',
      'policy/guard-spelling',
      'data',
      'pdf',
      'protocol/block-page-url',
      'protocol/data-messages',
      'protocol/hash-text',
      'protocol/rich-text',
    ],
    types: ['events', 'protocol/content-messages'],
  },
  'pages/shared': { values: ['protocol', 'policy/actions', 'policy/limits'], types: ['policy'] },
  'pages/block': { values: ['protocol', 'pages/shared', 'policy/actions', 'policy/limits'], types: ['policy'] },
  'pages/popup': { values: ['protocol', 'pages/shared', 'policy/actions', 'policy/limits'], types: ['policy'] },
  'pages/status': { values: ['protocol', 'pages/shared', 'policy/actions', 'policy/limits'], types: ['policy'] },
  catalogue: { values: ['policy'], packages: ['zod'] },
  authoring: { values: ['policy', 'catalogue', 'data'], packages: ['zod', 'tldts'] },
  server: { values: ['policy', 'events'], packages: ['zod', 'node:.*'] },
  cli: {
    values: [
      'policy',
      'catalogue',
      'authoring',
      'trust',
      'dnr',
      'data',
      'events',
      'protocol/block-page-url',
      'protocol/data-plan',
      'protocol/first-of-month',
      'protocol/problem-codes',
      'protocol/visible-length',
      'server',
      'worker/engine',
      'package.json',
      'policy.schema.json',
    ],
    types: ['pdf', 'worker/ports', 'protocol/answers'],
    packages: [
      'commander',
      'js-yaml',
      'jose',
      'zod',
      'fflate',
      'fzstd',
      'ignore',
      'node-sqlite3-wasm',
      'recheck/.*',
      '@duckdb/node-api',
      'node:.*',
    ],
  },
};

/** Folders of which no part may import another: what two commands need lies in a room of its own. */
export const APART = ['cli/commands'];

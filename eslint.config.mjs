import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/**
 * Who may import whom: the table of docs/architecture.md, default deny. `values`: folders of src; `types`: folders (or
 * single files) of which types only; `packages`: what may come from outside.
 * @type {Record<string, { values?: string[], types?: string[], packages?: string[] }>}
 */
const BOUNDARIES = {
  policy: { packages: ['zod'] },
  catalogue: { values: ['policy'], packages: ['zod'] },
  trust: { values: ['policy'] },
  compile: { values: ['policy'] },
  events: { values: ['policy'] },
  data: {},
  messages: { values: ['policy', 'events'], packages: ['webextension-polyfill'] },
  engine: { values: ['policy', 'trust', 'compile', 'events', 'messages'] },
  platform: {
    values: ['engine/ports', 'messages/browser'],
    types: ['policy', 'catalogue', 'trust', 'compile', 'events'],
    packages: ['webextension-polyfill'],
  },
  background: { values: ['engine', 'platform', 'messages'] },
  pages: { values: ['messages'], types: ['policy'] },
  content: { values: ['policy/guard-list', 'compile/blocked-address'] },
  cli: {
    values: ['policy', 'catalogue', 'trust', 'compile', 'events', 'data'],
    packages: [
      'commander',
      'js-yaml',
      'jose',
      'zod',
      'fflate',
      'fzstd',
      'node-sqlite3-wasm',
      '@duckdb/node-api',
      'node:.*',
      '(\\.\\./)+(package|policy\\.schema)\\.json',
    ],
  },
};

/** Files lie one (`src/cli/x.ts`) or two (`src/cli/commands/x.ts`) folders deep. */
const DEPTHS = [
  { glob: '*.ts', own: '\\./(?!\\.)', up: '\\.\\./' },
  { glob: '*/*.ts', own: '\\./(?!\\.)|\\.\\./(?!\\.)', up: '\\.\\./\\.\\./' },
];

const boundaryConfigs = Object.entries(BOUNDARIES).flatMap(([folder, { values = [], types = [], packages = [] }]) =>
  DEPTHS.map(({ glob, own, up }) => {
    const inside = (/** @type {string[]} */ list) => list.map((each) => `${up}${each}(?:/|\\.js$)`);
    const outside = packages.map((name) => `${name}$`);
    const mayImport = [own, ...inside(values), ...outside];
    const allowed = [...mayImport, ...inside(types)].join('|');
    const message = `src/${folder} may not import this: see docs/architecture.md, "Who may import whom".`;
    /** @type {import('eslint').Linter.Config} */
    const config = {
      files: [`src/${folder}/${glob}`],
      rules: {
        '@typescript-eslint/no-restricted-imports': [
          'error',
          {
            patterns: [
              { regex: `^(?!${allowed})`, message },
              ...inside(types).map((regex) => ({
                regex: `^${regex}`,
                allowTypeImports: true,
                message: `${message} Types only.`,
              })),
            ],
          },
        ],
      },
    };
    return config;
  }),
);

export default defineConfig(
  { ignores: ['dist/', 'artifacts/', '.demo/', 'node_modules/'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.pure.json', 'tsconfig.extension.json', 'tsconfig.node.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', { max: 250 }],
      'max-lines-per-function': ['error', { max: 40, skipComments: true, skipBlankLines: true }],
      'no-console': 'error',
      'no-undef': 'off', // the compiler checks every file, JavaScript too
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/dot-notation': 'off', // the compiler's noPropertyAccessFromIndexSignature asks for the opposite
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
        { selector: 'ImportExpression', message: 'Import at the top, where the boundaries are checked.' },
      ],
    },
  },
  {
    // Commands are loaded when they are named (docs/adr/0023); all of them lie in one folder, which may import what cli may.
    files: ['src/cli/program.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  ...boundaryConfigs,
  { files: ['test/**/*.ts'], rules: { 'max-lines-per-function': 'off' } },
);

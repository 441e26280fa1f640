import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { boundaries } from './scripts/lint/boundaries.mjs';

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
    plugins: { gatepost: { rules: { boundaries } } },
    rules: {
      'gatepost/boundaries': 'error',
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
  {
    // Editing commands, and the key code by which an input method's keys are known: nothing has taken their place (docs/adr/0052).
    files: ['src/content/data-guard/*.ts', 'src/content/data-guard/dialog/decide.ts'],
    rules: { '@typescript-eslint/no-deprecated': 'off' },
  },
  { files: ['test/**/*.ts'], rules: { 'max-lines-per-function': 'off' } },
);

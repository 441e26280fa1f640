/** policy.schema.json must be what the schema in the sources says, and say what editors need. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { policySourceSchema } from '../../src/authoring/source.js';
import { readRepositoryJson, ROOT } from '../support/repository.js';

interface Node {
  readonly $id?: string;
  readonly title?: string;
  readonly description?: string;
  readonly additionalProperties?: boolean;
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
}

const schema = readRepositoryJson('policy.schema.json') as Node;
const rule = schema.properties?.['rules']?.items;

test('is up to date: run node scripts/policy-schema.mjs when this fails', async () => {
  const script = path.join(ROOT, 'scripts/policy-schema.mjs');
  await expect(promisify(execFile)(process.execPath, [script, '--check'])).resolves.toMatchObject({ stderr: '' });
});

test('names itself', () => {
  expect(schema).toMatchObject({ $id: 'urn:gatepost:policy:1', title: 'Gatepost policy' });
  expect(schema.description).toContain('docs/reference/policy.md');
});

describe('describes what an administrator writes', () => {
  test('asks only for keys without a default', () => {
    expect(schema.required).toEqual(['format', 'name', 'organisation', 'rules']);
    expect(rule?.required).toEqual(['id', 'action']);
  });

  test.each([
    ['the policy', schema],
    ['a rule', rule],
    ['an audience', rule?.properties?.['audience']],
    ['a window', rule?.properties?.['window']],
    ['a tool', schema.properties?.['tools']?.items],
  ])('knows no other keys in %s', (_, node) => {
    expect(node?.additionalProperties).toBe(false);
  });

  test('offers the actions', () => {
    expect(rule?.properties?.['action']?.enum).toEqual(['allow', 'observe', 'warn', 'account', 'block']);
  });

  test.each([...Object.keys(policySourceSchema.shape)])('explains %s', (key) => {
    expect(schema.properties?.[key]?.description).toMatch(/\.$/);
  });

  test.each(Object.keys(policySourceSchema.shape.rules.element.shape))('explains %s of a rule', (key) => {
    expect(rule?.properties?.[key]?.description).toMatch(/\.$/);
  });
});

import { describe, expect, test } from '@jest/globals';
import { DEVELOPMENT_KEY, manifestFor, TARGETS } from '../../scripts/manifest.mjs';
import { readRepositoryFile, readRepositoryJson } from '../support/repository.js';

const base = readRepositoryJson('manifest.json') as Record<string, unknown> & {
  permissions: string[];
  host_permissions: string[];
};

describe.each(TARGETS)('the manifest for %s', (target) => {
  const manifest = manifestFor(base, target, '1.2.3');

  test('asks for what manifest.json asks for, and carries the package’s version', () => {
    expect(manifest).toMatchObject({
      manifest_version: 3,
      version: '1.2.3',
      permissions: base.permissions,
      host_permissions: base.host_permissions,
      action: base['action'],
      content_security_policy: base['content_security_policy'],
    });
  });

  test('leaves manifest.json as it was', () => {
    expect(base).toEqual(readRepositoryJson('manifest.json'));
  });
});

describe.each(['chrome', 'edge'] as const)('in %s', (target) => {
  const manifest = manifestFor(base, target, '1.2.3');

  test('the worker is a service worker, and the id is fixed', () => {
    expect(manifest['background']).toEqual({ service_worker: 'worker.js' });
    expect(manifest['key']).toBe(DEVELOPMENT_KEY);
  });

  test('nothing is said that only Firefox understands', () => {
    expect(manifest).not.toHaveProperty('browser_specific_settings');
    expect(manifest).toMatchObject({ incognito: 'split', storage: { managed_schema: 'managed-schema.json' } });
  });
});

describe('in firefox', () => {
  const manifest = manifestFor(base, 'firefox', '1.2.3');

  test('the worker is an event page', () => {
    expect(manifest['background']).toEqual({ scripts: ['worker.js'] });
  });

  test('nothing is said that Firefox misunderstands', () => {
    for (const key of ['incognito', 'storage', 'minimum_chrome_version', 'key'])
      expect(manifest).not.toHaveProperty(key);
  });

  test('the id is fixed', () => {
    expect(manifest).toMatchObject({ browser_specific_settings: { gecko: { id: 'gatepost@gatepost.example' } } });
  });
});

test('pages run scripts of the extension only, and reach the policy’s host only safely', () => {
  const policy = (base['content_security_policy'] as { extension_pages: string }).extension_pages;
  const directives = new Map(policy.split('; ').map((each) => [each.split(' ', 1)[0], each]));
  expect(directives.get('default-src')).toBe("default-src 'none'");
  expect(directives.get('script-src')).toBe("script-src 'self'");
  expect(directives.get('connect-src')).not.toMatch(/ (\*|http:)( |$)/);
});

test('every permission is explained in docs/reference/permissions.md, and nothing else is', () => {
  const rows = readRepositoryFile('docs/reference/permissions.md').matchAll(/^\| `([^`]+)` +\|/gm);
  const explained = [...rows].map(([, permission]) => permission);
  expect(explained.sort()).toEqual([...base.permissions, ...base.host_permissions].sort());
});

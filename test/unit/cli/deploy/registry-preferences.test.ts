/** The items for Group Policy, read as the editor reads them: they come to the values of the registry. */
import { describe, expect, test } from '@jest/globals';
import { DOMParser, type Element } from '@xmldom/xmldom';
import type { PolicyBrowser } from '../../../../src/cli/deploy/browser-policies.js';
import { installFiles, removalFiles, type DeployFile } from '../../../../src/cli/deploy/deploy-files.js';
import { switchesOf } from '../../../../src/cli/deploy/hardening.js';
import { registryValues } from '../../../../src/cli/deploy/registry.js';
import { removalSettings, settingsFor } from '../../../../src/cli/deploy/settings.js';

function settings(browser: PolicyBrowser) {
  return settingsFor({
    browser,
    extensionId: browser === 'firefox' ? 'gatepost@contoso.example' : 'abcdefghijklmnopabcdefghijklmnop',
    address: 'https://policy.contoso.example/updates.xml?a=1&b=<2>',
    firefoxUpdateUrl: 'https://policy.contoso.example/updates.json',
    configuration: { policyUrl: 'https://policy.contoso.example/policy.jws', organisation: ' "own"\t& <Zürich>\nAG ' },
    compiled: { URLBlocklist: ['a.example', 'b.example/"x"'], GeminiSettings: 4_294_967_295 },
    possible: [],
    hardening: switchesOf(browser),
    unsignedXpi: true,
    signInDomains: [],
    otherExtensions: null,
  });
}

interface Item {
  readonly action: string;
  readonly key: string;
  readonly name: string;
  readonly data: string | number;
}

function itemsOf(files: readonly DeployFile[]): Item[] {
  const { content = '' } = files.find(({ name }) => name === 'Registry.xml') ?? {};
  const onError = (level: string, message: string) => {
    throw new Error(`${level}: ${message}`);
  };
  const document = new DOMParser({ onError }).parseFromString(content as string, 'text/xml');
  const items = Array.from(document.getElementsByTagName('Registry'));
  const identifiers = items.map((item) => item.getAttribute('uid') ?? '');
  expect(new Set(identifiers).size).toBe(items.length);
  for (const each of identifiers)
    expect(each).toMatch(/^\{[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-8[0-9A-F]{3}-[0-9A-F]{12}\}$/);
  return items.flatMap((item) => Array.from(item.getElementsByTagName('Properties')).map(itemOf));
}

function itemOf(properties: Element): Item {
  const get = (name: string) => properties.getAttribute(name) ?? '';
  expect(get('hive')).toBe('HKEY_LOCAL_MACHINE');
  const isNumber = get('type') === 'REG_DWORD';
  if (isNumber) expect(get('value')).toMatch(/^[0-9A-F]{8}$/);
  const data = isNumber ? Number.parseInt(get('value'), 16) : get('value');
  return { action: get('action'), key: get('key'), name: get('name'), data };
}

describe.each<PolicyBrowser>(['chrome', 'edge', 'brave', 'chromium', 'firefox'])('for %s', (browser) => {
  const of = settings(browser);

  test('the items set the values of the registry', () => {
    const items = itemsOf(installFiles(of, 'windows', null));
    expect(items).toEqual(registryValues(of).map((value) => ({ action: 'U', ...value })));
    expect(items.length).toBeGreaterThan(5);
  });

  test('those of the removal delete or replace each of them, and set only what removes the add-on', () => {
    const removal = removalSettings(of);
    const items = itemsOf(removalFiles(of, 'windows', null));
    const isGone = ({ key, name }: { key: string; name: string }) =>
      items.some((item) => item.key === key && (item.name === name || item.name === ''));
    expect(registryValues(of).filter((value) => !isGone(value))).toEqual([]);
    const set = items.filter(({ action }) => action !== 'D');
    const expected = removal === null ? [] : registryValues(removal);
    expect(set).toEqual(expected.map((value) => ({ action: 'U', ...value })));
  });
});

/** The template and the OMA-URI rows, read as Windows reads them: they come to the values of the .reg file. */
import { describe, expect, test } from '@jest/globals';
import { DOMParser, type Element } from '@xmldom/xmldom';
import { renderAdml, renderAdmx, renderSyncMl } from '../../../../src/cli/deploy/admx.js';
import { registryValues, type RegistryValue } from '../../../../src/cli/deploy/registry.js';
import { switchesOf } from '../../../../src/cli/deploy/hardening.js';
import { settingsFor, type Settings } from '../../../../src/cli/deploy/settings.js';
import { PLACES } from '../../../../src/cli/deploy/targets.js';
import type { PolicyBrowser } from '../../../../src/cli/deploy/browser-policies.js';

const BROWSERS: readonly PolicyBrowser[] = ['chrome', 'edge', 'brave', 'chromium', 'firefox'];

function settings(browser: PolicyBrowser): Settings {
  return settingsFor({
    browser,
    extensionId: browser === 'firefox' ? 'gatepost@contoso.example' : 'abcdefghijklmnopabcdefghijklmnop',
    address: 'https://policy.contoso.example/updates.xml?a=1&b=<2>',
    firefoxUpdateUrl: 'https://policy.contoso.example/updates.json',
    configuration: {
      policyUrl: 'https://policy.contoso.example/policy.jws',
      organisation: ' Contoso’s "own"\t& <Zürich> ]]> ',
      groups: ["it's", 'Pilot, A'],
      bootstrapPolicy: 'line one\nline two\r\nthree',
      maximum: 4_294_967_295,
      shown: true,
    },
    compiled: {
      URLBlocklist: ['a.example', 'b.example/"x"', '*'],
      GeminiSettings: 1,
      HttpHeaderInjection: [{ name: 'x' }],
    },
    possible: [],
    hardening: switchesOf(browser),
    unsignedXpi: true,
    signInDomains: [],
    otherExtensions: null,
  });
}

const parsed = (xml: string) => {
  const document = new DOMParser({
    onError: (level, message) => {
      throw new Error(`${level}: ${message}`);
    },
  });
  return document.parseFromString(xml, 'text/xml');
};
const all = (of: { getElementsByTagName: (name: string) => ArrayLike<Element> }, name: string) =>
  Array.from(of.getElementsByTagName(name));
const attribute = (of: Element, name: string) => of.getAttribute(name) ?? '';

/** What the device does with the rows: the template says where each value goes and of which type it is. */
function written(syncMl: string): { area: string; values: RegistryValue[] } {
  const rows = all(parsed(syncMl), 'Item').map((item) => ({
    uri: all(item, 'LocURI')[0]?.textContent ?? '',
    data: all(item, 'Data')[0]?.textContent ?? '',
  }));
  const [template, row] = rows;
  if (template === undefined || row === undefined || rows.length !== 2) throw new Error('expected two rows');
  const admx = parsed(template.data);
  const [policy] = all(admx, 'policy');
  const [category] = all(admx, 'category');
  const [, app = ''] = /ADMXInstall\/(\w+)\/Policy\/\w+$/.exec(template.uri) ?? [];
  const area = `${app}~Policy~${category === undefined ? '' : attribute(category, 'name')}`;
  expect(row.uri).toBe(
    `./Device/Vendor/MSFT/Policy/Config/${area}/${policy === undefined ? '' : attribute(policy, 'name')}`,
  );
  const payload = all(parsed(`<payload>${row.data}</payload>`), 'data');
  expect(row.data).toMatch(/^<enabled\/>/);
  const given = new Map(payload.map((each) => [attribute(each, 'id'), attribute(each, 'value')]));
  expect(given.size).toBe(payload.length);
  const [elements] = all(admx, 'elements');
  const inputs = Array.from(elements?.childNodes ?? []).filter((node): node is Element => node.nodeType === 1);
  // Every input of the template has to be given.
  expect(inputs.map((input) => attribute(input, 'id')).sort()).toEqual([...given.keys()].sort());
  return { area, values: inputs.flatMap((input) => valuesOf(input, given.get(attribute(input, 'id')) ?? '')) };
}

function valuesOf(input: Element, value: string): RegistryValue[] {
  const key = attribute(input, 'key');
  if (input.tagName === 'list') {
    const parts = value.split('\uF000');
    return Array.from({ length: parts.length / 2 }, (_, index) => ({
      key,
      name: parts[index * 2] ?? '',
      data: parts[index * 2 + 1] ?? '',
    }));
  }
  const name = attribute(input, 'valueName');
  if (input.tagName === 'text') {
    expect(value.length).toBeLessThanOrEqual(Number(attribute(input, 'maxLength')));
    return [{ key, name, data: value }];
  }
  expect(input.tagName).toBe('decimal');
  expect(Number(value)).toBeLessThanOrEqual(Number(attribute(input, 'maxValue')));
  return [{ key, name, data: Number(value) }];
}

const sorted = (values: readonly RegistryValue[]) =>
  [...values].sort((one, other) => `${one.key}\\${one.name}`.localeCompare(`${other.key}\\${other.name}`));

describe.each(BROWSERS)('for %s', (browser) => {
  const of = settings(browser);

  test('the rows come to the values of the .reg file', () => {
    const { values } = written(renderSyncMl(of));
    expect(sorted(values)).toEqual(sorted(registryValues(of)));
    expect(values.length).toBeGreaterThan(5);
  });

  test('every value lies below the browser’s own key', () => {
    const root = PLACES[browser].registryKey;
    for (const { key } of written(renderSyncMl(of)).values) expect(`${key}\\`.startsWith(`${root}\\`)).toBe(true);
  });

  test('the template’s words are all there, and each input is shown', () => {
    const [admx, adml] = [parsed(renderAdmx(of)), parsed(renderAdml(of))];
    const said = all(adml, 'string').map((string) => attribute(string, 'id'));
    const asked = [...renderAdmx(of).matchAll(/\$\(string\.(\w+)\)/g)].map(([, id]) => id);
    expect([...new Set(asked)].sort()).toEqual([...said].sort());
    const shown = ['textBox', 'decimalTextBox', 'listBox']
      .flatMap((tag) => all(adml, tag))
      .map((box) => attribute(box, 'refId'));
    const ids = ['text', 'decimal', 'list'].flatMap((tag) => all(admx, tag)).map((input) => attribute(input, 'id'));
    expect(shown.sort()).toEqual(ids.sort());
  });
});

test('the names of two browsers’ rows differ, so that one machine can have both', () => {
  const areas = BROWSERS.map((browser) => written(renderSyncMl(settings(browser))).area);
  expect(new Set(areas).size).toBe(BROWSERS.length);
});

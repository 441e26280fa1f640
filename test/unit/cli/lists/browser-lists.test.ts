/** The lists in policies of browsers, wherever they are written. */
import { describe, expect, test } from '@jest/globals';
import { readContent as read, told } from '../../../support/lists.js';

const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

describe('policies of browsers', () => {
  test('Chromium’s lists, with comments, each entry by its line', () => {
    const list = read(`{
  // old list
  "URLBlocklist": [
    "example.com", ".exact.example", "http://scheme.example",
    "paths.example/chat", "*", "port.example:8080", "javascript:*",
    "*.star.example", "watch.example/w?v=1", "192.0.2.1",
  ],
  "URLAllowlist": ["help.example.com"]
}`);
    expect(told(list)).toEqual({
      kind: 'json',
      entries: [
        '4 block example.com',
        '4 block =exact.example',
        '4 block scheme.example',
        '5 block paths.example/chat',
        '6 block watch.example/w?v=1',
        '6 block 192.0.2.1',
        '8 allow help.example.com',
      ],
      left: ['5 unmapped *', '5 unmapped port.example:8080', '5 skipped javascript:*', '6 unmapped *.star.example'],
    });
    expect(list.entries.filter(({ note }) => note !== null).map(({ text }) => text)).toEqual([
      'http://scheme.example',
      'paths.example/chat',
      'watch.example/w?v=1',
    ]);
  });

  test('lists that Google’s console wraps, and those below other names', () => {
    const list = read('{"policies": {"URLBlocklist": {"Value": ["a.example"]}, "Other": ["b.example"]}}');
    expect(told(list).entries).toEqual(['1 block a.example']);
  });

  test('Firefox: an exception goes before every block', () => {
    const list = read(`{ "policies": { "WebsiteFilter": {
  "Block": ["*://*.a.example/*", "*://b.example/*", "<all_urls>", "file:///*", "a.example", "*://*.c.example/x/*"],
  "Exceptions": ["*://*.help.a.example/*"] } } }`);
    expect(told(list)).toEqual({
      kind: 'json',
      entries: ['2 block a.example', '2 block =b.example', '2 block c.example/x', '3 allow help.a.example'],
      left: ['2 unmapped <all_urls>', '2 skipped file:///*', '2 unmapped a.example'],
    });
    expect(list.entries.map(({ beatsAll }) => beatsAll ?? false)).toEqual([false, false, false, true]);
  });

  test('the registry, in UTF-16, with lists as numbered values and as JSON', () => {
    const chrome = 'HKEY_CURRENT_USER\\SOFTWARE\\Policies\\Google\\Chrome';
    const multi = [...Buffer.from('{"Block":["*://*.c.example/*"]}\0\0', 'utf16le')]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join(',');
    const list = read(
      utf16(
        [
          'Windows Registry Editor Version 5.00',
          '',
          `[${chrome}\\URLBlocklist]`,
          '"1"="a.example"',
          '"two"="b.example"',
          '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Mozilla\\Firefox]',
          `"WebsiteFilter"=hex(7):${multi.slice(0, 30)}\\`,
          `  ${multi.slice(30)}`,
          '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Mozilla\\Firefox\\WebsiteFilter\\Exceptions]',
          '"1"="*://*.d.example/*"',
        ].join('\r\n'),
      ),
    );
    expect(told(list)).toEqual({
      kind: 'reg',
      entries: ['4 block a.example', '7 block c.example', '10 allow d.example'],
      left: ['5 unmapped b.example'],
    });
  });

  test('a profile of macOS', () => {
    const list = read(`<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict><key>PayloadContent</key><array><dict>
  <key>URLBlocklist</key>
  <array>
    <string>a.example</string>
    <string>b.example/x&#38;y</string>
  </array>
  <key>Enabled</key><true/><key>Version</key><integer>1</integer>
</dict></array></dict></plist>`);
    expect(told(list)).toMatchObject({ kind: 'plist', entries: ['6 block a.example', '7 block b.example/x&y'] });
  });

  test('an export of Intune’s settings catalogue, and a profile of OMA-URIs', () => {
    const id = 'device_vendor_msft_policy_config_chromeintunev1~policy~googlechrome_urlblocklist_urlblocklistdesc';
    const catalogue = {
      settings: [
        {
          settingInstance: {
            choiceSettingValue: {
              children: [{ settingDefinitionId: id, simpleSettingCollectionValue: [{ value: 'a.example' }] }],
            },
          },
        },
      ],
    };
    expect(told(read(JSON.stringify(catalogue, null, 1))).entries).toEqual(['11 block a.example']);
    const value = '<enabled/><data id="URLBlocklistDesc" value="1&#xF000;a.example&#xF000;2&#xF000;b.example"/>';
    const oma = { omaSettings: [{ omaUri: './Device/Vendor/MSFT/Policy/Config/Chrome~Policy/URLBlocklist', value }] };
    expect(told(read(JSON.stringify(oma))).entries).toEqual(['1 block a.example', '1 block b.example']);
    expect(told(read(value))).toMatchObject({ kind: 'template', entries: ['1 block a.example', '1 block b.example'] });
  });
});

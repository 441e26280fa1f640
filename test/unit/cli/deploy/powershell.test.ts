/** The PowerShell scripts, read by the language's grammar from their first line to their last. */
import { describe, expect, test } from '@jest/globals';
import { renderDetectScript } from '../../../../src/cli/deploy/powershell-detect.js';
import { renderInstallScript, renderRemovalScript } from '../../../../src/cli/deploy/powershell.js';
import { switchesOf } from '../../../../src/cli/deploy/hardening.js';
import { removalSettings, settingsFor, type Settings } from '../../../../src/cli/deploy/settings.js';
import type { PolicyBrowser } from '../../../../src/cli/deploy/browser-policies.js';
import { powershellMistakes } from '../../../support/powershell.js';

const BROWSERS: readonly PolicyBrowser[] = ['chrome', 'edge', 'brave', 'chromium', 'firefox'];

function settings(browser: PolicyBrowser): Settings {
  return settingsFor({
    browser,
    extensionId: browser === 'firefox' ? 'gatepost@contoso.example' : 'abcdefghijklmnopabcdefghijklmnop',
    address: 'https://policy.contoso.example/gatepost-updates.xml',
    firefoxUpdateUrl: 'https://policy.contoso.example/updates.json',
    // What could end a text of the script too early.
    configuration: {
      policyUrl: 'https://policy.contoso.example/policy.jws?a=$b&c=`d',
      organisation: `Contoso’s "own" 'AI' $(desk) ‘quoted‚ ‛`,
      groups: ["it's", '@(1)', 'a;b|c'],
      bootstrapPolicy: 'one\ntwo',
    },
    compiled: { URLBlocklist: ["a.example/it's", '*'], HttpHeaderInjection: [{ name: "x'y" }], Number: 2 },
    possible: [],
    hardening: switchesOf(browser),
    unsignedXpi: true,
    signInDomains: [],
    otherExtensions: null,
  });
}

describe.each(BROWSERS)('for %s', (browser) => {
  test.each([
    ['install.ps1', (of: Settings) => renderInstallScript(of)],
    ['detect.ps1', (of: Settings) => renderDetectScript(of)],
    ['uninstall.ps1', (of: Settings) => renderRemovalScript(of, removalSettings(of))],
  ])('%s is PowerShell', async (_, render) => {
    const script = render(settings(browser));
    expect(await powershellMistakes(script.toString().replace(/^\ufeff/, ''))).toEqual([]);
  });
});

test.each([
  ['a text that does not end', "Set-Text 'a' 'it's'\r\n"],
  ['a brace that is missing', 'function Set-Text($key) { if ($key) { Write-Output $key }\r\n'],
  ['an assignment of nothing', '$key = \r\n'],
])('the grammar refuses %s', async (_, script) => {
  expect(await powershellMistakes(script)).not.toEqual([]);
});

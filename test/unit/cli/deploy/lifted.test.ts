/** A second delivery in Windows: what a rule set in the browser, and what is gone once the rule is lifted. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { POLICY_BROWSERS } from '../../../../src/cli/deploy/browser-policies.js';
import { PLACES } from '../../../../src/cli/deploy/targets.js';
import { aDeployment, runIn } from '../../../support/deploying.js';
import { readRegStrictly } from '../../../support/reg-reader.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();
let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  await aDeployment(folder);
});

/** Values by key and name, as they stand after the import of a .reg file. */
type Registry = ReadonlyMap<string, string | number>;

async function imported(registry: Registry, file: string): Promise<Registry> {
  const { values, removedKeys, removedValues } = readRegStrictly(await readFile(path.join(folder, 'out', file)));
  const isRemoved = (place: string) =>
    removedValues.includes(place) || removedKeys.some((key) => place.startsWith(`${key}\\`));
  return new Map([...[...registry].filter(([place]) => !isRemoved(place)), ...values]);
}

/** The same policy, with every rule lifted that a browser can enforce by itself. */
function lift(): Promise<void> {
  const rules = 'rules: [{ id: help, sites: [help.openai.example], action: allow }]';
  return writeFile(
    path.join(folder, 'policy.yaml'),
    `format: 1\nname: contoso\norganisation: { name: Contoso }\n${rules}\n`,
  );
}

describe.each(POLICY_BROWSERS)('for %s', (browser) => {
  const theirs: [string, number] = [`HKEY_LOCAL_MACHINE\\${PLACES[browser].registryKey}\\\\HomepageIsNewTabPage`, 1];

  test('a rule that is lifted is lifted by the next .reg file too', async () => {
    await runIn(folder, browser, 'windows');
    const before = await imported(new Map([theirs]), 'gatepost.reg');
    await lift();
    await runIn(folder, browser, 'windows');
    const after = await imported(before, 'gatepost.reg');
    expect(after.size).toBeLessThan(before.size);
    expect(new Map([...after].sort())).toEqual(
      new Map([...(await imported(new Map([theirs]), 'gatepost.reg'))].sort()),
    );
  });

  test('what was lifted meanwhile goes at the removal, and what others set stays', async () => {
    await runIn(folder, browser, 'windows');
    const before = await imported(new Map([theirs]), 'gatepost.reg');
    await lift();
    await runIn(folder, browser, 'windows', { uninstall: true });
    const left = [...(await imported(before, 'gatepost-uninstall.reg')).keys()];
    const removal = browser === 'firefox' ? [theirs[0].replace(/[^\\]+$/, 'ExtensionSettings')] : [];
    expect(left.sort()).toEqual([...removal, theirs[0]].sort());
  });

  test('without --policy nothing is said about policies that are the administrator’s own', async () => {
    await runIn(folder, browser, 'windows', { policyFile: null });
    const own = new Map<string, string | number>([
      [theirs[0].replace(/[^\\]+$/, 'URLBlocklist\\\\1'), 'a.example'],
      theirs,
    ]);
    expect([...(await imported(own, 'gatepost.reg'))]).toEqual(expect.arrayContaining([...own]));
  });
});

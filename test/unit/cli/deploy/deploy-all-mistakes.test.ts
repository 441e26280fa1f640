/** What `gatepost deploy --all` refuses, each mistake at its line and field. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { access, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { allOf, AUDIENCES, filesOfDeployment, HEAD, TARGETS } from '../../../support/deploying-all.js';
import { refusalOf } from '../../../support/refusal.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();
let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  await filesOfDeployment(folder);
});

const mistakesOf = async (text: string) => {
  const { lines, exitCode } = await refusalOf(() => allOf(folder, text));
  expect(exitCode).toBe(1);
  return lines.map((line) => line.replace(`${folder}${path.sep}`, ''));
};

describe('refuses, before it writes anything,', () => {
  const lines = HEAD.split('\n').length - 1;

  test.each<[string, string, string[]]>([
    [
      'a ring and a group that the policy does not have',
      `${TARGETS}audiences:\n  - { name: a, ring: pilott, directoryGroups: { entra: A } }\n  - { name: b, groups: [sales], directoryGroups: { entra: B } }\n`,
      [
        `deploy.yaml:${lines + 5}:22: audiences.0.ring: no rule of policy.yaml is for the ring pilott: did you mean pilot? For later, list it in plannedNames.rings`,
        `deploy.yaml:${lines + 6}:24: audiences.1.groups: no rule of policy.yaml is for the group sales: it has Legal. For later, list it in plannedNames.groups`,
      ],
    ],
    [
      'a directory group that is mapped twice, whatever its capitals',
      `${TARGETS}audiences:\n  - { name: a, ring: pilot, directoryGroups: { entra: SG-A } }\n  - { name: b, directoryGroups: { entra: sg-a } }\n`,
      [
        `deploy.yaml:${lines + 6}:42: audiences.1.directoryGroups.entra: sg-a is mapped twice: audience a has it already; remove it from one`,
      ],
    ],
    [
      'a name of which Windows makes no folder',
      `targets: [{ name: con, directory: ad, browsers: [edge] }]\n${AUDIENCES}`,
      [
        expect.stringContaining(
          'targets.0.name: found "con", expected another name: Windows makes no folder of this one',
        ) as unknown as string,
      ],
    ],
    [
      'an inner unit after the outer one',
      `targets: [{ name: g, directory: google, browsers: [chrome] }]\naudiences:\n  - { name: a, ring: pilot, directoryGroups: { google: /Contoso } }\n  - { name: b, directoryGroups: { google: /contoso/Legal/ } }\n`,
      [
        expect.stringMatching(
          /^deploy\.yaml:\d+:\d+: audiences\.1\.directoryGroups\.google: \/contoso\/Legal\/ lies inside \/Contoso of audience a/,
        ) as unknown as string,
      ],
    ],
    [
      'a unit of Active Directory, whose computers could not be excluded elsewhere',
      `targets: [{ name: d, directory: ad, browsers: [edge] }]\naudiences: [{ name: a, ring: pilot, directoryGroups: { ad: "OU=A,DC=a" } }]\n`,
      [
        `deploy.yaml:${lines + 2}:60: audiences.0.directoryGroups.ad: found the organisational unit OU=A,DC=a, expected a security group: put the computers of the unit into one`,
      ],
    ],
    [
      'an audience after everyone, and one that is the same',
      `${TARGETS}audiences:\n  - { name: rest, everyone: true }\n  - { name: late, directoryGroups: { entra: A } }\n`,
      [
        `deploy.yaml:${lines + 6}:5: audiences.1: late comes after rest, which is for everyone: put it before`,
        `deploy.yaml:${lines + 6}:5: audiences.1: the same ring and groups as audience rest, so the same files: add its directory groups there`,
      ],
    ],
    [
      'a target that is named in no directory, or twice',
      `targets:\n  - { name: a, directory: okta, browsers: [edge] }\n`,
      [
        `deploy.yaml:${lines + 2}:27: targets.0.directory: found "okta", expected one of entra, ad, google, jamf, files`,
        expect.stringContaining('audiences: expected a list of audiences') as unknown as string,
      ],
    ],
    [
      'what a directory does not deliver, and switches that no browser has',
      `targets:\n  - { name: a, directory: ad, os: macos, browsers: [edge], hardening: [safe-mode] }\n  - { name: a, directory: google, browsers: [edge, firefox] }\naudiences: [{ name: all, everyone: true }]\n`,
      [
        'deploy.yaml:9:13: targets.1.name: a is the name of another one above; give each its own',
        'deploy.yaml:8:35: targets.0.os: Active Directory (Group Policy) does not deliver to macos; expected windows, or leave os out',
        'deploy.yaml:8:71: targets.0.hardening: no browser of this target has the switch safe-mode; remove it',
        'deploy.yaml:9:45: targets.1.browsers: Google Admin console does not manage edge; expected chrome',
        'deploy.yaml:9:45: targets.1.browsers: Google Admin console does not manage firefox; expected chrome',
        'deploy.yaml:9:45: targets.1.browsers: no extension for firefox: add pack (the folder of `gatepost pack`), or stores.firefox',
      ],
    ],
    [
      'two targets of one directory for one browser, and groups that no target delivers to',
      `targets:\n  - { name: a, directory: entra, browsers: [edge] }\n  - { name: b, directory: entra, browsers: [chrome, edge] }\naudiences:\n  - { name: all, directoryGroups: { entra: A, jamf: B } }\n`,
      [
        'deploy.yaml:9:44: targets.1.browsers: edge on windows has files from target a already; name it in one of the two',
        'deploy.yaml:11:53: audiences.0.directoryGroups.jamf: no target delivers by jamf; add one, or remove these groups',
      ],
    ],
    [
      'a key that there is not',
      `${TARGETS}audiences: [{ name: all, everyon: true }]\n`,
      [`deploy.yaml:${lines + 4}:35: audiences.0.everyon: unknown key: did you mean everyone?`],
    ],
    ['what is no YAML', 'targets: [\n', [expect.stringMatching(/^deploy\.yaml:\d+:\d+: /) as unknown as string]],
  ])('%s', async (_, rest, expected) => {
    expect(await mistakesOf(HEAD + rest)).toEqual(expected);
    await expect(access(path.join(folder, 'out'))).rejects.toThrow('ENOENT');
  });

  test('a ring in managed.yaml, since the audiences say who is in what', async () => {
    await writeFile(
      path.join(folder, 'managed.yaml'),
      'policyUrl: https://policy.contoso.example/policy.jws\nring: pilot\n',
    );
    expect(await mistakesOf(HEAD + TARGETS + AUDIENCES)).toEqual([
      'managed.yaml: ring: the audiences of the deployment file set it; remove it here',
    ]);
  });
});

test('takes names that no rule has yet when they are listed', async () => {
  const planned = 'plannedNames: { rings: [early], groups: sales }\n';
  const audiences =
    'audiences: [{ name: early, ring: Early, groups: [sales], directoryGroups: { entra: A, jamf: B } }]\n';
  expect((await allOf(folder, HEAD + planned + TARGETS + audiences)).folders).toHaveLength(3);
});

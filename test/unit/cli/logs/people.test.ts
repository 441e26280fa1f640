/** Who is counted as a person: users, and the addresses of lines without one apart; and which share the gate of publish takes. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { simulate } from '../../../../src/cli/logs/simulate.js';
import { NOW_MS } from '../../../support/policies.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const newFolder = temporaryFolders();
const POLICY = `format: 1
name: acme
organisation: { name: Acme }
rules:
  - { id: no-chatgpt, tools: [chatgpt], action: block }
`;

let folder: string;

beforeEach(async () => {
  folder = await newFolder();
  await writeFile(path.join(folder, 'policy.yaml'), POLICY);
});

interface Group {
  readonly users: number;
  readonly addresses: number;
}

/** Everybody opens another site; those who are restricted open ChatGPT as well. */
async function simulated(all: Group, restricted: Group) {
  const line = (user: string, client: string, url: string) => `${url},${user},${client}`;
  const linesOf = ({ users, addresses }: Group, url: string) => [
    ...Array.from({ length: users }, (_, index) => line(`user${index}`, `10.0.0.${index % 250}`, url)),
    ...Array.from({ length: addresses }, (_, index) => line('-', `10.1.${index >> 8}.${index & 255}`, url)),
  ];
  const lines = [...linesOf(all, 'https://other.example/'), ...linesOf(restricted, 'https://chatgpt.com/')];
  const log = path.join(folder, 'log.csv');
  await writeFile(log, `url,user,client\n${lines.join('\n')}\n`);
  return simulate({
    ...{ policyFile: path.join(folder, 'policy.yaml'), againstFile: null, logs: [log], facts: null, nowMs: NOW_MS },
    ...{ names: 0, pseudonymKey: null, format: 'csv', columns: { client: 'client' } },
  });
}

describe('people', () => {
  test('are users; addresses of lines without one are no further people', async () => {
    const report = await simulated({ users: 300, addresses: 240 }, { users: 30, addresses: 3 });
    expect(report.log).toMatchObject({ people: 300, addresses: 240 });
    expect(report.restricted).toMatchObject({ people: 30, addresses: 3 });
    expect(report.rules[0]).toMatchObject({ people: 30, addresses: 3 });
  });

  test('are addresses where the log names no user at all', async () => {
    const report = await simulated({ users: 0, addresses: 200 }, { users: 0, addresses: 50 });
    expect(report.log).toMatchObject({ people: 200, addresses: 0 });
    expect(report.restricted).toMatchObject({ people: 50, addresses: 0, peoplePercent: 25 });
  });
});

describe('the share of people', () => {
  test.each<[string, Group, Group, number]>([
    ['is not made smaller by addresses', { users: 300, addresses: 240 }, { users: 30, addresses: 3 }, 10],
    ['is not made smaller by machines without a user', { users: 100, addresses: 900 }, { users: 20, addresses: 0 }, 20],
    [
      'is not made larger by two addresses that all are restricted',
      { users: 300, addresses: 2 },
      { users: 0, addresses: 2 },
      0.66,
    ],
    [
      'does not miss those who use a tool without a name',
      { users: 300, addresses: 200 },
      { users: 0, addresses: 100 },
      20,
    ],
    [
      'of both is that of each, when they are the same',
      { users: 100, addresses: 100 },
      { users: 30, addresses: 30 },
      30,
    ],
  ])('%s', async (_, all, restricted, percent) => {
    expect((await simulated(all, restricted)).restricted.peoplePercent).toBe(percent);
  });
});

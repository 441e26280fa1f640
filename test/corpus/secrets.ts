/** Texts with keys, passwords and markings in them. */
import { ASSIGNED_KEYS } from './assigned-keys.js';
import { ASSIGNED_CARRIERS, TOKEN_CARRIERS } from './carriers.js';
import type { CorpusText } from './corpus-text.js';
import { Chance } from './random.js';
import { VENDOR_KEYS } from './vendor-keys.js';

const ROUNDS = 3;

export function vendorSecrets(): CorpusText[] {
  return rows(VENDOR_KEYS).flatMap(([vendor, recipe], at) =>
    Array.from({ length: ROUNDS }, (_, round): CorpusText => {
      const chance = new Chance(at * 10 + round);
      const value = chance.fill(recipe);
      const text = chance.of(TOKEN_CARRIERS).replace('§', () => value);
      return {
        id: `vendor-secret/${vendor}-${at}-${round}`,
        family: 'vendor-secret',
        text,
        expected: [{ kind: 'secret', value }],
      };
    }),
  );
}

export function assignedSecrets(): CorpusText[] {
  return rows(ASSIGNED_KEYS).flatMap(([vendor, rest], at) => {
    const [name = '', recipe = ''] = rest.split(' ');
    return Array.from({ length: ROUNDS }, (_, round): CorpusText => {
      const chance = new Chance(at * 10 + round + 9000);
      const value = chance.fill(recipe);
      const text = chance
        .of(ASSIGNED_CARRIERS)
        .replaceAll('§N', name)
        .replace('§', () => value);
      return {
        id: `assigned-secret/${vendor}-${at}-${round}`,
        family: 'assigned-secret',
        text,
        expected: [{ kind: 'secret', value }],
      };
    });
  });
}

/** Vendor, and the rest of its line. */
function rows(table: string): [string, string][] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const blank = line.indexOf(' ');
      return [line.slice(0, blank), line.slice(blank + 1)];
    });
}

/** `§` is the recipe's value. */
const GENERIC: readonly (readonly [string, string])[] = [
  ['password = "§"', '{a4}!{a6}7'],
  ['DB_PASSWORD=§', '{a14}9'],
  ['The password is §, please change it.', '{a3}#{d3}{A4}'],
  ['Mot de passe : §', '{A5}{d3}!{A2}'],
  ['Passwort: §', '{A5}{d2}${A3}'],
  ['Kennwort = §', '{A6}?{d4}'],
  ['Contraseña: §', '{A5}{d3}%{A2}'],
  ['api_key: §', '{a32}'],
  ['"client_secret": "§"', '{a40}'],
  ["secret = '§'", '{w36}'],
  ['auth_token=§', '{l40}'],
  ['X-Api-Key: §', '{h32}'],
  ['Authorization: Bearer §', '{a48}'],
  ['access_token: §', '{g}'],
  ['curl -u admin:§ https://intranet.contoso.com', '{a10}!{d2}'],
  ['Authorization: Basic §', 'YWRtaW46{b20}=='],
  ['-----BEGIN RSA PRIV·ATE KEY-----\n§\n-----END RSA PRIV·ATE KEY-----', 'MIIEpAIBAAKCAQEA{b48}\n{b64}\n{b64}\n{b64}'],
  [
    '-----BEGIN OPENSSH PRIV·ATE KEY-----\n§\n-----END OPENSSH PRIV·ATE KEY-----',
    'b3BlbnNzaC1rZXktdjEAAAAA{b46}\n{b70}\n{b70}',
  ],
  ['-----BEGIN PGP PRIV·ATE KEY BLOCK-----\n\n§\n-----END PGP PRIV·ATE KEY BLOCK-----', 'lQdGBF{b58}\n{b64}\n{b64}'],
  [
    '{"private_key": "-----BEGIN PRIV·ATE KEY-----\\n§\\n-----END PRIV·ATE KEY-----\\n"}',
    'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC{b60}\\n{b64}',
  ],
  ['-----BEGIN EC PRIV·ATE KEY-----\n§', 'MHcCAQEEI{b55}\n{b64}\n{b20}='],
  ['    client-key-data: §', 'LS0tLS1CRUdJTiBS{b200}'],
];

export function genericSecrets(): CorpusText[] {
  return GENERIC.flatMap(([carrier, recipe], at) =>
    Array.from({ length: ROUNDS }, (_, round): CorpusText => {
      const value = new Chance(at * 10 + round + 20_000).fill(recipe);
      const text = carrier.replaceAll('·', '').replace('§', () => value);
      return {
        id: `generic-secret/${at}-${round}`,
        family: 'generic-secret',
        text,
        expected: [{ kind: 'secret', value }],
      };
    }),
  );
}

const MARKED = [
  'CONFIDENTIAL',
  'TLP:RED',
  'TLP:AMBER+STRICT',
  'STRICTLY CONFIDENTIAL',
  'Strictly confidential',
  'Internal use only',
  'CONFIDENTIEL',
  'Strictement confidentiel',
  'Usage interne uniquement',
  'Diffusion restreinte',
  'VERTRAULICH',
  'Streng vertraulich',
  'Nur für den internen Gebrauch',
  'VS-NfD'.toUpperCase(),
  'Nur für den Dienstgebrauch',
  'CONFIDENCIAL',
  'Estrictamente confidencial',
  'Solo para uso interno',
  'Proprietary and confidential',
  'Betriebsgeheimnis',
  'TOP SECRET',
  'Secret des affaires',
];
const PAPERS = [
  '§\n\nResults of the third quarter\n\nRevenue fell by 4 %.',
  'Board paper 12 – § – do not copy',
  '[§] Plan for the new plant',
  'Subject: §: offer for the buyer',
];

export function markings(): CorpusText[] {
  return MARKED.flatMap((value, at) =>
    PAPERS.map((paper, form): CorpusText => ({
      id: `marking/${at}-${form}`,
      family: 'marking',
      text: paper.replace('§', value),
      expected: [{ kind: 'marking', value }],
    })),
  );
}

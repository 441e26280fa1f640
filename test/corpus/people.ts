/** Sentences and forms around numbers of persons, and lists of customers. `§` is the number. */
import type { CorpusText } from './corpus-text.js';
import {
  amex,
  card,
  codiceFiscale,
  dni,
  germanCard,
  iban,
  nie,
  nino,
  nir,
  ssn,
  steuerId,
  type Make,
} from './numbers.js';
import { Chance } from './random.js';

const PAYING = [
  'Hi, the customer wants to pay with his Visa card § (valid thru 04/29). Can you book it?',
  'Bonjour, le client a payé par carte bancaire : §, merci de rembourser.',
  'Die Kreditkarte § wurde zweimal belastet, bitte eine Gutschrift erstellen.',
  'El cliente dio su tarjeta §, caduca en 11/28.',
  'name,card,expires\nI. Moreau,§,2028-09\n',
  '{"cardholder": "A. Weber", "number": "§", "cvc": "***"}',
];
const PAYING_BARE = [
  'Refund § please, the guest left yesterday.',
  'Dear team,\n\n§\n\nregards, Ana',
  'Buchen Sie § erneut.',
];
const ACCOUNT = [
  'Please transfer the salary to § from next month on.',
  'Mon nouveau RIB : § (Crédit Agricole).',
  'Bitte überweisen Sie den Betrag auf das Konto §.',
  'La cuenta para la devolución es §, gracias.',
  'IBAN: §\nBIC: DEUTDEFF\n',
  'Kontoinhaber;IBAN;Betrag\nWeber;§;120,00\n',
];
const FRENCH = [
  'Son numéro de sécurité sociale est §.',
  'NIR § – à transmettre à la mutuelle',
  'Salarié : Dupont, §, CDI',
  'n° SS: §',
];
const GERMAN_TAX = [
  'Meine Steuer-ID lautet §.',
  'Steueridentifikationsnummer: §',
  'IdNr. § (bitte für die Lohnabrechnung)',
  'The German tax ID of the new colleague is §',
];
const GERMAN_TAX_BARE = ['Frau Schmidt, geb. 1980, §, Steuerklasse I'];
const GERMAN_ID = [
  'Personalausweis Nr. § liegt in Kopie vor.',
  'Ausweisnummer: §',
  'ID card number § was checked at the desk',
  'Reisepass § gültig bis 2031',
];
const SPANISH = [
  'El DNI del trabajador es §.',
  'NIF: §',
  'Documento de identidad § a nombre de Lucía',
  'Alta de Carmen (DNI §) desde el lunes',
];
const SPANISH_NIE = ['Su NIE es §, adjunto copia.', 'Documento NIE: §'];
const BRITISH = ['His National Insurance number is §.', 'NI number: §', 'NINO § (see the P45)'];
const BRITISH_BARE = ['New starter: Jones, § , start 1 May'];
const AMERICAN = [
  'Her SSN is §, please add it to the W-4.',
  'Social Security Number: §',
  'ssn=§',
  'Social Security no. § on file',
];
const ITALIAN = ['Il mio codice fiscale è §.', 'CF: §', 'Dipendente Rossi, §, nato a Roma', 'codice,importo\n§,300'];

const spanish = (form: (digits: string, letter: string) => string): Make => dni(form);
const dotted = (digits: string): string => `${digits.slice(0, 2)}.${digits.slice(2, 5)}.${digits.slice(5)}`;

const SINGLE: readonly (readonly [
  name: string,
  makes: readonly Make[],
  carriers: readonly string[],
  rounds: number,
])[] = [
  ['card', [card(' '), card('-'), card(''), amex(' '), amex(''), card('\u00A0')], PAYING, 2],
  ['card-bare', [card(' '), card('-'), amex(' '), card('')], PAYING_BARE, 1],
  ['iban', [iban(''), iban(' '), iban('\u00A0')], ACCOUNT, 3],
  ['nir', [nir(''), nir(' '), nir('.')], FRENCH, 3],
  ['steuer-id', [steuerId(''), steuerId(' ')], GERMAN_TAX, 3],
  ['steuer-id-bare', [steuerId(' ')], GERMAN_TAX_BARE, 3],
  ['german-card', [germanCard], GERMAN_ID, 4],
  [
    'dni',
    [
      spanish((digits, letter) => digits + letter),
      spanish((digits, letter) => `${digits}-${letter}`),
      spanish((digits, letter) => `${dotted(digits)}-${letter}`),
    ],
    SPANISH,
    2,
  ],
  ['nie', [nie], SPANISH_NIE, 6],
  ['nino', [nino(''), nino(' ')], BRITISH, 3],
  ['nino-bare', [nino(' ')], BRITISH_BARE, 4],
  ['ssn', [ssn('-'), ssn(' '), ssn('-')], AMERICAN, 2],
  ['codice-fiscale', [codiceFiscale], ITALIAN, 5],
];

const NAMES =
  'Adler Brandt Costa Duval Ek Fischer Garcia Haas Ibarra Jung Keller Lopez Moreau Neri Otero Petit Quinn Rossi Silva Thomas'.split(
    ' ',
  );

export function singlePeople(): CorpusText[] {
  return SINGLE.flatMap(([name, makes, carriers, rounds]) =>
    carriers.flatMap((carrier, at) =>
      makes.flatMap((make, form) =>
        Array.from({ length: rounds }, (_, round): CorpusText => {
          const value = make(new Chance(hash(name) + at * 1000 + form * 100 + round));
          const expected = [{ kind: 'personal', value }] as const;
          return {
            id: `personal/${name}-${at}-${form}-${round}`,
            family: 'personal',
            text: carrier.replace('§', () => value),
            expected,
          };
        }),
      ),
    ),
  );
}

/** Columns without a word that says what they are: what a table of customers looks like when its head was not copied. */
export function lists(): CorpusText[] {
  const columns: readonly (readonly [string, Make])[] = [
    ['card', card('')],
    ['dni', spanish((digits, letter) => digits + letter)],
    ['ssn', ssn('-')],
    ['nino', nino('')],
    ['steuer-id', steuerId('')],
    [
      'email',
      (chance) =>
        `${chance.of(NAMES).toLowerCase()}.${chance.text('abcdeilmnorst', 6)}@${chance.of(['gmx.de', 'orange.fr', 'gmail.com'])}`,
    ],
    [
      'phone-fr',
      (chance) => `06 ${chance.text('d', 2)} ${chance.text('d', 2)} ${chance.text('d', 2)} ${chance.text('d', 2)}`,
    ],
    ['phone-de', (chance) => `+49 17${chance.text('d', 1)} ${chance.text('d', 8)}`],
    ['phone-us', (chance) => `(${chance.between(212, 989)}) ${chance.between(200, 989)}-${chance.text('d', 4)}`],
    ['phone-es', (chance) => `6${chance.text('d', 2)} ${chance.text('d', 3)} ${chance.text('d', 3)}`],
  ];
  return columns.flatMap(([name, make]) =>
    [0, 1, 2, 3].map((round): CorpusText => {
      const chance = new Chance(hash(name) + round);
      const values = Array.from({ length: 14 }, () => make(chance));
      const rows = values.map((value) =>
        [chance.of(NAMES), value, chance.of(['gold', 'silver', 'new'])].join(round % 2 === 0 ? ';' : '\t'),
      );
      // A list is one thing: its first row has to be found, and the others are its own.
      return {
        id: `personal/list-${name}-${round}`,
        family: 'personal',
        text: rows.join('\n'),
        expected: values.map((value) => ({ kind: 'personal', value })),
      };
    }),
  );
}

function hash(name: string): number {
  return Array.from(name).reduce((sum, sign) => sum * 31 + sign.charCodeAt(0), 7) % 1_000_003;
}

/** A thousand clean texts of offices in four languages: mails, minutes, invoices, tables, recipes, lists of numbers. */
import type { CorpusText } from './corpus-text.js';
import {
  FAREWELLS,
  FORM_WORDS,
  GREETINGS,
  ITEMS,
  LANGUAGES,
  POEMS,
  RECIPES,
  SENTENCES,
  type Language,
} from './office-parts.js';
import { Chance } from './random.js';

type Genre = (language: Language, chance: Chance) => string;

const COUNT = 1000;
const FIRST_NAMES = ['Anna', 'Tom', 'Claire', 'Jonas', 'Lucía', 'Karim', 'Miriam', 'Pablo', 'Priya', 'Sophie'];

function sentences(language: Language, chance: Chance, least: number, most: number): string {
  return Array.from({ length: chance.between(least, most) }, () => chance.of(SENTENCES[language])).join(' ');
}

const mail: Genre = (language, chance) =>
  [
    `From: ${chance.of(FIRST_NAMES).toLowerCase()}@contoso.com`,
    `To: team@contoso.com`,
    `Subject: ${chance.of(ITEMS[language])}`,
    '',
    chance.of(GREETINGS[language]),
    '',
    sentences(language, chance, 2, 4),
    '',
    sentences(language, chance, 1, 3),
    '',
    chance.of(FAREWELLS[language]),
    `Tel. +49 89 ${chance.text('d', 3)} ${chance.text('d', 4)}`,
  ].join('\n');

const minutes: Genre = (language, chance) => {
  const [, , , , date, action, owner] = FORM_WORDS[language];
  const points = Array.from(
    { length: chance.between(5, 9) },
    (_, at) => `${at + 1}. ${chance.of(SENTENCES[language])}`,
  );
  const tasks = Array.from(
    { length: 4 },
    () => `- ${action}: ${chance.of(ITEMS[language])} (${owner}: ${chance.of(FIRST_NAMES)})`,
  );
  return [
    `${date}: ${chance.between(1, 28)}.${chance.between(1, 12)}.2026, 14:00–15:30`,
    '',
    ...points,
    '',
    ...tasks,
  ].join('\n');
};

const invoice: Genre = (language, chance) => {
  const [invoiceNo, order, customer, total, date] = FORM_WORDS[language];
  const rows = Array.from({ length: chance.between(5, 8) }, () => {
    const [count, price] = [chance.between(1, 9), chance.between(10, 900)];
    return `${chance.of(ITEMS[language])}\t${count}\t${price},00\t${count * price},00 €`;
  });
  return [
    `${invoiceNo} ${chance.text('d', 10)}`,
    `${order}: ${chance.text('d', 9)} / ${customer}: ${chance.text('d', 8)}`,
    `${date}: 2026-${chance.between(10, 12)}-${chance.between(10, 28)}`,
    '',
    ...rows,
    '',
    `${total}: ${chance.between(1000, 9000)},00 EUR`,
    `VAT ID DE${chance.text('d', 9)}`,
  ].join('\n');
};

const table: Genre = (language, chance) => {
  const [, order, , total, date, , owner] = FORM_WORDS[language];
  const rows = Array.from(
    { length: chance.between(6, 12) },
    () =>
      `| ${chance.text('d', 8)} | ${chance.of(ITEMS[language])} | ${chance.of(FIRST_NAMES)} | ${chance.between(1, 28)}/11/2026 | ${chance.between(5, 5000)} |`,
  );
  return [`| ${order} | | ${owner} | ${date} | ${total} |`, '| --- | --- | --- | --- | --: |', ...rows].join('\n');
};

const sheet: Genre = (language, chance) => {
  const separator = chance.of([';', ',', '\t']);
  const rows = Array.from({ length: chance.between(8, 16) }, () =>
    [
      chance.text('d', 10),
      chance.of(ITEMS[language]),
      chance.between(1, 90),
      `17${chance.text('d', 8)}`,
      chance.text('d', 16),
    ].join(separator),
  );
  return [['order', 'item', 'count', 'time', 'tracking'].join(separator), ...rows].join('\n');
};

const recipe: Genre = (language) => RECIPES[language].join('\n');
const poem: Genre = (language) => POEMS[language].join('\n');

const phones: Genre = (language, chance) =>
  Array.from(
    { length: chance.between(5, 8) },
    () =>
      `${chance.of(FIRST_NAMES)}, ${FORM_WORDS[language][6]}: +33 1 ${chance.text('d', 2)} ${chance.text('d', 2)} ${chance.text('d', 2)} ${chance.text('d', 2)}, ext. ${chance.text('d', 4)}`,
  ).join('\n');

const addresses: Genre = (_, chance) =>
  Array.from({ length: 4 }, () =>
    [
      `${chance.of(FIRST_NAMES)} ${chance.of(['Vogel', 'Leroy', 'Patel', 'Ruiz'])}`,
      `${chance.of(['Hauptstr.', 'Rue de Lyon', 'High Street', 'Calle Mayor'])} ${chance.between(1, 99)}`,
      `${chance.text('d', 5)} ${chance.of(['München', 'Lyon', 'Leeds', 'Sevilla'])}`,
      '',
    ].join('\n'),
  ).join('\n');

const notes: Genre = (language, chance) =>
  Array.from(
    { length: chance.between(8, 14) },
    () =>
      `${chance.of(['* ', '- ', '• ', '> '])}${chance.of([chance.of(SENTENCES[language]), `${chance.of(ITEMS[language])} -> ${chance.of(FIRST_NAMES)}`, `${chance.of(ITEMS[language])} = ${chance.between(10, 99)} €`])}`,
  ).join('\n');

const agenda: Genre = (language, chance) =>
  Array.from(
    { length: chance.between(6, 10) },
    (_, at) =>
      `${String(8 + at).padStart(2, '0')}:00  ${chance.of(ITEMS[language])} (${chance.of(FIRST_NAMES)} & ${chance.of(FIRST_NAMES)})`,
  ).join('\n');

const technical: Genre = (language, chance) =>
  [
    chance.of(GREETINGS[language]),
    `https://intranet.contoso.com/wiki/${chance.text('l', 8)}?rev=${chance.text('d', 4)}`,
    `commit ${chance.text('h', 40)}`,
    `id ${chance.guid()}, build ${chance.text('d', 8)}.${chance.text('d', 2)}`,
    `17${chance.text('d', 8)} / 17${chance.text('d', 11)}`,
    `<path d="M${chance.between(1, 9)}.${chance.text('d', 2)} ${chance.text('d', 2)}.5c${chance.text('d', 4)} ${chance.text('d', 4)} ${chance.text('d', 4)} ${chance.text('d', 4)}z"/>`,
    `data:image/png;base64,iVBORw0KGgo${chance.text('b', 300)}`,
    sentences(language, chance, 1, 2),
  ].join('\n');

const letter: Genre = (language, chance) =>
  [
    chance.of(GREETINGS[language]),
    ...Array.from({ length: chance.between(6, 10) }, () => sentences(language, chance, 1, 2)),
    chance.of(FAREWELLS[language]),
  ].join('\n\n');

const GENRES = [
  mail,
  minutes,
  invoice,
  table,
  sheet,
  recipe,
  poem,
  phones,
  addresses,
  notes,
  agenda,
  technical,
  letter,
  mail,
  minutes,
  letter,
];

export function officeTexts(): CorpusText[] {
  return Array.from({ length: COUNT }, (_, at): CorpusText => {
    const language = LANGUAGES[at % LANGUAGES.length] ?? 'en';
    const genre = GENRES[Math.floor(at / LANGUAGES.length) % GENRES.length] ?? mail;
    return {
      id: `clean/${language}-${at}`,
      family: 'clean',
      text: genre(language, new Chance(at + 5000)),
      expected: [],
    };
  });
}

/** Numbers of persons: right ones are found, and neither a wrong check digit nor a state's own example is. */
import { describe, expect, test } from '@jest/globals';
import { scan } from '../../../../src/data/scan.js';
import { card, codiceFiscale, dni, iban, nir, steuerId, type Make } from '../../../corpus/numbers.js';
import { Chance } from '../../../corpus/random.js';

function kinds(text: string): string[] {
  return scan(text).findings.map(({ detector }) => detector);
}

describe.each<[string, string, Make, string]>([
  ['card', 'card', card(' '), 'Karte '],
  ['iban', 'IBAN', iban(''), 'Konto '],
  ['fr-nir', 'NIR', nir(' '), 'n° '],
  ['de-steuer-id', 'Steuer-ID', steuerId(''), 'Steuer-ID '],
  ['es-dni', 'DNI', dni((digits, letter) => digits + letter), 'DNI '],
  ['it-codice-fiscale', 'codice fiscale', codiceFiscale, 'CF '],
])('%s', (detector, name, make, before) => {
  test(`a ${name} is found, and with one sign changed it is not`, () => {
    for (let round = 0; round < 30; round += 1) {
      const value = make(new Chance(round));
      expect([value, kinds(before + value)]).toEqual([value, [detector]]);
      const place = value.search(/\d(?=\D*$)/);
      const changed = value.slice(0, place) + String((Number(value[place]) + 1) % 10) + value.slice(place + 1);
      expect([changed, kinds(before + changed)]).toEqual([changed, []]);
    }
  });

  test(`is not found inside a longer number or word`, () => {
    const value = make(new Chance(99));
    expect(kinds(`${before}X${value}`)).toEqual([]);
    expect(kinds(`${before}${value}7`)).toEqual([]);
  });
});

test.each([
  ['card 4111 1111 1111 1111'],
  ['card 5555 5555 5555 4444'],
  ['card 4242424242424242'],
  ['IBAN DE89 3704 0044 0532 0130 00'],
  ['IBAN GB29 NWBK 6016 1331 9268 19'],
  ['SSN 123-45-6789'],
  ['SSN 078-05-1120'],
  ['SSN 666-12-3456'],
  ['DNI 12345678Z'],
  ['NINO QQ 12 34 56 C'],
  ['NINO AB 12 34 56 C'],
  ['Steuer-ID 86 095 742 719'],
  ['codice fiscale RSSMRA85T10A562S'],
  ['Personalausweis T220001293'],
])('an example of a manual is no finding: %s', (text) => {
  expect(kinds(text)).toEqual([]);
});

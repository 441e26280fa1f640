/** German identity cards and passports: nine signs say little, so the words before them have to. */
import type { Detector, Span } from '../detector.js';
import { isGermanDocument } from './national.js';

const REACH = 60;
const NUMBER = /(?<![A-Z0-9])([CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{8}\d?)(?![A-Za-z0-9])/d;

export const GERMAN_DOCUMENT: Detector = {
  id: 'de-id-card',
  kind: 'personal',
  label: 'German identity card number',
  grade: 'warn',
  rank: 1,
  keywords: [
    ...[
      'personalausweis',
      'ausweisnummer',
      'ausweis-nr',
      'ausweisnr',
      'ausweis nr',
      'ausweis:',
      'reisepass',
      'passnummer',
      'pass-nr',
    ],
    ...[
      'id card',
      'identity card',
      'passport',
      'idd<<',
      'p<d<<',
      'seriennummer',
      "carte d'identite",
      'documento de identidad',
    ],
  ],
  find: numberAfter,
};

function numberAfter(text: string, _: number, end: number): Span | null {
  const [from, to] = NUMBER.exec(text.slice(end, end + REACH))?.indices?.[1] ?? [0, 0];
  return to === 0 || !isGermanDocument(text.slice(end + from, end + to)) ? null : { start: end + from, end: end + to };
}

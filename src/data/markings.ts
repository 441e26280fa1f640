/** Markings that documents carry: a bare word counts in capitals only, a phrase in any case. */
import type { Detector } from './detector.js';
import { isWordCode } from './symbols.js';

const FACTS = { kind: 'marking', grade: 'block', rank: 2 } as const;

/** English, French, German, Spanish, apart by commas; in the text they are capitals. */
const BARE_WORDS =
  'confidential,secret,restricted,confidentiel,confidentielle,vertraulich,geheim,confidencial,reservado,' +
  'secreto,vs-nfd,noforn';

/** Apart by commas. */
const PHRASES =
  'strictly confidential,highly confidential,company confidential,commercial in confidence,' +
  'commercially confidential,confidential and proprietary,proprietary and confidential,internal use only,' +
  'for internal use only,not for distribution,not for release,privileged and confidential,' +
  'attorney-client privileged,top secret,company secret,trade secret:,strictement confidentiel,' +
  'confidentiel entreprise,confidentiel defense,diffusion restreinte,usage interne uniquement,' +
  'reserve a un usage interne,secret des affaires,ne pas diffuser,usage strictement interne,' +
  'tres confidentiel,streng vertraulich,nur fur den internen gebrauch,nur fur den dienstgebrauch,' +
  'nur zur internen verwendung,nur fur internen gebrauch,betriebsgeheimnis,geschaftsgeheimnis,streng geheim,' +
  'firmenvertraulich,nicht zur weitergabe,estrictamente confidencial,solo para uso interno,solo uso interno,' +
  'uso interno exclusivo,difusion limitada,altamente confidencial,secreto comercial,no distribuir,' +
  'informacion confidencial y privilegiada';

export const MARKING_DETECTORS: readonly Detector[] = [
  {
    ...FACTS,
    id: 'tlp',
    label: 'marking',
    keywords: ['tlp:red', 'tlp:amber+strict', 'tlp: red', 'tlp: amber+strict', 'tlp:rouge'],
    find: (text, start, end) =>
      text.slice(start, end).startsWith('TLP') && whole(text, start, end) ? { start, end } : null,
  },
  {
    ...FACTS,
    id: 'confidential-word',
    label: 'marking',
    grade: 'warn',
    keywords: BARE_WORDS.split(','),
    find: (text, start, end) => (isStamp(text, start, end) ? { start, end } : null),
  },
  {
    ...FACTS,
    id: 'confidential-phrase',
    label: 'marking',
    keywords: PHRASES.split(','),
    find: (text, start, end) => (whole(text, start, end) && !isBoilerplate(text, start) ? { start, end } : null),
  },
];

function whole(text: string, start: number, end: number): boolean {
  return (
    !isWordCode(text.charCodeAt(start - 1)) &&
    !isWordCode(text.charCodeAt(end)) &&
    text[start - 1] !== '_' &&
    text[end] !== '_'
  );
}

/** Words that are shouted without being a stamp: they have to stand apart. */
const ORDINARY = /^(?:SECRETO?|RESTRICTED|RESERVADO|GEHEIM)$/;
const BEFORE_STAMP = /(?:^|\n|[:[(*|#>–—-])[ \t]*$/;
const AFTER_STAMP = /^[ \t]*(?:$|\r?\n|[\])*|:–—-](?![\w"'=]))/;

/** In capitals, whole, and no name of a program: nothing joined to it. */
function isStamp(text: string, start: number, end: number): boolean {
  const word = text.slice(start, end);
  if (word !== word.toUpperCase() || !whole(text, start, end)) return false;
  const [before, after] = [text.slice(Math.max(0, start - 20), start), text.slice(end, end + 20)];
  if (/["'`$.=({/-]$/.test(before) || /^["'`.=(){}/-]\w|^["'`]|^\s?=/.test(after))
    return before.endsWith('(') && after.startsWith(')');
  return !ORDINARY.test(word) || (BEFORE_STAMP.test(before) && AFTER_STAMP.test(after));
}

/** The foot of a mail says it of every mail. */
function isBoilerplate(text: string, start: number): boolean {
  return /(?:this|e-?mail|message|mail|nachricht|courriel|mensaje|correo)\b[^.\n]{0,80}$/i.test(
    text.slice(Math.max(0, start - 100), start),
  );
}

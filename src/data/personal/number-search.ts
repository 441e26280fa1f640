/** Goes through the numbers of a text: what a check digit proves, and what needs a word near it or company. */
import { isAlphanumeric, type Span } from '../detector.js';
import { phoneAt } from './bulk.js';
import { isCard } from './card.js';
import type { ContextName, Contexts } from './context.js';
import { extentOf, LEAST_DIGITS, standsAlone, writtenNumber, type Extent, type WrittenNumber } from './digits.js';
import type { PersonalId } from './facts.js';
import { ibanEnd } from './iban.js';
import { isCodiceFiscale, isDni, isNino, isSsn, isSteuerId, nirEnd } from './national.js';

/** Candidates that nothing near them confirms: they are believed when there are several and hardly a wrong one among them. */
interface Unsure {
  readonly spans: Span[];
  wrong: number;
}

const COMPANY = 3;
const MOST_WRONG = 0.2;

const LEAST_PHONE = 9;
const BRACKETED = /\(\d{2,5}\) ?\d{2,8}(?:[ -]\d{2,8}){0,3}(?![\w-])/y;
const CODICE = /[A-Z]{3} ?[A-Z]{3} ?\d\d[A-Z]\w\w ?[A-Z]\w{3} ?[A-Z]/iy;
const NINO = /[A-Z]{2}( ?)\d\d\1\d\d\1\d\d\1[A-D]/y;
const NIE = /([XYZ])-?(\d{7})-?([A-Z])/y;

function isUpper(code: number): boolean {
  return code >= 65 && code <= 90;
}

function isLetter(code: number): boolean {
  return isUpper(code & ~32);
}

/** Where so many letters before a place begin, blanks among them not counted. */
function lettersBefore(text: string, start: number, letters: number): number {
  let [at, left] = [start, letters];
  while (left > 0 && at > 0 && start - at < letters + 2) {
    at -= 1;
    if (text.charCodeAt(at) !== 32) left -= 1;
  }
  return at;
}

export class NumberSearch {
  readonly phones: Span[] = [];
  readonly #sure: { id: PersonalId; span: Span }[] = [];
  readonly #unsure = new Map<PersonalId, Unsure>();
  /** Digits before here belong to what was found, or to what is too short for anything. */
  #takenTo = 0;

  readonly #text: string;
  readonly #contexts: Contexts;

  constructor(text: string, contexts: Contexts) {
    this.#text = text;
    this.#contexts = contexts;
  }

  /** @param start of a run of digits */
  at(start: number): void {
    if (start < this.#takenTo || this.#afterLetters(start) || this.#bracketed(start)) return;
    const extent = extentOf(this.#text, start);
    if (this.#nir(start, extent)) return;
    if (extent.count < LEAST_DIGITS && !isUpper(this.#text.charCodeAt(extent.end))) this.#takenTo = extent.end;
    const number = writtenNumber(this.#text, start, extent);
    if (number === null || (number.digits.length === 8 && this.#dni(number))) return;
    if (!standsAlone(this.#text, start, number.end)) return;
    if (number.digits.length === 9) this.#ssn(number);
    else if (number.digits.length === 11) this.#steuerId(number);
    else if (number.digits.length >= 13) this.#card(number);
    const phone = start < this.#takenTo ? null : phoneAt(this.#text, number);
    if (phone === null) return;
    this.phones.push(phone);
    this.#takenTo = phone.end;
  }

  found(): { id: PersonalId; span: Span }[] {
    const believed = [...this.#unsure].filter(
      // A card's issuer and check digit say enough where no number beside it fails them.
      ([id, { spans, wrong }]) =>
        (id === 'card' && wrong === 0) || (spans.length >= COMPANY && wrong <= (wrong + spans.length) * MOST_WRONG),
    );
    return [...this.#sure, ...believed.flatMap(([id, { spans }]) => spans.map((span) => ({ id, span })))];
  }

  #take(id: PersonalId, span: Span): void {
    this.#sure.push({ id, span });
    this.#takenTo = span.end;
  }

  /** @param isRight whether its check or form holds @param isClear whether its form alone says what it is */
  #weigh(id: PersonalId & ContextName, span: Span, isRight: boolean, isClear = false): void {
    const unsure = this.#unsure.get(id) ?? { spans: [], wrong: 0 };
    this.#unsure.set(id, unsure);
    if (!isRight) unsure.wrong += 1;
    else if (isClear || this.#contexts.near(id, span)) this.#take(id, span);
    else unsure.spans.push(span);
  }

  /** `(212) 555-0123`, `(089) 1234567`. */
  #bracketed(start: number): boolean {
    if (this.#text[start - 1] !== '(') return false;
    BRACKETED.lastIndex = start - 1;
    const match = BRACKETED.exec(this.#text);
    if (match === null || match[0].replace(/\D/g, '').length < LEAST_PHONE) return false;
    this.phones.push({ start: start - 1, end: start - 1 + match[0].length });
    this.#takenTo = start - 1 + match[0].length;
    return true;
  }

  /** Fifteen digits; fourteen, with the letter of a Corsican department after the sixth. */
  #nir(start: number, { count, end }: Extent): boolean {
    if (count !== 15 && !(count === 6 && /[AB]/.test(this.#text[end] ?? ''))) return false;
    const nirStops = nirEnd(this.#text, start);
    if (nirStops === 0 || !standsAlone(this.#text, start, nirStops)) return false;
    this.#take('fr-nir', { start, end: nirStops });
    return true;
  }

  /** What begins with letters: IBAN, codice fiscale, national insurance number, NIE. */
  #afterLetters(start: number): boolean {
    const before = this.#text.charCodeAt(start - 1);
    const isApart = before === 32 || before === 45;
    if (!isAlphanumeric(before) && !(isApart && isUpper(this.#text.charCodeAt(start - 2)))) return false;
    const iban = isUpper(before) && isUpper(this.#text.charCodeAt(start - 2)) ? ibanEnd(this.#text, start - 2) : 0;
    if (iban !== 0 && standsAlone(this.#text, start - 2, iban)) {
      this.#take('iban', { start: start - 2, end: iban });
      return true;
    }
    return this.#codiceFiscale(start) || this.#nino(start, isApart ? 3 : 2) || this.#nie(start, isApart ? 2 : 1);
  }

  #codiceFiscale(start: number): boolean {
    // After the year comes the letter of a month.
    if (!isLetter(this.#text.charCodeAt(start + 2))) return false;
    const begin = lettersBefore(this.#text, start, 6);
    CODICE.lastIndex = begin;
    const match = CODICE.exec(this.#text);
    if (match === null || !isCodiceFiscale(match[0].replace(/ /g, '').toUpperCase())) return false;
    const span = { start: begin, end: begin + match[0].length };
    if (!standsAlone(this.#text, span.start, span.end)) return false;
    this.#take('it-codice-fiscale', span);
    return true;
  }

  #nino(start: number, back: number): boolean {
    NINO.lastIndex = start - back;
    const match = start < back ? null : NINO.exec(this.#text);
    if (match === null) return false;
    const span = { start: start - back, end: start - back + match[0].length };
    if (!standsAlone(this.#text, span.start, span.end)) return false;
    this.#weigh('uk-nino', span, isNino(match[0].replace(/ /g, '')), match[1] === ' ');
    return span.end <= this.#takenTo;
  }

  #nie(start: number, back: number): boolean {
    NIE.lastIndex = start - back;
    const match = start < back ? null : NIE.exec(this.#text);
    if (match === null) return false;
    const span = { start: start - back, end: start - back + match[0].length };
    if (!standsAlone(this.#text, span.start, span.end)) return false;
    this.#weigh('es-dni', span, isDni(`${match[1] ?? ''}${match[2] ?? ''}`, match[3] ?? ''));
    return span.end <= this.#takenTo;
  }

  #dni({ start, end, digits, grouping, separator }: WrittenNumber): boolean {
    const [, dash, letter] = /^([ -]?)([A-Z])(?![A-Za-z0-9])/.exec(this.#text.slice(end, end + 3)) ?? [];
    const dotted = grouping === '2-3-3' && separator === '.';
    if (letter === undefined || dash === undefined || !(dotted || grouping === '8')) return false;
    const span = { start, end: end + dash.length + 1 };
    if (!standsAlone(this.#text, start, span.end)) return false;
    this.#weigh('es-dni', span, isDni(digits, letter), dotted && dash === '-');
    return span.end <= this.#takenTo;
  }

  #ssn({ start, end, digits, grouping, separator }: WrittenNumber): void {
    const span = { start, end };
    const written = grouping === '3-2-4' && (separator === '-' || separator === ' ');
    if (written) this.#weigh('us-ssn', span, isSsn(digits));
    else if (grouping === '9' && isSsn(digits) && this.#contexts.near('us-ssn', span)) this.#take('us-ssn', span);
  }

  #steuerId(number: WrittenNumber): void {
    if (number.grouping !== '11' && number.grouping !== '2-3-3-3') return;
    this.#weigh('de-steuer-id', number, isSteuerId(number), number.grouping === '2-3-3-3' && number.separator === ' ');
  }

  #card(number: WrittenNumber): void {
    const grouped = number.separator !== '';
    if (number.separator === null) return;
    const ruledOut = !grouped && this.#contexts.near('no-card', number) && !this.#contexts.near('card', number);
    this.#weigh('card', number, isCard(number) && !ruledOut, grouped);
  }
}

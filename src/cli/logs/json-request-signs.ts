/** Whether an object of JSON is a request itself, or only wraps a list of them. */
import { requestFromFields } from './column-request.js';
import { foldedNames } from './columns.js';
import { isObject, JsonReader, type JsonObject } from './json-log.js';
import { LogClock } from './log-clock.js';
import { LogRecord } from './log-record.js';
import type { NamedFields } from './named-fields.js';

const FULL_URL = /^[a-z][a-z\d+.-]*:\/\//i;

interface Parts {
  /** Without its lists. */
  readonly own: JsonObject;
  readonly inLists: readonly JsonObject[];
}

export class RequestSigns {
  readonly #options = { clock: new LogClock({ order: 'dmy', timeZone: 'UTC', nowMs: 0 }), hostOnly: false };
  readonly #reader = new JsonReader({
    ...{ ...this.#options, name: '', named: {}, names: foldedNames({}, {}), columns: null },
  });
  readonly #record = new LogRecord();

  /** @param text an object @returns false also for what is no JSON */
  isRequest(text: string): boolean {
    const parts = partsOf(text);
    if (parts === null) return false;
    const own = this.#reader.fieldsOf(parts.own);
    if (!this.#saysAddress(own)) return false;
    return saysWhose(own) || !parts.inLists.some((each) => this.#saysAddress(this.#reader.fieldsOf(each)));
  }

  /** By what stands before a list, whatever the list holds. @param text an object up to the list, with its brackets closed */
  isRequestBeforeList(text: string): boolean {
    const parts = partsOf(text);
    if (parts === null) return false;
    const own = this.#reader.fieldsOf(parts.own);
    return this.#saysAddress(own) && saysWhose(own);
  }

  /** A word, such as the name of an office under `site`, is none; nor is a field that may name the machine of the log. */
  #saysAddress({ text, bareHost }: NamedFields): boolean {
    if (requestFromFields({ text, bareHost, refused: false }, this.#options, this.#record) !== 'request') return false;
    if (FULL_URL.test(text('url'))) return true;
    return /[.:]/.test(this.#record.urlText.replace(FULL_URL, '').replace(/\/.*$/, ''));
  }
}

/** Around a list may stand the host that it is from, and a time: only a whole URL counts with a time alone. */
function saysWhose({ text }: NamedFields): boolean {
  if (text('user') !== '') return true;
  return FULL_URL.test(text('url')) && (['client', 'time', 'date'] as const).some((role) => text(role) !== '');
}

function partsOf(text: string): Parts | null {
  const inLists: JsonObject[] = [];
  try {
    const own: unknown = JSON.parse(text, (_, value: unknown) => {
      if (!Array.isArray(value)) return value;
      for (const each of value) if (isObject(each)) inLists.push(each);
      return null;
    });
    return isObject(own) ? { own, inLists } : null;
  } catch {
    return null;
  }
}

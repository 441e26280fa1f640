/**
 * The JSON form of OTLP, as the many programs between a browser and a file write it: names in camel case or as in the
 * protocol's definition, whole numbers as numbers or texts, and what a program may leave out. Pure.
 * Source: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
 */

export type Fields = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The part under a name such as `timeUnixNano`, which may also be written `time_unix_nano`. */
export function part(of: Fields, name: string): unknown {
  return of[name] ?? of[name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)];
}

/** The objects in the list under a name; null where there is something else. What is missing is an empty list. */
export function objects(of: Fields, name: string): readonly Fields[] | null {
  const list = part(of, name) ?? [];
  return Array.isArray(list) && list.every(isObject) ? list : null;
}

export type Values = ReadonlyMap<string, unknown>;

/** Attributes by their key; of a key that is there twice, the first. Null where they are no attributes. */
export function attributesOf(of: Fields): Values | null {
  const list = objects(of, 'attributes');
  if (list === null || list.some(({ key }) => typeof key !== 'string')) return null;
  return new Map(list.map(({ key, value }) => [key as string, plain(value)] as const).reverse());
}

/** The value of an `AnyValue`; undefined for what no event has, such as a list in a list. */
export function plain(value: unknown): unknown {
  if (!isObject(value)) return undefined;
  const list = part(value, 'arrayValue');
  if (list === undefined) return single(value);
  const values = isObject(list) ? (list['values'] ?? []) : null;
  return Array.isArray(values) ? values.map(single) : undefined;
}

function single(value: unknown): unknown {
  if (!isObject(value)) return undefined;
  const text = part(value, 'stringValue');
  if (typeof text === 'string') return text;
  const number = part(value, 'intValue') ?? part(value, 'doubleValue');
  return typeof number === 'string' || typeof number === 'number' ? wholeNumber(number) : undefined;
}

/** 64 bits as they come; nanoseconds are told apart by who asks for them. */
function wholeNumber(value: string | number): unknown {
  const number = value === '' ? Number.NaN : Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** A whole number that some programs turn into a text. */
export function numberIn(value: unknown): unknown {
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
}

/** Milliseconds since the epoch; null for what are no nanoseconds, and for none, which protocol buffers write as 0. */
export function millisecondsOf(nanoseconds: unknown): number | null {
  const text = typeof nanoseconds === 'number' ? String(nanoseconds) : nanoseconds;
  if (typeof text !== 'string' || !/^\d{1,19}$/.test(text) || /^0+$/.test(text)) return null;
  return Number(text.slice(0, -6) || '0');
}

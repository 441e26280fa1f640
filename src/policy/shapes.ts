/**
 * Shapes: what a value from outside must look like, and the copy of it that holds nothing else. The few words of zod/mini
 * that this project uses, under the same names and with the same answers, in a tenth of its size (docs/adr/0025): a test
 * reads the published policy with zod/mini itself and compares.
 */

/** What a reader answers for a value of another shape; where it is, stands in the trail. */
const FAILED = Symbol('failed');
type Failed = typeof FAILED;

/** Keys and positions, outermost first. */
type Trail = (string | number)[];
type Reader<Out> = (value: unknown, trail: Trail) => Out | Failed;

export type Read<Out> =
  | { readonly success: true; readonly data: Out; readonly error?: undefined }
  | { readonly success: false; readonly error: { readonly issues: readonly { readonly path: Trail }[] } };

interface Context<Out> {
  readonly value: Out;
  readonly issues: { readonly path: Trail }[];
}

/** Adds an issue where it does not like a value of the right shape. */
export type Check<Out> = (context: Context<Out>) => void;

export class Shape<Out> {
  constructor(readonly read: Reader<Out>) {}

  /** The same shape, of which the first check that finds an issue is told. */
  check(...checks: readonly Check<Out>[]): Shape<Out> {
    return new Shape((value, trail) => {
      const read = this.read(value, trail);
      if (read === FAILED) return read;
      const issues: { path: Trail }[] = [];
      for (const judge of checks) judge({ value: read, issues });
      if (issues[0] === undefined) return read;
      trail.unshift(...issues[0].path);
      return FAILED;
    });
  }

  /** Never throws for a value of another shape. */
  safeParse(value: unknown): Read<Out> {
    const path: Trail = [];
    const data = this.read(value, path);
    return data === FAILED ? { success: false, error: { issues: [{ path }] } } : { success: true, data };
  }

  /** @throws an error that names the place, for a value of another shape */
  parse(value: unknown): Out {
    const read = this.safeParse(value);
    if (read.success) return read.data;
    throw new Error(`not the shape expected, at "${read.error.issues[0]?.path.join('.') ?? ''}"`);
  }
}

/** In an object: may be left out. */
type OptionalShape<Out> = Shape<Out | undefined> & { readonly mayBeLeftOut: true };

class Literal<Value> extends Shape<Value> {
  constructor(readonly value: Value) {
    super((found) => (found === value ? value : FAILED));
  }
}

class ObjectShape<Own extends Fields> extends Shape<ObjectOf<Own>> {
  constructor(readonly fields: Own) {
    const entries = Object.entries(fields);
    super((value, trail) => {
      if (!isObject(value)) return FAILED;
      const read: Record<string, unknown> = {};
      for (const [key, shape] of entries) {
        const part = shape.read(value[key], trail);
        if (part === FAILED) return failedAt(trail, key);
        if (part !== undefined) read[key] = part;
      }
      return read as ObjectOf<Own>;
    });
  }
}

type Fields = Readonly<Record<string, Shape<unknown>>>;
type OutputOf<Of> = Of extends Shape<infer Out> ? Out : never;
type OptionalKey<Own extends Fields> = {
  [Key in keyof Own]: Own[Key] extends OptionalShape<unknown> ? Key : never;
}[keyof Own];
type Flat<Type> = { [Key in keyof Type]: Type[Key] } & {};
type ObjectOf<Own extends Fields> = Flat<
  { -readonly [Key in Exclude<keyof Own, OptionalKey<Own>>]: OutputOf<Own[Key]> } & {
    -readonly [Key in OptionalKey<Own>]?: OutputOf<Own[Key]>;
  }
>;

export type { OutputOf as infer };

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function failedAt(trail: Trail, key: string | number): Failed {
  trail.unshift(key);
  return FAILED;
}

/* @__NO_SIDE_EFFECTS__ */
function shapeIf<Out>(is: (value: unknown) => value is Out): Shape<Out> {
  return new Shape<Out>((value) => (is(value) ? value : FAILED));
}

/* @__NO_SIDE_EFFECTS__ */
export function unknown(): Shape<unknown> {
  return new Shape((value) => value);
}

/* @__NO_SIDE_EFFECTS__ */
export function string(): Shape<string> {
  return shapeIf((value) => typeof value === 'string');
}

/** Finite. @__NO_SIDE_EFFECTS__ */
export function number(): Shape<number> {
  return shapeIf((value): value is number => Number.isFinite(value));
}

/** An integer that a number holds exactly. @__NO_SIDE_EFFECTS__ */
export function int(): Shape<number> {
  return shapeIf((value): value is number => Number.isSafeInteger(value));
}

/* @__NO_SIDE_EFFECTS__ */
export function boolean(): Shape<boolean> {
  return shapeIf((value) => typeof value === 'boolean');
}

/* @__NO_SIDE_EFFECTS__ */
export function literal<const Value extends string | number>(value: Value): Literal<Value> {
  return new Literal(value);
}

/* @__NO_SIDE_EFFECTS__ */
function oneOf<const Value extends string>(values: readonly Value[]): Shape<Value> {
  return shapeIf((value): value is Value => values.includes(value as Value));
}
export { oneOf as enum };

/* @__NO_SIDE_EFFECTS__ */
export function optional<Out>(shape: Shape<Out>): OptionalShape<Out> {
  const reading: Reader<Out | undefined> = (value, trail) => (value === undefined ? value : shape.read(value, trail));
  return Object.assign(new Shape(reading), { mayBeLeftOut: true } as const);
}

/* @__NO_SIDE_EFFECTS__ */
export function nullable<Out>(shape: Shape<Out>): Shape<Out | null> {
  return new Shape((value, trail) => (value === null ? null : shape.read(value, trail)));
}

/* @__NO_SIDE_EFFECTS__ */
export function array<Out>(shape: Shape<Out>): Shape<Out[]> {
  return new Shape((value, trail) => {
    if (!Array.isArray(value)) return FAILED;
    const read: Out[] = [];
    for (const [index, each] of value.entries()) {
      const item = shape.read(each, trail);
      if (item === FAILED) return failedAt(trail, index);
      read.push(item);
    }
    return read;
  });
}

/** Keys that are not named are left out of what is read: a later version may have added them. @__NO_SIDE_EFFECTS__ */
export function object<Own extends Fields>(fields: Own): ObjectShape<Own> {
  return new ObjectShape(fields);
}

/* @__NO_SIDE_EFFECTS__ */
export function record<Out>(key: Shape<string>, shape: Shape<Out>): Shape<Record<string, Out>> {
  return new Shape((value, trail) => {
    if (!isObject(value)) return FAILED;
    const entries: [string, Out][] = [];
    for (const [name, each] of Object.entries(value)) {
      // Nothing of ours is called that, and an object would take it for its prototype.
      if (name === '__proto__') continue;
      const read = key.read(name, trail) === FAILED ? FAILED : shape.read(each, trail);
      if (read === FAILED) return failedAt(trail, name);
      entries.push([name, read]);
    }
    return Object.fromEntries(entries);
  });
}

type Option<Key extends string> = ObjectShape<Fields & Readonly<Record<Key, Literal<string>>>>;

/** The one option whose own literal the value has under this key. @__NO_SIDE_EFFECTS__ */
export function discriminatedUnion<Key extends string, const Options extends readonly Option<Key>[]>(
  key: Key,
  options: Options,
): Shape<OutputOf<Options[number]>> {
  const byValue = new Map<unknown, Option<Key>>(options.map((option) => [option.fields[key].value, option]));
  return new Shape((value, trail) => {
    const option = isObject(value) ? byValue.get(value[key]) : undefined;
    return option === undefined
      ? failedAt(trail, key)
      : (option.read(value, trail) as OutputOf<Options[number]> | Failed);
  });
}

/* @__NO_SIDE_EFFECTS__ */
export function check<Out>(judge: Check<Out>): Check<Out> {
  return judge;
}

/** @param path of the part that is wrong, within the value @__NO_SIDE_EFFECTS__ */
export function refine<Out>(isGood: (value: Out) => boolean, { path = [] }: { path?: Trail } = {}): Check<Out> {
  return ({ value, issues }) => {
    if (!isGood(value)) issues.push({ path });
  };
}

interface Long {
  readonly length: number;
}

/* @__NO_SIDE_EFFECTS__ */
export function minLength(least: number): Check<Long> {
  return refine(({ length }) => length >= least);
}

/* @__NO_SIDE_EFFECTS__ */
export function maxLength(most: number): Check<Long> {
  return refine(({ length }) => length <= most);
}

/* @__NO_SIDE_EFFECTS__ */
export function gte(least: number): Check<number> {
  return refine((value) => value >= least);
}

/* @__NO_SIDE_EFFECTS__ */
export function lte(most: number): Check<number> {
  return refine((value) => value <= most);
}

/* @__NO_SIDE_EFFECTS__ */
export function regex(pattern: RegExp): Check<string> {
  return refine((text) => pattern.test(text));
}

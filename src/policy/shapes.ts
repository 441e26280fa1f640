/**
 * Shapes: what a value from outside must look like, and what is read of it: the value itself where it holds nothing else,
 * a copy without the rest where it does. The few words of zod/mini that this project uses, under the same names and with
 * the same answers, in a tenth of its size (docs/adr/0025): a test reads the published policy with zod/mini itself and
 * compares.
 */
import { FAILED, failedAt, Shape, type Check, type Failed, type Reader, type Trail } from './shape.js';

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
      let changed: Record<string, unknown> | null = null;
      let defined = 0;
      for (const [key, shape] of entries) {
        const part = shape.read(value[key], trail);
        if (part === FAILED) return failedAt(trail, key);
        if (part !== value[key]) (changed ??= {})[key] = part;
        if (part !== undefined) defined += 1;
      }
      if (changed === null && defined === Object.keys(value).length) return value as ObjectOf<Own>;
      const all: Readonly<Record<string, unknown>> = { ...value, ...changed };
      const parts = entries.map(([key]) => [key, all[key]]);
      return Object.fromEntries(parts.filter(([, part]) => part !== undefined)) as ObjectOf<Own>;
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

function shapeIf<Out>(is: (value: unknown) => value is Out): Shape<Out> {
  return new Shape<Out>((value) => (is(value) ? value : FAILED));
}

export function unknown(): Shape<unknown> {
  return new Shape((value) => value);
}

export function string(): Shape<string> {
  return new Shape<string>((value) => (typeof value === 'string' ? value : FAILED));
}

/** Finite. */
export function number(): Shape<number> {
  return shapeIf((value): value is number => Number.isFinite(value));
}

/** An integer that a number holds exactly. */
export function int(): Shape<number> {
  return shapeIf((value): value is number => Number.isSafeInteger(value));
}

export function boolean(): Shape<boolean> {
  return shapeIf((value) => typeof value === 'boolean');
}

export function literal<const Value extends string | number>(value: Value): Literal<Value> {
  return new Literal(value);
}

function oneOf<const Value extends string>(values: readonly Value[]): Shape<Value> {
  return shapeIf((value): value is Value => values.includes(value as Value));
}
export { oneOf as enum };

export function optional<Out>(shape: Shape<Out>): OptionalShape<Out> {
  const reading: Reader<Out | undefined> = (value, trail) => (value === undefined ? value : shape.read(value, trail));
  return Object.assign(new Shape(reading), { mayBeLeftOut: true } as const);
}

export function nullable<Out>(shape: Shape<Out>): Shape<Out | null> {
  return new Shape((value, trail) => (value === null ? null : shape.read(value, trail)));
}

export function array<Out>(shape: Shape<Out>): Shape<Out[]> {
  return new Shape((value, trail) => {
    if (!Array.isArray(value)) return FAILED;
    let copy: Out[] | null = null;
    for (let index = 0; index < value.length; index += 1) {
      const item = shape.read(value[index], trail);
      if (item === FAILED) return failedAt(trail, index);
      if (item !== value[index]) copy ??= value.slice(0, index) as Out[];
      copy?.push(item);
    }
    return copy ?? (value as Out[]);
  });
}

/** Keys that are not named are left out of what is read: a later version may have added them. */
export function object<Own extends Fields>(fields: Own): ObjectShape<Own> {
  return new ObjectShape(fields);
}

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

/** The one option whose own literal the value has under this key. */
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

interface Context<Out> {
  readonly value: Out;
  readonly issues: { readonly path: Trail }[];
}

export function check<Out>(find: (context: Context<Out>) => void): Check<Out> {
  return (value) => {
    const issues: Context<Out>['issues'] = [];
    find({ value, issues });
    return issues[0]?.path ?? null;
  };
}

/** @param path of the part that is wrong, within the value */
export function refine<Out>(isGood: (value: Out) => boolean, { path = [] }: { path?: Trail } = {}): Check<Out> {
  return (value) => (isGood(value) ? null : path);
}

interface Long {
  readonly length: number;
}

export function minLength(least: number): Check<Long> {
  return refine(({ length }) => length >= least);
}

export function maxLength(most: number): Check<Long> {
  return Object.assign(
    refine<Long>(({ length }) => length <= most),
    { mostItems: most },
  );
}

export function gte(least: number): Check<number> {
  return refine((value) => value >= least);
}

export function lte(most: number): Check<number> {
  return refine((value) => value <= most);
}

export function regex(pattern: RegExp): Check<string> {
  return refine((text) => pattern.test(text));
}

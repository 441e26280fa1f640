/** What every shape of `shapes.ts` does: it reads a value, or says where the value is of another shape. */

/** What a reader answers for a value of another shape; where it is, stands in the trail. */
export const FAILED = Symbol('failed');
export type Failed = typeof FAILED;

/** Keys and positions, outermost first. */
export type Trail = (string | number)[];
export type Reader<Out> = (value: unknown, trail: Trail) => Out | Failed;

export type Read<Out> =
  | { readonly success: true; readonly data: Out; readonly error?: undefined }
  | { readonly success: false; readonly error: { readonly issues: readonly { readonly path: Trail }[] } };

/** Where a value of the right shape is wrong all the same, within the value; null when it is not. */
export interface Check<Out> {
  (value: Out): Trail | null;
  /** A list with more items is refused without a look at them. */
  readonly mostItems?: number;
}

export class Shape<Out> {
  constructor(readonly read: Reader<Out>) {}

  /** The same shape, of which the first check that finds an issue is told. */
  check(...checks: readonly Check<Out>[]): Shape<Out> {
    const mostItems = Math.min(...checks.map((each) => each.mostItems ?? Infinity));
    return new Shape((value, trail) => {
      if (Array.isArray(value) && value.length > mostItems) return FAILED;
      const read = this.read(value, trail);
      if (read === FAILED) return read;
      for (const check of checks) {
        const wrongAt = check(read);
        if (wrongAt === null) continue;
        trail.unshift(...wrongAt);
        return FAILED;
      }
      return read;
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

export function failedAt(trail: Trail, key: string | number): Failed {
  trail.unshift(key);
  return FAILED;
}

/** Whether two values of JSON say the same. Browsers hand what they hold back with its keys in another order. */
export function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
  if (Array.isArray(one) || Array.isArray(other)) {
    if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
    return one.every((part, index) => isSame(part, other[index]));
  }
  const [parts, others] = [told(one), told(other)];
  return parts.length === others.length && parts.every(([key, part]) => isSame(part, (other as Values)[key]));
}

type Values = Readonly<Record<string, unknown>>;

/** JSON does not tell what is undefined. */
function told(value: object): readonly (readonly [string, unknown])[] {
  return Object.entries(value).filter(([, part]) => part !== undefined);
}

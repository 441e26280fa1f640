/** Reads a text that may be no JSON. Null where it is none: what follows holds it to a schema, which null does not meet. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

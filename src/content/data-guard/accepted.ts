/**
 * What the reader has decided about already, so that nobody is asked twice about the same. Of a text only a keyed digest is
 * remembered, in this page's memory, under a key that is made anew with each page.
 */

/** Never a second question about the same text within this time. */
export const PASTE_MS = 60_000;
/** What was inserted on purpose is sent without another question for as long as one works on it. */
export const SUBMIT_MS = 30 * 60_000;

const MOST = 1_000;

export class AcceptedTexts {
  readonly #key = crypto.getRandomValues(new Uint32Array(2));
  readonly #atMs = new Map<string, number>();

  accept(text: string, nowMs: number): void {
    const digest = this.#digest(text);
    this.#atMs.delete(digest);
    this.#atMs.set(digest, nowMs);
    const [oldest] = this.#atMs.keys();
    if (this.#atMs.size > MOST && oldest !== undefined) this.#atMs.delete(oldest);
  }

  has(text: string, nowMs: number, withinMs: number): boolean {
    return nowMs - (this.#atMs.get(this.#digest(text)) ?? -Infinity) < withinMs;
  }

  /** Two keyed runs of FNV-1a with a final mix, blind to white space, which editors change. */
  #digest(text: string): string {
    const compact = text.replace(/\s+/g, '');
    return Array.from(this.#key, (seed) => {
      let hash = seed ^ 0x811c9dc5;
      for (let at = 0; at < compact.length; at += 1) hash = Math.imul(hash ^ compact.charCodeAt(at), 0x01000193);
      hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b ^ seed);
      return ((hash ^ (hash >>> 13)) >>> 0).toString(36);
    }).join('.');
  }
}

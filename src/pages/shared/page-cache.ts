/**
 * What a page told last, kept in its own storage for its next opening: the worker may have to start first, which takes longer
 * than a reader should wait.
 */
import { readerLanguages } from './texts.js';

/** Other languages, or another version, would show it wrong. */
const stamp = (): string => `2 ${readerLanguages().join()}`;

export function keep(key: string, value: unknown): void {
  try {
    window.localStorage.setItem(key, JSON.stringify({ stamp: stamp(), value }));
  } catch {
    // No room: the next opening waits for the worker.
  }
}

/** Null when nothing is kept that could be shown now. The caller knows what it has kept under this key. */
export function cached(key: string): unknown {
  try {
    const { stamp: written, value } = JSON.parse(window.localStorage.getItem(key) ?? '{}') as Record<string, unknown>;
    return written === stamp() ? (value ?? null) : null;
  } catch {
    return null;
  }
}

import type { Storage } from '../../src/worker/ports.js';

/** Keeps copies, as a browser's storage does. */
export class MemoryStorage implements Storage {
  readonly values = new Map<string, unknown>();
  failure: Error | null = null;

  get(key: string): Promise<unknown> {
    if (this.failure !== null) return Promise.reject(this.failure);
    return Promise.resolve(structuredClone(this.values.get(key)));
  }

  async getMany(keys: readonly string[]): Promise<Record<string, unknown>> {
    const entries = await Promise.all(keys.map(async (key) => [key, await this.get(key)] as const));
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }

  set(key: string, value: unknown): Promise<void> {
    this.values.set(key, structuredClone(value));
    return Promise.resolve();
  }

  async setMany(values: Readonly<Record<string, unknown>>): Promise<void> {
    for (const [key, value] of Object.entries(values)) await this.set(key, value);
  }

  remove(key: string): Promise<void> {
    this.values.delete(key);
    return Promise.resolve();
  }
}

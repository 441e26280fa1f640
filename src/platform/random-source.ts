import type { RandomSource } from '../worker/ports.js';

export const randomSource: RandomSource = {
  token() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return btoa(String.fromCharCode(...bytes))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replace(/=+$/, '');
  },
  fraction: () => Math.random(),
};

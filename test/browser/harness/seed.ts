/** Chance that can be had again: a test that fails names its seed, and `GATEPOST_SEED=<seed>` runs it with the same. */

export function seedOfRun(): number {
  const chosen = process.env['GATEPOST_SEED'];
  return chosen === undefined ? Math.floor(Math.random() * 0x7fff_ffff) : Number(chosen);
}

/** @returns numbers from 0 up to 1, from a linear congruential generator (Numerical Recipes' constants) */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

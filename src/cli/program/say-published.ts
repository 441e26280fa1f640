/** Prints what a publication did: warnings to the error output, the effect to the output. */
import { renderEffect } from '../effect.js';
import type { Published } from '../publication.js';
import { say } from './say.js';

/** @param nowMs milliseconds since the epoch */
export function sayPublished(published: Published, nowMs: number, ...first: string[]): void {
  for (const warning of published.warnings) process.stderr.write(`warning: ${warning}\n`);
  say(...first, ...renderEffect(published, nowMs));
}

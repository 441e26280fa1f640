/** Prints what a publication did: warnings to the error output, the effect to the output. */
import { renderEffect } from './publish-summary.js';
import type { Published } from './publication.js';
import { print, printBeside } from '../lib/print.js';

/** @param nowMs milliseconds since the epoch */
export function printPublished(published: Published, nowMs: number, ...first: string[]): void {
  for (const warning of published.warnings) printBeside(`warning: ${warning}`);
  print(first, renderEffect(published, nowMs));
}

/** Prints what a publication did: warnings to the error output, the effect to the output. */
import { renderEffect } from './publish-summary.js';
import type { Published } from './publication.js';
import { say, sayBeside } from '../lib/print.js';

/** @param nowMs milliseconds since the epoch */
export function sayPublished(published: Published, nowMs: number, ...first: string[]): void {
  for (const warning of published.warnings) sayBeside(`warning: ${warning}`);
  say(first, renderEffect(published, nowMs));
}

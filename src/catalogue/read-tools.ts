/** Reads entries of the catalogue as its data files hold them. */
import * as z from 'zod';
import type { Category } from './categories.js';
import { catalogueToolSchema, type CatalogueTool } from './schema.js';

/** Reads the content of one data file; its name says the category. A mistake names the entry. */
export function readTools(content: unknown, category: Category): CatalogueTool[] {
  const entries = z.array(z.looseObject({ id: z.unknown() })).parse(content);
  return entries.map((entry) => {
    const read = catalogueToolSchema.safeParse({ ...entry, category });
    if (read.success) return read.data;
    throw new Error(`catalogue, ${category}.yaml, tool ${String(entry.id)}:\n${z.prettifyError(read.error)}`);
  });
}

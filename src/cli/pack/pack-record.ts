/** `pack.json`: what was packed and where it will be found, so that `gatepost deploy` need not be told again. */
import path from 'node:path';
import * as z from 'zod';
import { CommandError, EXIT } from '../lib/command-error.js';
import { readText, readTextIfThere } from '../lib/files.js';
import { jsonIn } from '../lib/json-text.js';

export const PACK_RECORD = 'pack.json';

const chromium = z.object({ id: z.string().regex(/^[a-p]{32}$/), updateUrl: z.string() });

const packRecordSchema = z.object({
  version: z.string(),
  chrome: chromium.nullable(),
  edge: chromium.nullable(),
  firefox: z.object({ id: z.string(), installUrl: z.string().nullable(), updateUrl: z.string().nullable() }),
});

export type PackRecord = z.infer<typeof packRecordSchema>;

export async function readPackRecord(folder: string): Promise<PackRecord> {
  const file = path.join(folder, PACK_RECORD);
  return parseRecord(await readText(file, 'the record of `gatepost pack`'), file);
}

/** Null when nothing was packed into the folder yet. */
export async function readPackRecordIfThere(folder: string): Promise<PackRecord | null> {
  const file = path.join(folder, PACK_RECORD);
  const text = await readTextIfThere(file, 'the record of `gatepost pack`');
  return text === null ? null : parseRecord(text, file);
}

function parseRecord(text: string, file: string): PackRecord {
  const parsed = packRecordSchema.safeParse(jsonIn(text));
  if (parsed.success) return parsed.data;
  throw new CommandError(`${file} was not written by \`gatepost pack\`: remove it and pack again`, EXIT.refused);
}

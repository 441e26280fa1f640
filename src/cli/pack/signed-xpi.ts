/** The add-on as Mozilla gave it back: signed, and otherwise what was packed. */
import { unzipSync } from 'fflate';
import * as z from 'zod';
import { CommandError, EXIT } from '../lib/command-error.js';
import { readBytes } from '../lib/files.js';
import { isSignedByMozilla } from './earlier-pack.js';

const manifestSchema = z.object({
  version: z.string(),
  browser_specific_settings: z.object({ gecko: z.object({ id: z.string() }) }),
});

/** @throws CommandError when it is not signed, or another add-on or version */
export async function readSignedXpi(file: string, expected: { id: string; version: string }): Promise<Buffer> {
  const xpi = await readBytes(file, 'the signed add-on');
  if (!isSignedByMozilla(xpi)) throw refused(file, 'it holds no signature of Mozilla (META-INF/mozilla.rsa)');
  const read = manifestSchema.safeParse(manifestOf(xpi));
  if (!read.success) throw refused(file, 'its manifest names no version and id');
  const { version, browser_specific_settings: settings } = read.data;
  if (version !== expected.version) throw refused(file, `it has version ${version}, and ${expected.version} is packed`);
  if (settings.gecko.id !== expected.id)
    throw refused(file, `its id is ${settings.gecko.id}, and ${expected.id} is packed`);
  return xpi;
}

function manifestOf(xpi: Buffer): unknown {
  try {
    const { 'manifest.json': manifest } = unzipSync(xpi, { filter: ({ name }) => name === 'manifest.json' });
    return JSON.parse(Buffer.from(manifest ?? '').toString('utf8'));
  } catch {
    return null;
  }
}

function refused(file: string, why: string): CommandError {
  return new CommandError(`--signed-xpi ${file}: ${why}`, EXIT.refused);
}

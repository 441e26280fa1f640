/** `gatepost datasheet`: what Gatepost records and sends under a policy and a configuration, for those who have to agree to it. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import packageJson from '../../../../package.json' with { type: 'json' };
import type { SheetLanguage } from '../../../events/sheet-words/sheet-words.js';
import type { Block } from '../../datasheet/blocks.js';
import { sheetFacts, type SheetFacts } from '../../datasheet/facts.js';
import { readerOf, sheetLanguageOf } from '../../datasheet/reader.js';
import { sheetBlocks, type CompanySays } from '../../datasheet/sheet.js';
import { readManagedFile } from '../../deploy/managed-file.js';
import { readBytes } from '../../lib/files.js';
import { loadPolicyFile } from '../../publishing/load-policy.js';

export interface DatasheetOptions {
  /** A policy source (.yaml) or a published document (.jws). */
  readonly policyFile: string;
  /** managed.yaml; null: the sheet is about the policy alone. */
  readonly configFile: string | null;
  /** The extension's managed-schema.json. */
  readonly schemaFile: string;
  /** Null: the policy's own, where the sheet has it, else English. */
  readonly language: SheetLanguage | null;
  readonly company: CompanySays;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

export interface Datasheet {
  readonly language: SheetLanguage;
  readonly facts: SheetFacts;
  readonly blocks: readonly Block[];
}

/** @throws CommandError when the policy or the configuration has mistakes */
export async function datasheet(options: DatasheetOptions): Promise<Datasheet> {
  const { policyFile, configFile, schemaFile, company, nowMs } = options;
  const policy = await loadPolicyFile(policyFile, nowMs);
  const managed = configFile === null ? null : await readManagedFile(configFile, schemaFile);
  const language = options.language ?? sheetLanguageOf(policy.language);
  const facts = sheetFacts(policy, managed?.configuration ?? null);
  const files = [
    await sourceOf(policyFile, 'the policy'),
    ...(configFile === null ? [] : [await sourceOf(configFile, 'the managed configuration')]),
  ];
  const sources = { version: packageJson.version, files, nowMs };
  return { language, facts, blocks: sheetBlocks(facts, company, sources, readerOf(language)) };
}

/** By its digest, so that everybody can see later whether the sheet is about this very file. */
async function sourceOf(file: string, what: string) {
  const digest = createHash('sha256')
    .update(await readBytes(file, what))
    .digest('hex');
  return { name: path.basename(file), digest };
}

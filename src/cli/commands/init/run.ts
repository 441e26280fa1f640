/** `gatepost init`: a folder to begin with: policy, keys, a pipeline, and what to do next. Never overwrites anything. */
import path from 'node:path';
import schema from '../../../../policy.schema.json' with { type: 'json' };
import type { Algorithm } from '../../../trust/trusted-key.js';
import { CommandError } from '../../lib/command-error.js';
import { ensureNew, writeNew } from '../../lib/files.js';
import { GITIGNORE, nextSteps, startingPolicy } from './files.js';
import { commandArchive, pipeline } from './pipeline.js';
import { policyNameFor } from '../../lib/policy-name.js';
import { keygen } from '../../publishing/new-keys.js';

export interface InitOptions {
  readonly folder: string;
  /** As people know it. */
  readonly organisation: string;
  /** The policy's name; made of the organisation's when missing. */
  readonly name?: string | undefined;
  /** Whom people can ask. */
  readonly email?: string | undefined;
  readonly algorithm: Algorithm;
  /** The archive of this command that the pipeline runs: an https address, or a file in the repository. */
  readonly archive?: string | undefined;
  /** Its SHA-256, hexadecimal. */
  readonly archiveSha256?: string | undefined;
}

interface Initialised {
  readonly folder: string;
  readonly files: readonly string[];
  readonly keyId: string;
}

/** @throws CommandError when one of the files is there already: then nothing is written at all */
export async function init(options: InitOptions): Promise<Initialised> {
  const { folder, organisation, name, email, algorithm, archive, archiveSha256 } = options;
  const policyName = policyNameFor(name, organisation);
  if (email !== undefined && !/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(email)) {
    throw new CommandError(`"${email}" is not an e-mail address: expected one such as ai-desk@example.com`);
  }
  const files: Readonly<Record<string, string>> = {
    'policy.yaml': startingPolicy({ organisation, name: policyName, email }),
    'policy.schema.json': `${JSON.stringify(schema, null, 2)}\n`,
    '.gitignore': GITIGNORE,
    [path.join('.github', 'workflows', 'policy.yml')]: pipeline(commandArchive(archive, archiveSha256)),
    'README.md': nextSteps(organisation),
  };
  const at = (file: string) => path.join(folder, file);
  const keys = ['private.jwk.json', 'private.pem', 'public.jwk.json', 'public.pem'].map((half) =>
    path.join('keys', `policy-key.${half}`),
  );
  for (const file of [...Object.keys(files), ...keys]) await ensureNew(at(file));
  // The file that keeps the private key out of version control comes before the key.
  for (const [file, content] of Object.entries(files)) await writeNew(at(file), content, 0o644);
  const { publicKey } = await keygen(at('keys'), algorithm);
  return { folder, files: [...Object.keys(files), ...keys].map(at), keyId: publicKey.kid };
}

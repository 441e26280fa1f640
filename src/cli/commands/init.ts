/** `gatepost init`: a folder to begin with: policy, keys, a pipeline, and what to do next. Never overwrites anything. */
import path from 'node:path';
import type { Algorithm } from '../../trust/trusted-key.js';
import { CommandError } from '../command-error.js';
import { ensureNew, writeNew } from '../files.js';
import { CI_EXAMPLE, GITIGNORE, nextSteps, startingPolicy } from '../init-files.js';
import { keygen } from './keygen.js';

export interface InitOptions {
  readonly folder: string;
  /** As people know it. */
  readonly organisation: string;
  /** The policy's name; made of the organisation's when missing. */
  readonly name?: string | undefined;
  /** Whom people can ask. */
  readonly email?: string | undefined;
  readonly algorithm: Algorithm;
}

interface Initialised {
  readonly folder: string;
  readonly files: readonly string[];
  readonly keyId: string;
}

const POLICY_NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/** @throws CommandError when one of the files is there already: then nothing is written at all */
export async function init({ folder, organisation, name, email, algorithm }: InitOptions): Promise<Initialised> {
  const policyName = name ?? nameFrom(organisation);
  if (!POLICY_NAME.test(policyName)) {
    throw new CommandError(
      `"${policyName}" cannot be the policy's name: expected lower-case letters, digits, ".", "_" and "-"; give one with --name`,
    );
  }
  if (email !== undefined && !/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(email)) {
    throw new CommandError(`"${email}" is no mail address: expected one such as ai-desk@example.com`);
  }
  const files: Readonly<Record<string, string>> = {
    'policy.yaml': startingPolicy({ organisation, name: policyName, email }),
    '.gitignore': GITIGNORE,
    [path.join('.github', 'workflows', 'policy.yml')]: CI_EXAMPLE,
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

function nameFrom(organisation: string): string {
  const plain = organisation.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64);
}

/** An administrator's folder for tests of the commands that publish: a key, a host's folder, and what it holds. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { keygen, type KeyFiles } from '../../src/cli/publishing/new-keys.js';
import { publish } from '../../src/cli/publishing/publish-policy.js';
import type { PublicationOptions, Published } from '../../src/cli/publishing/publication.js';
import type { PublishedPolicy } from '../../src/policy/schema.js';
import { acceptPolicy } from '../../src/trust/accept-policy.js';
import { MINUTE_MS, NOW_MS } from './policies.js';

export interface Publisher {
  readonly home: string;
  readonly folder: string;
  readonly keys: KeyFiles;
  /** A minute passes at each call. */
  now(): number;
  /** What a command needs, a minute later. */
  options(): PublicationOptions & { readonly nowMs: number };
  /** Publishes a policy of these rules, a minute later. @param extra further lines of the source */
  publish(rules: readonly string[], extra?: string): Promise<Published>;
  document(): Promise<string>;
  /** What browsers that trust the key make of the published document. */
  policy(): Promise<PublishedPolicy>;
}

export async function aPublisher(home: string): Promise<Publisher> {
  const keys = await keygen(path.join(home, 'keys'), 'EdDSA');
  const folder = path.join(home, 'public');
  let nowMs = NOW_MS;
  const now = () => (nowMs += MINUTE_MS);
  const options = () => ({ folder, keyFile: keys.privateFile, nowMs: now() });
  const document = () => readFile(path.join(folder, 'policy.jws'), 'utf8');
  return {
    home,
    folder,
    keys,
    now,
    options,
    async publish(rules, extra = '') {
      const policyFile = path.join(home, 'policy.yaml');
      await writeFile(policyFile, aSource(rules, extra));
      return publish({ ...options(), policyFile });
    },
    document,
    async policy() {
      const context = { trustedKeys: [keys.publicKey], policyName: 'acme', minimumRevision: null, nowMs };
      const acceptance = await acceptPolicy(await document(), { ...context, origin: 'fetched' });
      if (acceptance.ok) return acceptance.policy;
      throw new Error(`browsers refuse it: ${acceptance.code}`);
    },
  };
}

/** @param rules ids, each of a rule that blocks a site of that name; `id:action` for another action */
export function aSource(rules: readonly string[], extra = ''): string {
  const lines = rules.map((rule) => {
    const [id = '', action = 'block'] = rule.split(':');
    return `  - { id: ${id}, sites: [${id}.example], action: ${action} }\n`;
  });
  return `format: 1\nname: acme\norganisation: { name: Acme }\n${extra}rules:${lines.length === 0 ? ' []' : ''}\n${lines.join('')}`;
}

/** A company for a browser test: its key, its policy host on loopback, and the managed configuration of its browsers. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { keygen, type KeyFiles } from '../../../src/cli/publishing/new-keys.js';
import { publish } from '../../../src/cli/publishing/publish-policy.js';
import { serve, type PolicyServer } from '../../../src/cli/commands/serve/run.js';
import { DOCUMENT_NAME, type Published } from '../../../src/cli/publishing/publication.js';
import { readSigningKey, signDocument, type SigningKey } from '../../../src/cli/publishing/signing-key.js';

export interface Company {
  /** A folder for everything temporary. */
  readonly workDir: string;
  readonly managed: { readonly policyUrl: string; readonly trustedKeys: readonly object[] };
  readonly signingKey: SigningKey;
  /** Publishes a policy source as `gatepost publish` does. */
  publish(source: object): Promise<Published>;
  /** Puts these bytes where the policy is served, whatever they are. */
  putDocument(document: string): Promise<void>;
  document(): Promise<string>;
  /** Signs anything with the company's key and serves it. */
  putSigned(payload: unknown): Promise<void>;
  goOffline(): Promise<void>;
  goOnline(): Promise<void>;
  close(): Promise<void>;
}

export async function startCompany(): Promise<Company> {
  const workDir = await mkdtemp(path.join(os.tmpdir(), 'gatepost-'));
  const folder = path.join(workDir, 'public');
  await mkdir(folder);
  const keys: KeyFiles = await keygen(path.join(workDir, 'keys'), 'EdDSA');
  const signingKey = await readSigningKey(keys.privateFile);
  let server: PolicyServer | null = await serve(folder, '127.0.0.1', 0);
  const policyUrl = server.url;
  const file = path.join(folder, DOCUMENT_NAME);
  const goOffline = async () => {
    await server?.close();
    server = null;
  };
  const putDocument = (document: string) => writeFile(file, document);
  return {
    workDir,
    managed: { policyUrl, trustedKeys: [keys.publicKey] },
    signingKey,
    async publish(source) {
      const policyFile = path.join(workDir, 'policy.yaml');
      await writeFile(policyFile, stringify(source));
      return publish({ policyFile, keyFile: keys.privateFile, folder, newKey: false, nowMs: Date.now() });
    },
    putDocument,
    document: () => readFile(file, 'utf8'),
    putSigned: async (payload) => putDocument(await signDocument(signingKey, JSON.stringify(payload))),
    goOffline,
    async goOnline() {
      server = await serve(folder, '127.0.0.1', Number(new URL(policyUrl).port));
    },
    async close() {
      await goOffline();
      await rm(workDir, { recursive: true, force: true });
    },
  };
}

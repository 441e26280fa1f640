/** A host with https on loopback, whose certificate an authority of the test's own signed, as a company's does. */
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import https from 'node:https';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface TlsHost {
  /** `https://localhost:…`, without a slash at the end. */
  readonly origin: string;
  /** The authority's certificate in PEM. */
  readonly authorityFile: string;
  close(): Promise<void>;
}

/** @param folder for keys and certificates */
export async function startTlsHost(folder: string, answer: RequestListener): Promise<TlsHost> {
  const file = (name: string) => path.join(folder, name);
  const authorityFile = file('authority.pem');
  const newKey = ['req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30'];
  await run('openssl', [
    ...newKey,
    '-x509',
    '-subj',
    '/CN=Contoso Authority',
    '-keyout',
    file('ca.key'),
    '-out',
    authorityFile,
  ]);
  await run('openssl', [
    ...newKey.slice(0, -2),
    '-subj',
    '/CN=localhost',
    '-keyout',
    file('host.key'),
    '-out',
    file('host.csr'),
  ]);
  await writeFile(file('names'), 'subjectAltName=DNS:localhost\n');
  const signing = ['-CA', authorityFile, '-CAkey', file('ca.key'), '-CAcreateserial', '-extfile', file('names')];
  await run('openssl', ['x509', '-req', '-in', file('host.csr'), ...signing, '-days', '30', '-out', file('host.pem')]);
  const server = https.createServer(
    { key: await readFile(file('host.key')), cert: await readFile(file('host.pem')) },
    answer,
  );
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return {
    origin: `https://localhost:${(server.address() as AddressInfo).port}`,
    authorityFile,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

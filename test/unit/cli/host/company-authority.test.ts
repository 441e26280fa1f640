/** The policy's host has a certificate of the company's own authority: the command trusts whom the system trusts. */
import { afterEach, beforeAll, afterAll, describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import tls from 'node:tls';
import { doctor } from '../../../../src/cli/commands/doctor/run.js';
import { askOverNetwork } from '../../../../src/cli/host/ask.js';
import { trustedCertificates } from '../../../../src/cli/host/certificates.js';
import { bundledCommand } from '../../../support/bundled-command.js';
import { aPublisher, type Publisher } from '../../../support/publishing.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';
import { startTlsHost, type TlsHost } from '../../../support/tls-host.js';

const NOT_TRUSTED = /does not know who issued the certificate of localhost/;

const temporaryFolder = temporaryFolders();
let publisher: Publisher;
let host: TlsHost;
let policyUrl: string;
let authority: string;

beforeAll(async () => {
  const home = await temporaryFolder();
  publisher = await aPublisher(home);
  await publisher.publish(['one']);
  const document = await publisher.document();
  host = await startTlsHost(home, (_, response) => {
    response.writeHead(200, { 'Content-Type': 'application/jose', ETag: '"one"' }).end(document);
  });
  authority = await readFile(host.authorityFile, 'utf8');
  policyUrl = `${host.origin}/policy.jws`;
});
afterAll(() => host.close());

/** Node 22.15 and newer ask the system itself. */
const node = tls as { getCACertificates?: (type: string) => string[] };
const own = node.getCACertificates;

afterEach(() => {
  if (own === undefined) delete node.getCACertificates;
  else node.getCACertificates = own;
});

describe('gatepost status --url', () => {
  /** A Node that asks the system reads the variables when it starts. */
  let env: NodeJS.ProcessEnv = {};
  let run: Awaited<ReturnType<typeof bundledCommand>>;

  beforeAll(async () => {
    run = await bundledCommand(await temporaryFolder(), () => env);
  });

  test('says that the authority is unknown', async () => {
    const { exitCode, out, err } = await run('status', '--url', policyUrl);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(NOT_TRUSTED);
  });

  // SSL_CERT_FILE: on Linux, where the system keeps its authorities, as OpenSSL and a Node that asks the system read it.
  test.each(['SSL_CERT_FILE', 'NODE_EXTRA_CA_CERTS'])('reads the policy where %s names the authority', async (name) => {
    env = { [name]: host.authorityFile };
    const { exitCode, out, err } = await run('status', '--url', policyUrl);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toContain('revision 1');
  });
});

describe('gatepost doctor', () => {
  const POLICY_FILE = '/etc/opt/chrome/policies/managed/gatepost.json';
  const ID = 'abcdefghijklmnopabcdefghijklmnop';

  /** On a machine whose browsers are sent to the host. */
  async function findingsOfHost() {
    const configuration = { policyUrl, trustedKeys: [publisher.keys.publicKey] };
    const policies = Buffer.from(JSON.stringify({ '3rdparty': { extensions: { [ID]: configuration } } }));
    const list = (folder: string) => Promise.resolve(POLICY_FILE.startsWith(`${folder}/`) ? ['gatepost.json'] : []);
    const findings = await doctor({
      browser: 'chrome',
      system: 'linux',
      extensionId: ID,
      machine: {
        home: '/home/lee',
        readBytes: (file) => Promise.resolve(file === POLICY_FILE ? policies : null),
        list,
        listFiles: list,
        exportRegistry: () => Promise.resolve(null),
        readPlist: () => Promise.resolve(null),
      },
      ask: askOverNetwork,
      nowMs: publisher.now(),
    });
    // The first is about the configuration.
    return findings.slice(1);
  }

  test('says that the authority is unknown', async () => {
    const message = expect.stringMatching(NOT_TRUSTED) as unknown;
    expect(await findingsOfHost()).toEqual([{ code: 'policy-host', result: 'bad', message }]);
  });

  test('reads the policy where the system knows the authority', async () => {
    node.getCACertificates = (type) => (type === 'system' ? [authority] : []);
    expect(await findingsOfHost()).toMatchObject([{ code: 'policy-accepted', result: 'good' }]);
  });
});

test('a Node that can ask the system is asked, with and without --use-system-ca', async () => {
  node.getCACertificates = (type) => [`of ${type}`];
  expect(await trustedCertificates({ SSL_CERT_FILE: host.authorityFile })).toEqual(['of default', 'of system']);
});

/** Signing through programs: the real openssl for ES256, and a program of the test's own for Ed25519. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { keygen, type KeyFiles } from '../../../../src/cli/publishing/new-keys.js';
import { publish } from '../../../../src/cli/publishing/publish-policy.js';
import { acceptPolicy } from '../../../../src/trust/accept-policy.js';
import { NOW_MS } from '../../../support/policies.js';
import { aSource } from '../../../support/publishing.js';
import { refusalOf } from '../../../support/refusal.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();

let home: string;
let ecdsa: KeyFiles;
let eddsa: KeyFiles;
let program: string;

/** Signs its standard input with the key of its first argument, and prints in the form of the second. */
const SIGNER = `import { createPrivateKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
const [key, form] = process.argv.slice(2);
const signature = sign(null, readFileSync(0), createPrivateKey(readFileSync(key)));
process.stdout.write(form === 'bytes' ? signature : signature.toString(form) + '\\n');
`;

beforeAll(async () => {
  home = await temporaryFolder();
  ecdsa = await keygen(path.join(home, 'es256'), 'ES256');
  eddsa = await keygen(path.join(home, 'eddsa'), 'EdDSA');
  program = path.join(home, 'sign.mjs');
  await writeFile(program, SIGNER);
  await writeFile(path.join(home, 'policy.yaml'), aSource(['one']));
});

async function publishThrough(command: string, keys: KeyFiles) {
  const folder = path.join(await temporaryFolder(), 'public');
  const options = { folder, detachedSign: command, publicKeyFile: keys.publicPemFile, nowMs: NOW_MS };
  const publishing = () => publish({ ...options, policyFile: path.join(home, 'policy.yaml') });
  return { folder, publishing };
}

async function isAccepted(folder: string, keys: KeyFiles): Promise<boolean> {
  const document = await readFile(path.join(folder, 'policy.jws'), 'utf8');
  const context = { trustedKeys: [keys.publicKey], policyName: null, minimumRevision: null, nowMs: NOW_MS };
  return (await acceptPolicy(document, { ...context, origin: 'fetched' })).ok;
}

const openssl = () => `openssl dgst -sha256 -sign "${ecdsa.privatePemFile}"`;
const opensslOfDigest = () => `openssl pkeyutl -sign -inkey "${ecdsa.privatePemFile}"`;
const node = (form: string) => `"${process.execPath}" "${program}" "${eddsa.privatePemFile}" ${form}`;

describe('publish --detached-sign', () => {
  test.each([
    ['DER, as openssl prints it', () => openssl()],
    ['DER of a digest, as a KMS signs', () => `openssl dgst -sha256 -binary | ${opensslOfDigest()}`],
    ['DER as base64 in lines', () => `${openssl()} | openssl base64`],
    ['DER as base64 in one line', () => `${openssl()} | openssl base64 -A`],
  ])('takes ES256 as %s', async (_, command) => {
    // Again and again: r and s of ECDSA come with and without leading zeros.
    for (let time = 0; time < 8; time += 1) {
      const { folder, publishing } = await publishThrough(command(), ecdsa);
      expect((await publishing()).keyId).toBe(ecdsa.publicKey.kid);
      expect(await isAccepted(folder, ecdsa)).toBe(true);
    }
  });

  test.each(['bytes', 'base64', 'base64url'])('takes Ed25519 as %s', async (form) => {
    const { folder, publishing } = await publishThrough(node(form), eddsa);
    await publishing();
    expect(await isAccepted(folder, eddsa)).toBe(true);
  });

  test.each([
    ['that fails', () => 'exit 3', /`exit 3` ended with exit code 3; nothing was published/],
    ['that is not there', () => 'no-such-program-here', /ended with exit code 127/],
    ['that is killed', () => 'kill -9 $$', /was ended by SIGKILL/],
    ['that prints nothing', () => 'cat > /dev/null', /printed nothing; expected the signature on its standard output/],
    ['that prints too little', () => 'head -c 63 /dev/zero', /printed \d+ bytes that are no signature|printed nothing/],
    ['that prints words', () => 'echo Signature: none', /printed 16 bytes that are no signature; expected 64 bytes/],
    ['that prints without end', () => 'cat /dev/zero', /printed more than 65536 bytes/],
    [
      'that signs something else',
      () => `echo other | ${openssl()}`,
      /does not belong to key .* and the bytes it was given/,
    ],
    ['that prints 64 bytes that are no signature', () => 'head -c 64 /dev/urandom', /does not belong to key/],
    ['that signs with another key', () => node('base64'), /does not belong to key/],
  ])('refuses a program %s, and publishes nothing', async (_, command, message) => {
    const { folder, publishing } = await publishThrough(command(), ecdsa);
    const refusal = await refusalOf(publishing);
    expect(refusal.message).toMatch(message);
    expect(refusal.exitCode).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });

  test('needs the public key, and no private one beside it', async () => {
    const options = { folder: home, policyFile: path.join(home, 'policy.yaml'), nowMs: NOW_MS, detachedSign: 'true' };
    expect((await refusalOf(() => publish(options))).message).toMatch(/--detached-sign needs --public-key/);
    const both = { ...options, keyFile: ecdsa.privateFile, publicKeyFile: ecdsa.publicFile };
    expect((await refusalOf(() => publish(both))).message).toMatch(/choose how to sign: either/);
  });
});

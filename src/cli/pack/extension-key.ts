/** The company's key for the extension's package: made once, kept for good, since the extension's id follows from it. */
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { CommandError, EXIT } from '../lib/command-error.js';
import { readTextIfThere, writeNew } from '../lib/files.js';

interface ExtensionKey {
  readonly privateKey: KeyObject;
  /** The new key in PEM, which is in no file yet; null for one that was there. */
  readonly unkeptPem: string | null;
}

/** Chromium verifies CRX packages of 2048-bit RSA keys everywhere. */
const MODULUS_BITS = 2048;

/**
 * @param mayMake whether a key is made where none is; it is written by `keepExtensionKey`
 * @throws CommandError when there is none, or something else than an RSA private key of 2048 bits or more
 */
export async function readExtensionKey(file: string, mayMake: boolean): Promise<ExtensionKey> {
  const pem = await readTextIfThere(file, "the extension's key");
  if (pem !== null) return { privateKey: readKey(pem, file), unkeptPem: null };
  if (!mayMake) {
    throw new CommandError(
      `there is no key ${file}. With another key, the extension gets another ID, and browsers that have it get no ` +
        'updates: correct the path, or add --new-key to create one',
      EXIT.refused,
    );
  }
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: MODULUS_BITS });
  return { privateKey, unkeptPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

/** Readable by its owner alone, and never in the place of another. */
export function keepExtensionKey(file: string, pem: string): Promise<void> {
  return writeNew(file, pem, 0o600);
}

function readKey(pem: string, file: string): KeyObject {
  const key = parseKey(pem);
  if (key === null) throw wrongKey(file, 'it is no private key without a password');
  if (key.asymmetricKeyType !== 'rsa')
    throw wrongKey(file, `it is a key of the kind ${key.asymmetricKeyType ?? 'unknown'}`);
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < MODULUS_BITS) throw wrongKey(file, `it has ${bits} bits`);
  return key;
}

function parseKey(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}

function wrongKey(file: string, found: string): CommandError {
  const expected = `an RSA private key of ${MODULUS_BITS} bits or more in PEM, as \`gatepost pack\` makes one`;
  return new CommandError(`${file}: ${found}; expected ${expected}`, EXIT.refused);
}

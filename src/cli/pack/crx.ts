/**
 * CRX3, the signed package of Chromium: "Cr24", the version, and a small protobuf header with key and signature before the
 * zip. The extension's id follows from the key, so whoever has the key, and only they, can update what is installed.
 * https://chromium.googlesource.com/chromium/src/+/main/components/crx_file/crx3.proto
 */
import { createHash, createPublicKey, sign, type KeyObject } from 'node:crypto';

/** Fields of `CrxFileHeader`, `AsymmetricKeyProof` and `SignedData`. */
const FIELD = { sha256WithRsa: 2, signedHeaderData: 10_000, publicKey: 1, signature: 2, crxId: 1 } as const;

const SIGNATURE_CONTEXT = Buffer.from('CRX3 SignedData\0', 'latin1');

/** @param privateKey RSA */
export function crxOf(zip: Buffer, privateKey: KeyObject): Buffer {
  const publicKey = publicKeyDer(privateKey);
  const signedHeader = bytesField(FIELD.crxId, idBytes(publicKey));
  const signed = Buffer.concat([SIGNATURE_CONTEXT, uint32(signedHeader.length), signedHeader, zip]);
  const pageToken = Buffer.concat([
    bytesField(FIELD.publicKey, publicKey),
    bytesField(FIELD.signature, sign('sha256', signed, privateKey)),
  ]);
  const header = Buffer.concat([
    bytesField(FIELD.sha256WithRsa, pageToken),
    bytesField(FIELD.signedHeaderData, signedHeader),
  ]);
  return Buffer.concat([Buffer.from('Cr24', 'latin1'), uint32(3), uint32(header.length), header, zip]);
}

/** The 32 letters by which Chromium and every policy name the extension. */
export function extensionIdOf(publicKey: Buffer): string {
  const hex = idBytes(publicKey).toString('hex');
  return hex.replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
}

/** SubjectPublicKeyInfo, as the manifest's `key` holds it in base64. */
export function publicKeyDer(privateKey: KeyObject): Buffer {
  return createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
}

function idBytes(publicKey: Buffer): Buffer {
  return createHash('sha256').update(publicKey).digest().subarray(0, 16);
}

function bytesField(field: number, content: Buffer): Buffer {
  const LENGTH_DELIMITED = 2;
  return Buffer.concat([varint((field << 3) | LENGTH_DELIMITED), varint(content.length), content]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.from([...bytes, rest]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

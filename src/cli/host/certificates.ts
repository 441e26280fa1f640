/** The certificate authorities that this computer trusts, and not only those that Node carries: a company's own are among them. */
import tls from 'node:tls';
import { readBytes } from '../lib/files.js';

/** Where systems keep them as one file: Debian and Ubuntu, Fedora and Red Hat, SUSE, Alpine and macOS (Apple's own only). */
const BUNDLES: readonly string[] = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/** Node 22.15 and newer ask the system itself, on Windows and macOS too. */
interface NewerTls {
  getCACertificates?: (type: 'default' | 'system') => string[];
}

/** In PEM. A store that cannot be read is left out: then a host that needs it is named as not trusted. */
export async function trustedCertificates(env: NodeJS.ProcessEnv = process.env): Promise<string[]> {
  const { getCACertificates } = tls as NewerTls;
  if (getCACertificates !== undefined) return [...getCACertificates('default'), ...getCACertificates('system')];
  const named = [env['SSL_CERT_FILE'], env['NODE_EXTRA_CA_CERTS']].filter((file) => file !== undefined && file !== '');
  const files = [...named, ...BUNDLES] as string[];
  const bundles = await Promise.all(files.map((file) => readBytes(file, 'certificates').catch(() => Buffer.of())));
  return [...tls.rootCertificates, ...bundles.flatMap((bundle) => certificatesIn(bundle.toString('latin1')))];
}

function certificatesIn(pem: string): string[] {
  return pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
}

/** `npm run bench -- accept`: a signed document to an accepted policy, in the browser, against verifying and parsing alone. */
import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startStandIn } from '../../scripts/browser/stand-in-server.mjs';
import { DOCUMENT_TYPE } from '../../src/trust/signed-document.js';
import { trustedKeySchema } from '../../src/trust/trusted-key.js';
import { call, startBenchBrowser } from './browser/bench-extension.js';
import { benchPolicy, BENCH_NOW_MS } from './material.js';
import { interleaved, ms, percent, publishReport, ratio, times, type Goal } from './measure.js';
import { listedDomains } from './squid-material.mjs';

/** Domains for documents of about 10 kB, 100 kB and 1 MB. */
const SIZES = [160, 1_700, 17_000];
const ROUNDS = 21;

async function signedDocument(size: number) {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const jwk = await exportJWK(publicKey);
  const key = trustedKeySchema.parse({ ...jwk, kid: 'bench' });
  const document = await new CompactSign(Buffer.from(JSON.stringify(benchPolicy(listedDomains(size)))))
    .setProtectedHeader({ alg: 'EdDSA', typ: DOCUMENT_TYPE, kid: 'bench' })
    .sign(privateKey);
  return { document, key, jwk: jwk as JsonWebKey, nowMs: BENCH_NOW_MS };
}

export async function run(): Promise<void> {
  const workDir = await mkdtemp(path.join(os.tmpdir(), 'gatepost-bench-'));
  const standIn = await startStandIn();
  const browser = await startBenchBrowser('chromium', { workDir, standInPort: standIn.port });
  const rows: string[][] = [];
  const goals: Goal[] = [];
  try {
    const page = await browser.open(`${browser.extensionOrigin}/popup.html`);
    for (const size of SIZES) {
      const accepting = await signedDocument(size);
      const { own, bare } = await interleaved(
        { own: () => call(page, 'acceptance', accepting), bare: () => call(page, 'bareAcceptance', accepting) },
        ROUNDS,
      );
      const kilobytes = `${Math.round(accepting.document.length / 1000)} kB`;
      const factor = ratio(own, bare);
      rows.push([kilobytes, ms(own), percent(own), ms(bare), percent(bare), times(factor)]);
      goals.push({
        goal: `${kilobytes}: at most 2.5× verify and JSON.parse`,
        found: times(factor),
        holds: factor <= 2.5,
      });
    }
  } finally {
    await browser.close();
    await standIn.close();
    await rm(workDir, { recursive: true, force: true });
  }
  await publishReport({
    name: 'accept',
    measure:
      'a signed document to an accepted policy in the extension’s process (Ed25519), against verify and JSON.parse alone',
    tables: [
      { title: 'milliseconds, Chromium', columns: ['document', 'accept', 'spread', 'bare', 'spread', 'ratio'], rows },
    ],
    goals,
    notes: ['Accepting also takes a SHA-256 of the document, for the floor, and reads it by its schema.'],
  });
}

/** A static host that nobody made for this: Debian's nginx serves what `gatepost publish` wrote, and browsers take it. */
import { expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { startStandIn } from '../../scripts/browser/stand-in-server.mjs';
import { Chromium } from './harness/chromium.js';
import { startCompany, type Company } from './harness/company.js';
import { eventually } from './harness/eventually.js';
import { startNginx, type Nginx } from './harness/nginx.js';
import { liftedPolicy, RESTRICTED_URL, samplePolicy } from './harness/sample-policy.js';

const folderOf = ({ workDir }: Company) => path.join(workDir, 'public');

interface Variant {
  readonly name: string;
  /** Where the policy is on the host. */
  readonly address: string;
  readonly site: (folder: string) => string;
  readonly compressed: boolean;
  /** What an administrator does after each publication besides. */
  readonly afterPublish?: (company: Company) => Promise<void>;
}

const VARIANTS: readonly Variant[] = [
  { name: 'with its default configuration', address: '/policy.jws', site: () => '', compressed: false },
  {
    name: 'behind a path prefix',
    address: '/intranet/ai/policy.jws',
    site: (folder) => `location /intranet/ai/ { alias ${folder}/; }`,
    compressed: false,
  },
  {
    // Compressed on the way, the ETag becomes a weak one.
    name: 'compressing answers',
    address: '/policy.jws',
    site: () => 'gzip_types application/octet-stream;',
    compressed: true,
  },
  {
    // The compressed file has an ETag of its own.
    name: 'serving a compressed copy',
    address: '/policy.jws',
    site: () => 'gzip_static on;',
    compressed: true,
    afterPublish: async (company) => {
      await writeFile(path.join(folderOf(company), 'policy.jws.gz'), gzipSync(await company.document()));
    },
  },
];

test.each(VARIANTS)('nginx $name serves the policy, answers 304, and then the next revision', async (variant) => {
  const company = await startCompany();
  const publish = async (source: object) => {
    await company.publish(source);
    await variant.afterPublish?.(company);
  };
  await publish(samplePolicy);
  const folder = folderOf(company);
  const nginx = await startNginx({ workDir: company.workDir, folder, site: variant.site(folder) });
  const standIn = await startStandIn();
  const managed = { ...company.managed, policyUrl: `${nginx.origin}${variant.address}` };
  const browser = await Chromium.start({ workDir: company.workDir, standInPort: standIn.port, managed });
  try {
    await browser.waitUntilEnforced();
    await browser.openRestricted(RESTRICTED_URL);
    const documentBytes = Buffer.byteLength(await company.document());
    const sent = await bodiesSent(nginx, variant);
    expect(sent.length).toBeGreaterThan(0);
    for (const bytes of sent) expect(bytes < documentBytes).toBe(variant.compressed);

    const popup = await browser.popup({ checkNow: true });
    expect(popup.problems).toEqual([]);
    await lastAnswerIs(nginx, variant, 304);
    expect(await bodiesSent(nginx, variant)).toEqual(sent);

    await publish(liftedPolicy);
    await browser.popup({ checkNow: true });
    await browser.waitUntilEnforced(false);
    await lastAnswerIs(nginx, variant, 200);
    const page = await browser.open(RESTRICTED_URL);
    expect(await page.title()).toContain('Stand-in: chatgpt.com');
  } finally {
    await browser.close();
    await standIn.close();
    await nginx.close();
    await company.close();
  }
});

test('a host that was made to call its document * is asked again without that, and the next revision arrives', async () => {
  const company = await startCompany();
  await company.publish(samplePolicy);
  const site = "etag off; add_header ETag '*';";
  const nginx = await startNginx({ workDir: company.workDir, folder: folderOf(company), site });
  const standIn = await startStandIn();
  const managed = { ...company.managed, policyUrl: `${nginx.origin}/policy.jws` };
  const browser = await Chromium.start({ workDir: company.workDir, standInPort: standIn.port, managed });
  try {
    await browser.waitUntilEnforced();
    // nginx would answer so for ever, whatever it serves.
    const asked = await fetch(managed.policyUrl, { headers: { 'If-None-Match': '*' } });
    expect(asked.status).toBe(304);
    await company.publish(liftedPolicy);
    await browser.popup({ checkNow: true });
    await browser.waitUntilEnforced(false);
  } finally {
    await browser.close();
    await standIn.close();
    await nginx.close();
    await company.close();
  }
});

async function answersFor(nginx: Nginx, { address }: Variant) {
  return (await nginx.answered()).filter((each) => each.path === address);
}

/** Sizes of the answers that carried the document. */
async function bodiesSent(nginx: Nginx, variant: Variant): Promise<number[]> {
  return (await answersFor(nginx, variant)).filter(({ status }) => status === 200).map(({ bodyBytes }) => bodyBytes);
}

/** The log is written when the answer has gone out, and may be a moment behind the browser. */
async function lastAnswerIs(nginx: Nginx, variant: Variant, status: number): Promise<void> {
  await eventually(
    `nginx answered ${status}`,
    async () => (await answersFor(nginx, variant)).at(-1)?.status === status,
  );
}

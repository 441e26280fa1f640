/**
 * Policies of others in the folder of a real Chromium: what they do to the force-installed extension there, and whether
 * `gatepost deploy --merge` and `gatepost doctor` name them.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { doctor } from '../../src/cli/commands/doctor/run.js';
import { thisMachine, type Machine } from '../../src/cli/doctor/machine.js';
import { askOverNetwork } from '../../src/cli/host/ask.js';
import { setUp, type Installation } from './harness/installation.js';
import { startInstalledChromium, waitUntilInstalled } from './harness/installed-chromium.js';
import type { ManagedBrowser } from './harness/managed-browser.js';
import { RESTRICTED_URL, samplePolicy } from './harness/sample-policy.js';

/** The file that the company had before ours, which ours is joined with. */
const THEIRS = 'corporate.json';
/** That it is never explained can only be seen by waiting for it; where it is, that takes a fraction of this. */
const STOPPED_FOR_MS = 12_000;

let installation: Installation;
let id: string;

beforeAll(async () => {
  installation = await setUp('chromium');
  await installation.company.publish(samplePolicy);
  id = (await installation.pack('0.1.0')).record.chrome?.id ?? '';
});
afterAll(() => installation.close());

/** The machine as `doctor` sees it, where the browser's policy folder is the test's. */
function machine(): Machine {
  const real = (place: string) => place.replace('/etc/chromium/', `${installation.policyFolder}/`);
  return {
    ...thisMachine,
    home: installation.company.workDir,
    readBytes: (file) => thisMachine.readBytes(real(file)),
    list: (folder) => thisMachine.list(real(folder)),
    listFiles: (folder) => thisMachine.listFiles(real(folder)),
  };
}

async function doctorNames(): Promise<string[]> {
  const asked = { machine: machine(), browser: 'chromium', system: 'linux', ask: askOverNetwork } as const;
  const findings = await doctor({ ...asked, extensionId: id, nowMs: Date.now() });
  return findings.filter(({ code }) => code === 'other-policies').map(({ result, message }) => `${result} ${message}`);
}

/** Fails unless a person who opens a restricted site is told why. */
async function expectExplained(browser: ManagedBrowser): Promise<void> {
  await waitUntilInstalled(browser);
  await browser.waitUntilEnforced();
  const page = await browser.openRestricted(RESTRICTED_URL);
  await page.waitForSelector('#why:not([hidden])');
}

/** Fails if a person who opens a restricted site, again and again, is told why. */
async function expectUnexplained(browser: ManagedBrowser): Promise<void> {
  const untilMs = Date.now() + STOPPED_FOR_MS;
  while (Date.now() < untilMs) {
    const page = await browser.browser.newPage();
    await page.goto(RESTRICTED_URL).catch(() => undefined);
    const timeout = browser.isBlockedPage(page.url()) ? 5_000 : 100;
    expect(await page.waitForSelector('#why:not([hidden])', { timeout }).catch(() => null)).toBeNull();
    // The browser shows its own page by another target, so that the one of before may be gone: nothing is asked of it.
    await page.close().catch(() => undefined);
  }
}

interface Case {
  readonly what: string;
  readonly theirs: (id: string) => object;
  /** How the finding begins; null: there is none. */
  readonly named: string | null;
  readonly stops: boolean;
}

const CASES: readonly Case[] = [
  {
    what: 'nothing about extensions',
    theirs: () => ({ HomepageLocation: 'https://a.example/' }),
    named: null,
    stops: false,
  },
  {
    what: 'addresses of every extension',
    theirs: () => ({ URLBlocklist: ['chrome-extension://*'] }),
    named: 'URLBlocklist',
    stops: true,
  },
  {
    what: 'the page that explains',
    theirs: (own) => ({ URLBlocklist: [`chrome-extension://${own}/blocked.html`] }),
    named: 'URLBlocklist',
    stops: true,
  },
  {
    what: 'types of extensions that may run',
    theirs: () => ({ ExtensionAllowedTypes: ['theme'] }),
    named: 'ExtensionAllowedTypes',
    stops: true,
  },
  {
    what: 'the scheme of extensions',
    theirs: () => ({ DisabledSchemes: ['chrome-extension'] }),
    named: 'DisabledSchemes',
    stops: true,
  },
  {
    what: 'a permission taken from every extension without an entry of its own',
    theirs: () => ({ ExtensionSettings: { '*': { blocked_permissions: ['declarativeNetRequest', 'storage'] } } }),
    named: 'ExtensionSettings["*"].blocked_permissions',
    stops: false,
  },
  {
    what: 'a permission taken from this one',
    theirs: (own) => ({ ExtensionSettings: { [own]: { blocked_permissions: ['storage'] } } }),
    named: 'ExtensionSettings["',
    stops: true,
  },
];

test.each(CASES.map((each) => [each.what, each] as const))('%s', async (_, { theirs, named, stops }) => {
  const mergeFile = path.join(installation.company.workDir, THEIRS);
  await writeFile(mergeFile, JSON.stringify(theirs(id)));
  // What lets the test look into the browser of before is no policy of theirs.
  await rm(path.join(installation.policyFolder, 'policies', 'managed', 'test.json'), { force: true });
  const { warnings } = await installation.deploy({ mergeFile });
  const about = warnings.filter((warning) => warning.includes('The joined file holds it still'));
  const found = await doctorNames();
  if (named === null) {
    expect([about, found]).toEqual([[], []]);
  } else {
    expect(about).toEqual([expect.stringContaining(`Of ${THEIRS}, ${named}`)]);
    expect(found).toEqual([expect.stringContaining(`${stops ? 'bad' : 'warn'} ${named}`)]);
  }
  const browser = await startInstalledChromium({ installation, extensionId: id });
  try {
    await (stops ? expectUnexplained : expectExplained)(browser);
  } finally {
    await browser.close();
  }
});

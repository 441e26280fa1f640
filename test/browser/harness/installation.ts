/** A company that packs the extension, serves it beside its policy, and delivers the files of `gatepost deploy` to a machine. */
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { stringify } from 'yaml';
import { deploy, type Deployed, type DeployOptions } from '../../../src/cli/commands/deploy/run.js';
import { pack, type Packed } from '../../../src/cli/commands/pack/run.js';
import { HANG_MS } from '../../../scripts/browser/limits.mjs';
import { startStandIn } from '../../../scripts/browser/stand-in-server.mjs';
import { startCompany, type Company } from './company.js';

const run = promisify(execFile);

export interface Installation {
  readonly company: Company;
  readonly standIn: StandIn;
  /** What a browser of the machine sees in place of its policy folder, such as /etc/chromium. */
  readonly policyFolder: string;
  /** Packs the build under a version, into the folder that is served. */
  pack(version: string): Promise<Packed>;
  /** Writes the files and runs the script that an administrator runs. */
  deploy(changes?: Partial<DeployOptions>, managed?: object): Promise<Deployed>;
  close(): Promise<void>;
}

type StandIn = Awaited<ReturnType<typeof startStandIn>>;

/** @param startInternet what stands in for every site */
export async function setUp(
  browser: 'chromium' | 'firefox',
  startInternet: () => Promise<StandIn> = startStandIn,
): Promise<Installation> {
  const company = await startCompany();
  const standIn = await startInternet();
  const machine = path.join(company.workDir, 'machine');
  const packFolder = path.join(company.workDir, 'public');
  const policyFolder = path.join(machine, 'etc', browser);
  await mkdir(policyFolder, { recursive: true });
  return {
    company,
    standIn,
    policyFolder,
    pack: (version) =>
      pack({
        dist: path.resolve('dist'),
        out: packFolder,
        keyFile: path.join(company.workDir, 'keys', 'extension-key.pem'),
        baseUrl: new URL('.', company.managed.policyUrl).href,
        version,
        firefoxId: null,
        signedXpiFile: null,
        permissions: { newKey: true, olderVersion: false, overwriteSigned: false },
      }),
    async deploy(changes = {}, managed = {}) {
      const configFile = path.join(company.workDir, 'managed.yaml');
      await writeFile(configFile, stringify({ ...company.managed, ...managed }));
      const options = { ...DEFAULTS, browser, configFile, extension: { packFolder }, ...changes, nowMs: Date.now() };
      const out = path.join(company.workDir, options.uninstall ? 'uninstall' : 'deploy');
      const done = await deploy({ ...options, out });
      const script = path.join(out, options.uninstall ? 'uninstall.sh' : 'install.sh');
      await run('sh', [script], { env: { ...process.env, DESTDIR: machine }, timeout: HANG_MS });
      return done;
    },
    async close() {
      await standIn.close();
      await company.close();
    },
  };
}

const DEFAULTS = {
  system: 'linux',
  schemaFile: path.resolve('public/managed-schema.json'),
  policyFile: null,
  urlLists: false,
  hardening: true,
  unsignedXpi: true,
  signInDomains: [],
  otherExtensions: null,
  mergeFile: null,
  uninstall: false,
} as const;

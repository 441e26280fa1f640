/** Builds the benchmark's own extension from the product's sources, and calls what runs in it. */
import { build } from 'esbuild';
import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { findFirefox } from '../../../scripts/browser/find-browser.mjs';
import { launchFirefox } from '../../../scripts/browser/launch-firefox.mjs';
import { Chromium } from '../../browser/harness/chromium.js';
import { eventually } from '../../browser/harness/eventually.js';
import type { BrowserRequest } from '../../browser/harness/managed-browser.js';
import { ManagedBrowser } from '../../browser/harness/managed-browser.js';
import type { InBrowser } from './in-browser.js';

/** A page alone in its process has a clock of 5 µs; any other one of 100 µs, which is half of what small documents take. */
const FINE_CLOCK = {
  cross_origin_embedder_policy: { value: 'require-corp' },
  cross_origin_opener_policy: { value: 'same-origin' },
};

/** The built extension with the benchmark's worker and popup in place of its own. */
async function buildExtension(workDir: string, target: 'chrome' | 'firefox'): Promise<{ folder: string; id: string }> {
  const folder = path.join(workDir, `bench-${target}`);
  await cp(path.resolve('dist', target), folder, { recursive: true });
  await build({
    entryPoints: { worker: 'test/bench/browser/in-browser.ts' },
    outdir: folder,
    bundle: true,
    format: 'iife',
    target: 'chrome137',
    minify: true,
    define: { DEMONSTRATION_CONFIGURATION: 'null' },
    logLevel: 'warning',
  });
  await writeFile(path.join(folder, 'popup.html'), '<!doctype html><script src="worker.js"></script>');
  const manifestFile = path.join(folder, 'manifest.json');
  const manifest = JSON.parse(await readFile(manifestFile, 'utf8')) as {
    browser_specific_settings?: { gecko: { id: string } };
  };
  if (target === 'chrome') await writeFile(manifestFile, JSON.stringify({ ...manifest, ...FINE_CLOCK }));
  return { folder, id: manifest.browser_specific_settings?.gecko.id ?? '' };
}

export async function startBenchBrowser(
  kind: 'chromium' | 'firefox',
  { workDir, standInPort }: Omit<BrowserRequest, 'managed'>,
): Promise<ManagedBrowser> {
  const { folder, id } = await buildExtension(workDir, kind === 'chromium' ? 'chrome' : 'firefox');
  if (kind === 'chromium') return Chromium.start({ workDir, standInPort, managed: null, extensionDir: folder });
  const browser = await findFirefox({});
  const running = await launchFirefox({ browser, extensionDir: folder, extensionId: id, workDir, standInPort });
  return new ManagedBrowser(running.browser, running.extensionUrl.replace(/\/$/, ''), () => running.close());
}

const PATIENCE_MS = 120_000;

/** Calls a function of `in-browser.ts` in a page of the extension, however long it takes. */
export async function call<Name extends keyof InBrowser>(
  page: Page,
  name: Name,
  ...parameters: Parameters<InBrowser[Name]>
): Promise<Awaited<ReturnType<InBrowser[Name]>>> {
  await page.evaluate(
    (which, given) => {
      const kept = globalThis as unknown as { bench: Record<string, (...all: unknown[]) => unknown>; ended?: unknown };
      delete kept.ended;
      void Promise.resolve(kept.bench[which]?.(...given)).then(
        (value) => (kept.ended = { value: value ?? null }),
        (error: unknown) => (kept.ended = { error: String(error) }),
      );
    },
    name,
    parameters,
  );
  let ended: { value?: unknown; error?: string } | null = null;
  await eventually(
    name,
    async () => {
      ended = await page.evaluate(
        () => (globalThis as unknown as { ended?: { value?: unknown; error?: string } }).ended ?? null,
      );
      return ended !== null;
    },
    { timeoutMs: PATIENCE_MS },
  );
  const { value, error } = ended as unknown as { value?: unknown; error?: string };
  if (error !== undefined) throw new Error(`${name}: ${error}`);
  return value as Awaited<ReturnType<InBrowser[Name]>>;
}

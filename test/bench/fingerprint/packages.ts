/**
 * Whose code is what: open packages at pinned versions, which stand for a company's repositories, for other people's code, and for
 * public code. They are fetched on demand into the system's folder for temporary files.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

interface OpenPackage {
  readonly name: string;
  readonly version: string;
  /** Where its sources lie; what else it has is built from them. */
  readonly folder: string;
  /** Of its source files. */
  readonly files: RegExp;
}

type Row = readonly [name: string, version: string, folder: string, files?: RegExp];

const SCRIPTS = /\.js$/;
const packages = (...rows: readonly Row[]): OpenPackage[] =>
  rows.map(([name, version, folder, files = SCRIPTS]) => ({ name, version, folder, files }));

/** The parameters were chosen with the first half; the second was fetched when they were fixed. */
export const HALVES = {
  tuned: {
    company: packages(
      ['ol', '10.11.0', '.', /^(?!dist|build|src).*\.js$/],
      ['phaser', '4.2.1', 'src'],
      ['@cesium/engine', '24.0.0', 'Source'],
      ['plotly.js', '3.7.0', 'src'],
      ['mongoose', '9.12.1', 'lib'],
      ['sequelize', '6.37.8', 'lib'],
      ['handsontable', '18.1.1', '.', /^(?!dist).*\.mjs$/],
    ),
    others: packages(
      ['@babylonjs/core', '9.35.0', '.'],
      ['typeorm', '1.1.1', '.', /^(?!browser).*\.js$/],
      ['mocha', '12.0.3', 'lib'],
      ['ethers', '6.17.0', 'src.ts', /\.ts$/],
      ['monaco-editor', '0.57.0', 'esm'],
    ),
  },
  'held out': {
    company: packages(
      ['matrix-js-sdk', '37.5.0', 'src', /\.ts$/],
      ['fabric', '7.4.0', 'src', /\.ts$/],
      ['hls.js', '1.7.4', 'src', /\.ts$/],
      ['shaka-player', '5.2.12', 'lib'],
      ['maplibre-gl', '6.17.0', 'src', /\.ts$/],
      ['knex', '3.3.0', 'lib'],
      ['leaflet', '1.9.4', 'src'],
    ),
    others: packages(
      ['pixi.js', '8.22.0', 'lib', /\.mjs$/],
      ['codemirror', '5.65.21', '.', /^(?:mode|src|addon).*\.js$/],
      ['konva', '10.9.1', 'lib'],
      ['antd', '6.6.8', 'es'],
      ['element-plus', '2.14.8', 'es', /\.mjs$/],
      ['@nestjs/core', '12.5.1', '.'],
      ['@tensorflow/tfjs-core', '4.22.0', 'dist', /^(?!tf-core).*\.js$/],
    ),
  },
} as const;

export type HalfName = keyof typeof HALVES;

export const PUBLIC = packages(
  ['three', '0.187.0', '.'],
  ['mathjs', '15.2.0', 'lib/esm'],
  ['echarts', '6.1.0', 'lib'],
  ['rxjs', '7.8.2', 'src'],
  ['webpack', '5.113.0', 'lib'],
  ['@angular/core', '21.2.26', 'fesm2022'],
);

export const SCANOSS: OpenPackage = { name: 'scanoss', version: '0.40.2', folder: '.', files: SCRIPTS };

const FOLDER = path.join(os.tmpdir(), 'gatepost-bench-packages');

/** Its folder of sources, fetched when it is not there. Nothing in it is run. */
export async function sourcesOf({ name, version, folder }: OpenPackage): Promise<string> {
  const place = path.join(FOLDER, `${name.replaceAll('/', '-')}-${version}`);
  if (!existsSync(place)) {
    const half = `${place}.part`;
    await rm(half, { recursive: true, force: true });
    await mkdir(half, { recursive: true });
    const run = promisify(execFile);
    const { stdout } = await run('npm', ['pack', `${name}@${version}`, '--silent'], { cwd: half });
    await run('tar', ['xzf', stdout.trim(), '--strip-components=1'], { cwd: half });
    await rename(half, place);
  }
  return path.join(place, folder);
}

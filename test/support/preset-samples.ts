/** A sample for every preset: a file of `test/corpus/company-logs`, or lines of a shape that no product has to itself. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PRESETS } from '../../src/cli/logs/presets/all-presets.js';
import * as logs from './logs.js';
import { ROOT } from './repository.js';

const lines = (all: readonly string[]) => all.map((line) => `${line}\n`).join('');
const requests = logs.traffic().slice(0, 9);

/** By the id of the preset. */
const SHAPES: Readonly<Record<string, string>> = {
  squid: lines(requests.map(logs.squidLine)),
  combined: lines(requests.map(logs.combinedLine)),
  w3c: lines([...logs.W3C_HEAD, ...requests.map(logs.w3cLine)]),
  csv: lines([logs.CSV_HEAD, ...requests.map(logs.csvLine)]),
  json: lines(requests.map(logs.jsonLine)),
  'key-value': lines(
    requests.map(
      ({ timeMs, client, user, method, url }) =>
        `time=${new Date(timeMs).toISOString()} client="${client}" user="${user ?? '-'}" method=${method} url="${url}"`,
    ),
  ),
};

/** The presets of products; the others are shapes. */
export const PRODUCTS = PRESETS.filter(({ id }) => !(id in SHAPES));

export const companyLog = (id: string): string => path.join(ROOT, 'test/corpus/company-logs', `${id}.log`);

export const sampleOf = (id: string): string => SHAPES[id] ?? readFileSync(companyLog(id), 'utf8');

/** For esbuild: a YAML file becomes part of the bundle as the data it holds. */
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

/** @type {import('esbuild').Plugin} */
export const yamlData = {
  name: 'yaml-data',
  setup(run) {
    run.onLoad({ filter: /\.yaml$/ }, async ({ path: file }) => ({
      contents: JSON.stringify(parse(await readFile(file, 'utf8'))),
      loader: 'json',
    }));
  },
};

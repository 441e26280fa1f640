/** Lets jest run the sources as the build does: TypeScript through esbuild, YAML data as a module. */
import { transformSync } from 'esbuild';
import { parse } from 'yaml';

/**
 * @param {string} source
 * @param {string} file
 */
function compiled(source, file) {
  if (file.endsWith('.yaml')) return { code: `export default ${JSON.stringify(parse(source))};` };
  const { code, map } = transformSync(source, {
    loader: file.endsWith('.ts') ? 'ts' : 'js',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    sourcefile: file,
  });
  return { code, map };
}

export default {
  process: compiled,
  processAsync: (/** @type {string} */ s, /** @type {string} */ f) => Promise.resolve(compiled(s, f)),
};

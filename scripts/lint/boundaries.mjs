/** The lint rule over `rooms.mjs`: each import of src is resolved to its file, and refused unless the table has it. */
import path from 'node:path';
import { APART, ROOMS } from './rooms.mjs';

/** @typedef {{ source?: { value?: unknown } | null | undefined, importKind?: string, exportKind?: string }} Importing as the TypeScript parser writes it */

const MESSAGE = 'This room may not import this: see docs/internals/architecture.md, "Who may import whom".';

/** @type {import('eslint').Rule.RuleModule} */
export const boundaries = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const from = belowSource(context.cwd, context.filename);
    if (from === null) return {};
    /** @param {import('estree').Node & Importing} node */
    const check = (node) => {
      const specifier = node.source?.value;
      const isType = (node.importKind ?? node.exportKind) === 'type';
      if (typeof specifier !== 'string' || mayImport(from, targetOf(context, specifier), specifier, isType)) return;
      context.report({ node, message: MESSAGE });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};

/**
 * @param {string} from the importing file, below src and without its ending
 * @param {string | null} target the same of what is imported; null: a package
 * @param {string} specifier
 * @param {boolean} isType
 */
function mayImport(from, target, specifier, isType) {
  const room = roomOf(from);
  const { values = [], types = [], packages = [] } = ROOMS[room] ?? {};
  if (target === null) return packages.some((name) => new RegExp(`^${name}(/|$)`).test(specifier));
  if (areApart(from, target)) return false;
  if (room !== '' && roomOf(target) === room) return true;
  return [...values, ...(isType ? types : [])].some((place) => liesIn(target, place));
}

/** @param {string} file */
function roomOf(file) {
  const around = Object.keys(ROOMS).filter((room) => liesIn(file, room));
  return around.reduce((longest, room) => (room.length > longest.length ? room : longest), '');
}

/**
 * @param {string} file
 * @param {string} place
 */
function liesIn(file, place) {
  return file === place || file.startsWith(`${place}/`);
}

/**
 * @param {string} from
 * @param {string} target
 */
function areApart(from, target) {
  /** @param {string} folder @param {string} file */
  const part = (folder, file) => (liesIn(file, folder) ? file.slice(folder.length + 1).split('/')[0] : null);
  return APART.some((folder) => {
    const [own, other] = [part(folder, from), part(folder, target)];
    return own !== null && other !== null && own !== other;
  });
}

/**
 * @param {import('eslint').Rule.RuleContext} context
 * @param {string} specifier
 */
function targetOf(context, specifier) {
  if (!specifier.startsWith('.')) return null;
  const file = path.resolve(path.dirname(context.filename), specifier);
  return belowSource(context.cwd, file) ?? path.relative(context.cwd, file);
}

/**
 * @param {string} root
 * @param {string} file
 * @returns {string | null} `policy/site` of `src/policy/site.ts`; null when it lies elsewhere
 */
function belowSource(root, file) {
  const below = path.relative(path.join(root, 'src'), file).split(path.sep).join('/');
  return below.startsWith('..') ? null : below.replace(/\.(ts|js)$/, '');
}

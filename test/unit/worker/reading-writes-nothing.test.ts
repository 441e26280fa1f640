/** A function that reads, loads or compiles changes nothing: what is to be written is an effect, which `apply` carries out. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import path from 'node:path';
import ts from 'typescript';
import { ROOT } from '../../support/repository.js';

/** Methods of ports, and of what is stored through them, that change something. */
const WRITING: Readonly<Record<string, readonly string[]>> = {
  Storage: ['set', 'setMany', 'remove'],
  RuleInstaller: ['replace', 'replaceForSession'],
  Alarms: ['ensurePeriodic', 'ensurePeriodicFrom', 'ensureAt'],
  GuardInstaller: ['install', 'clear'],
  Tabs: ['tellGuards', 'guard', 'removeFrame', 'replace', 'load', 'reloadPastCache'],
  Toolbar: ['show', 'markRestricted'],
  Collector: ['send'],
  RecordType: ['write', 'clear'],
};

const READS = /^(?:read|load|compile)(?=[A-Z]|$)/;
const ANSWERS = path.join('src', 'worker', 'answers') + path.sep;

type Body = ts.FunctionLikeDeclaration & { readonly body: ts.Node };

class Program {
  readonly #program: ts.Program;
  readonly #checker: ts.TypeChecker;

  constructor(entry: string) {
    const options: ts.CompilerOptions = {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: [],
    };
    this.#program = ts.createProgram([entry], options);
    this.#checker = this.#program.getTypeChecker();
  }

  /** Functions of the worker with their names, wherever they are declared. */
  functions(): (readonly [name: string, where: string, body: Body])[] {
    const found: (readonly [string, string, Body])[] = [];
    for (const source of this.#program.getSourceFiles()) {
      const where = path.relative(ROOT, source.fileName);
      if (!where.includes(path.join('src', 'worker') + path.sep)) continue;
      const visit = (node: ts.Node): void => {
        const name = nameOf(node);
        const body = bodyOf(node);
        if (name !== null && body !== null) found.push([name, where, body]);
        ts.forEachChild(node, visit);
      };
      visit(source);
    }
    return found;
  }

  /** The way from a function to the first writing method that it reaches; null when it reaches none. */
  writesThrough(body: Body, seen = new Set<ts.Node>()): string[] | null {
    if (seen.has(body)) return null;
    seen.add(body);
    let found: string[] | null = null;
    const visit = (node: ts.Node): void => {
      if (found !== null || isMethodOfObject(node)) return;
      if (ts.isIdentifier(node)) found = this.#through(node, seen);
      ts.forEachChild(node, visit);
    };
    visit(body.body);
    return found;
  }

  /** What is called, handed on or stored for later counts as called. */
  #through(identifier: ts.Identifier, seen: Set<ts.Node>): string[] | null {
    for (const declaration of this.#declarationsOf(identifier)) {
      if (ts.isSourceFile(declaration)) continue;
      const owner = declaration.parent;
      if (ts.isInterfaceDeclaration(owner) && WRITING[owner.name.text]?.includes(identifier.text) === true) {
        return [`${owner.name.text}.${identifier.text}`];
      }
      const body = bodyOf(declaration);
      const further = body === null ? null : this.writesThrough(body, seen);
      if (further !== null) return [identifier.text, ...further];
    }
    return null;
  }

  #declarationsOf(identifier: ts.Identifier): readonly ts.Declaration[] {
    let symbol = this.#checker.getSymbolAtLocation(identifier);
    if (symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0) {
      symbol = this.#checker.getAliasedSymbol(symbol);
    }
    return symbol?.declarations ?? [];
  }
}

function nameOf(node: ts.Node): string | null {
  const isNamed = ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isVariableDeclaration(node);
  const isNamedToo = isNamed || ts.isPropertyAssignment(node);
  return isNamedToo && node.name !== undefined && ts.isIdentifier(node.name) ? node.name.text : null;
}

function bodyOf(node: ts.Node): Body | null {
  const inside = ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node) ? node.initializer : node;
  if (inside === undefined || !ts.isFunctionLike(inside)) return null;
  return (inside as Partial<Body>).body === undefined ? null : (inside as Body);
}

/** A function that an object is made with has not been called: it is looked at by its own name. */
function isMethodOfObject(node: ts.Node): boolean {
  return ts.isObjectLiteralExpression(node.parent) && bodyOf(node) !== null;
}

let worker: Program;

beforeAll(() => {
  worker = new Program(path.join(ROOT, 'src/worker/engine.ts'));
});

describe('no writing method of a port is reached', () => {
  test('from a function that reads, loads or compiles', () => {
    const readers = worker.functions().filter(([name]) => READS.test(name));
    expect(readers.length).toBeGreaterThan(10);
    expect(readers.map(([name]) => name)).toEqual(expect.arrayContaining(['loadState', 'readManagedCopy']));
    const writing = readers.flatMap(([name, where, body]) => {
      const way = worker.writesThrough(body);
      return way === null ? [] : [`${where}: ${[name, ...way].join(' → ')}`];
    });
    expect(writing).toEqual([]);
  });

  test('from a view, nor from an upkeep: they are pure', () => {
    const pure = worker.functions().filter(([name, where]) => where.startsWith(ANSWERS) || name === 'upkeepOf');
    expect(pure.length).toBeGreaterThan(20);
    const writing = pure.flatMap(([name, where, body]) =>
      worker.writesThrough(body) === null ? [] : [`${where}: ${name}`],
    );
    expect(writing).toEqual([]);
  });
});

test('one that writes, directly or by way of another, is found', () => {
  const found = worker
    .functions()
    .filter(([name]) => ['openState', 'ensureInstallation', 'recordEvent'].includes(name));
  expect(found).toHaveLength(3);
  for (const [, , body] of found) expect(worker.writesThrough(body)).not.toBeNull();
  const [reconcile] = worker
    .functions()
    .filter(([name, where]) => name === 'reconcile' && where.endsWith('enforce/reconcile.ts'));
  expect(reconcile === undefined ? null : worker.writesThrough(reconcile[2])).not.toBeNull();
});

/** Colour and progress: on a terminal only, and never colour where NO_COLOR is set. With a real terminal, and without. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { progressOn } from '../../../../src/cli/lib/progress.js';
import { asText, paintFor, withColoursOnly } from '../../../../src/cli/lib/terminal.js';
import { bundledCommand } from '../../../support/bundled-command.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const newFolder = temporaryFolders();
const ESCAPE = '\u001B';

/** What a stream of a terminal, or of a pipe, is told. */
function aStream(isTTY: boolean): { stream: NodeJS.WriteStream; written: string[] } {
  const written: string[] = [];
  const own = { isTTY, hasColors: () => isTTY, write: (text: string) => written.push(text) > 0 };
  return { stream: own as unknown as NodeJS.WriteStream, written };
}

describe('colour', () => {
  const before = process.env['NO_COLOR'];
  afterEach(() => {
    if (before === undefined) delete process.env['NO_COLOR'];
    else process.env['NO_COLOR'] = before;
  });

  test.each([
    [true, undefined, true],
    [true, '', true],
    [true, '1', false],
    [true, '0', false],
    [false, undefined, false],
  ])('on a terminal (%s) with NO_COLOR %s: %s', (isTTY, noColor, coloured) => {
    if (noColor === undefined) delete process.env['NO_COLOR'];
    else process.env['NO_COLOR'] = noColor;
    expect(paintFor(aStream(isTTY).stream)('red', 'text').includes(ESCAPE)).toBe(coloured);
  });
});

describe('texts of others', () => {
  test('keep their lines and our colours, and nothing else that a terminal obeys', () => {
    const paint = paintFor(aStream(true).stream);
    const own = (['red', 'green', 'yellow', 'dim', 'bold'] as const).map((colour) => paint(colour, 'text')).join('\t');
    expect(withColoursOnly(`${own}\n`)).toBe(
      [31, 32, 33].map((code) => `${ESCAPE}[${code}mtext${ESCAPE}[39m\t`).join('') +
        [2, 1].map((code) => `${ESCAPE}[${code}mtext${ESCAPE}[22m`).join('\t') +
        '\n',
    );
    const hostile = `a${ESCAPE}[2Kb\rc${ESCAPE}]0;d\u0007e\u009B1Af\u202Eg${ESCAPE}[8mh`;
    expect(withColoursOnly(hostile)).toBe('a\uFFFD[2Kb\uFFFDc\uFFFD]0;d\uFFFDe\uFFFD1Af\uFFFDg\uFFFD[8mh');
  });

  test('do not get our colours, not even by writing them', () => {
    expect(withColoursOnly(`${ESCAPE}[31mFAIL${ESCAPE}[39m`)).toBe('\uFFFD[31mFAIL\uFFFD[39m');
    const own = paintFor(aStream(true).stream)('red', '');
    expect(withColoursOnly(own.replace(/[0-9a-f]{24}/g, 'f'.repeat(24)))).not.toContain(ESCAPE);
  });

  test('begin no line', () => {
    expect(asText(['one', 'two\nok\r\nthree', 'a\u2028b\u0085c\vd'])).toBe(
      'one\ntwo\uFFFDok\uFFFD\uFFFDthree\na\uFFFDb\uFFFDc\uFFFDd',
    );
  });

  test('are what the command prints of a policy: findings, explanations, mistakes', async () => {
    const home = await newFolder();
    await bundledCommand(home);
    const outputOf = async (...args: string[]) => {
      const words = [path.join(home, 'gatepost.mjs'), ...args];
      // What is refused is printed too.
      const done = promisify(execFile)(process.execPath, words, { cwd: home }).catch((error: unknown) => error);
      const { stdout, stderr } = (await done) as { stdout: string; stderr: string };
      return stdout + stderr;
    };
    const hostile = '"A\\e[1A\\e[2K\\rB"';
    const rule = '{ id: a, sites: [a.example], action: block, reason: why }';
    const policy = `format: 1\nname: a\norganisation: { name: A }\nreasons: { why: ${hostile} }\nrules:\n  - ${rule}\n`;
    await writeFile(path.join(home, 'policy.yaml'), policy);
    await writeFile(path.join(home, 'mistake.yaml'), `${policy}${hostile}: 1\n`);
    for (const output of [
      await outputOf('explain', 'policy.yaml', 'https://a.example/'),
      await outputOf('check', 'mistake.yaml'),
      await outputOf('publish', 'mistake.yaml', '--key', 'none', '--dir', 'public'),
    ]) {
      expect(output).toContain('[2K');
      expect(output).not.toMatch(/(?!\n)\p{Cc}/u);
    }
  });
});

describe('the progress bar', () => {
  test('is drawn over itself, and gone at the end', () => {
    const { stream, written } = aStream(true);
    const progress = progressOn(stream);
    progress.update(50_000_000, 200_000_000);
    // Too soon after the first to be worth drawing.
    progress.update(60_000_000, 200_000_000);
    progress.end();
    expect(written).toEqual([`\r[########......................]  25 %  50 MB${ESCAPE}[K`, `\r${ESCAPE}[K`]);
  });

  test('of standard input says how much was read', () => {
    const { stream, written } = aStream(true);
    progressOn(stream).update(7_000_000, null);
    expect(written).toEqual([`\r7 MB read${ESCAPE}[K`]);
  });

  test('is not there where there is no terminal', () => {
    const { stream, written } = aStream(false);
    const progress = progressOn(stream);
    progress.update(1, 2);
    progress.end();
    expect(written).toEqual([]);
  });
});

describe('the command', () => {
  test.each([
    ['a terminal', { terminal: true, noColor: undefined }, true],
    ['a terminal and NO_COLOR', { terminal: true, noColor: '1' }, false],
    ['a pipe', { terminal: false, noColor: undefined }, false],
  ])('on %s', async (_, { terminal, noColor }, coloured) => {
    const home = await newFolder();
    await bundledCommand(home);
    await writeFile(
      path.join(home, 'policy.yaml'),
      'format: 1\nname: a\norganisation: { name: A }\nrules:\n  - { id: a, sites: [a.example], action: block }\n',
    );
    const line =
      '1795000000.000 10 10.0.0.1 TCP_MISS/200 900 GET http://a.example/ anna HIER_DIRECT/203.0.113.7 text/html\n';
    await writeFile(path.join(home, 'access.log'), line.repeat(1000));
    const { NO_COLOR: _noColor, FORCE_COLOR: _forceColor, CI: _ci, ...environment } = process.env;
    const env = { ...environment, TERM: 'xterm-256color', ...(noColor === undefined ? {} : { NO_COLOR: noColor }) };
    const words = (...rest: string[]) => [process.execPath, path.join(home, 'gatepost.mjs'), ...rest];
    const output = async (args: string[]) => {
      const [file = '', ...rest] = terminal
        ? ['script', '-qec', args.map((arg) => `'${arg}'`).join(' '), path.join(home, 'typescript')]
        : args;
      const { stdout, stderr } = await promisify(execFile)(file, rest, { cwd: home, env });
      return stdout + stderr;
    };
    const hasColour = (text: string) => text.includes(`${ESCAPE}[`);
    expect(hasColour(await output(words('explain', 'policy.yaml', 'https://a.example/')))).toBe(coloured);
    expect(hasColour(await output(words('tools', 'claude')))).toBe(coloured);
    expect(hasColour(await output(words('explain', 'policy.yaml', 'https://a.example/', '--json')))).toBe(false);
    // The bar is no colour: it is there on every terminal.
    const simulated = await output(words('simulate', 'policy.yaml', '--log', 'access.log'));
    expect(/\r\[#{30}\] 100 % {2}0 MB/.test(simulated)).toBe(terminal);
  });
});

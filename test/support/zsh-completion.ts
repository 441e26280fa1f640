/** What zsh offers when Tab is pressed: a real interactive zsh on a terminal of its own, whose offers are written down. */
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { findShell } from '../../scripts/find-shell.mjs';

const run = promisify(execFile);

/** Stands between the completion and zsh's own `compadd`, which takes the offers; other uses of it pass through. */
const INSIDE = `
fpath=($FOLDER $fpath)
autoload -Uz compinit
compinit -u -d $FOLDER/dump
compadd() {
  local each
  for each in "$@"; do
    [[ $each == (-O|-A|-D)* ]] && { builtin compadd "$@"; return }
    [[ $each == -- ]] && break
  done
  local -a offered
  builtin compadd -A offered "$@"
  print -rl -- $offered >> $FOLDER/offered
  builtin compadd "$@"
}
told() { print -r -- '[told]' }
comppostfuncs=(told)
`;

const OUTSIDE = `
zmodload zsh/zpty
zpty shell $ZSH_PATH -f -i
zpty -w shell "source $FOLDER/inside.zsh; print -r -- '[rea''dy]'"
zpty -r shell seen '*\\[ready\\]*'
zpty -w -n shell "$TYPED"$'\\t'
zpty -r shell seen '*\\[told\\]*'
zpty -d shell
`;

/** @param folder an empty one @param script as `gatepost completion zsh` prints it @param typed the line before Tab */
export async function offeredByZsh(folder: string, script: string, typed: string): Promise<string[]> {
  const zsh = await findShell('zsh');
  await writeFile(path.join(folder, '_gatepost'), `${script}\n`);
  await writeFile(path.join(folder, 'inside.zsh'), INSIDE);
  await writeFile(path.join(folder, 'offered'), '');
  await run(zsh, ['-f', '-c', OUTSIDE], {
    cwd: folder,
    env: { ...process.env, FOLDER: folder, ZSH_PATH: zsh, TYPED: typed },
    timeout: 30_000,
  });
  const offered = await readFile(path.join(folder, 'offered'), 'utf8');
  return offered.split('\n').filter((word) => word !== '');
}

/**
 * Debian's nginx with Debian's own configuration, read from where the package put it: only ports, folders and the user are
 * this test's own. It runs in the foreground as a child of the test.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { findNginx } from '../../../scripts/host/find-nginx.mjs';
import { eventually } from './eventually.js';

interface NginxRequest {
  /** A folder for configuration, logs and temporary files. */
  readonly workDir: string;
  /** The folder that is served. */
  readonly folder: string;
  /** Lines put into Debian's default site; none for its default configuration. */
  readonly site?: string;
}

export interface Answered {
  readonly path: string;
  readonly status: number;
  readonly bodyBytes: number;
}

export interface Nginx {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** What it has answered, from its access log, oldest first. */
  answered(): Promise<Answered[]>;
  close(): Promise<void>;
}

const DEBIAN = { main: '/etc/nginx/nginx.conf', site: '/etc/nginx/sites-available/default' };

export async function startNginx({ workDir, folder, site = '' }: NginxRequest): Promise<Nginx> {
  const executable = await findNginx();
  const home = path.join(workDir, 'nginx');
  await mkdir(home);
  const at = (name: string) => path.join(home, name);
  const port = await freePort();
  await writeFile(at('site.conf'), siteFor(await readFile(DEBIAN.site, 'utf8'), { port, folder, site }));
  await writeFile(at('nginx.conf'), mainFor(await readFile(DEBIAN.main, 'utf8'), at));
  const args = ['-e', at('error.log'), '-c', at('nginx.conf'), '-g', 'daemon off;'];
  const child = spawn(executable, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let complaints = '';
  child.stderr.on('data', (part: Buffer) => (complaints += part.toString()));
  const ended = once(child, 'exit');
  const origin = `http://127.0.0.1:${port}`;
  await eventually('nginx answers', async () => {
    if (child.exitCode !== null) throw new Error(`nginx ended: ${complaints}`);
    return fetch(`${origin}/not-there`).then(
      (response) => response.status === 404,
      () => false,
    );
  });
  return {
    origin,
    answered: async () => parseAccessLog(await readFile(at('access.log'), 'utf8')),
    async close() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** @throws when the configuration lacks what is replaced: then it is not the one this was written for */
function replaced(text: string, changes: readonly (readonly [RegExp, string])[]): string {
  return changes.reduce((changed, [pattern, replacement]) => {
    if (!pattern.test(changed)) throw new Error(`Debian's configuration of nginx has no ${String(pattern)}`);
    return changed.replace(pattern, () => replacement);
  }, text);
}

function mainFor(text: string, at: (name: string) => string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${at(name)};`,
  );
  return replaced(text, [
    // Files of the test are its user's own.
    [/^user .*;$/m, process.getuid?.() === 0 ? 'user root;' : ''],
    [/^pid .*;$/m, `pid ${at('nginx.pid')};`],
    [/access_log .*;/, `access_log ${at('access.log')};`],
    [/^http \{$/m, `http {\n${temporary.join('\n')}`],
    [/include \/etc\/nginx\/conf\.d\/\*\.conf;/, ''],
    [/include \/etc\/nginx\/sites-enabled\/\*;/, `include ${at('site.conf')};`],
  ]).replace(/^error_log .*;$/m, '');
}

function siteFor(text: string, { port, folder, site }: { port: number; folder: string; site: string }): string {
  return replaced(text, [
    [/^\tlisten 80 default_server;$/m, `\tlisten 127.0.0.1:${port} default_server;`],
    [/^\tlisten \[::\]:80 default_server;$/m, ''],
    [/^\troot .*;$/m, `\troot ${folder};\n${site}`],
  ]);
}

/** The format "combined", which is nginx's default. */
function parseAccessLog(log: string): Answered[] {
  return log.split('\n').flatMap((line) => {
    const [, where = '', status, bytes] = /"GET (\S+) HTTP\/1\.[01]" (\d{3}) (\d+) /.exec(line) ?? [];
    return status === undefined ? [] : [{ path: where, status: Number(status), bodyBytes: Number(bytes) }];
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no free port');
  return address.port;
}

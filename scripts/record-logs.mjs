/**
 * `node scripts/record-logs.mjs`: what name servers and proxies of Debian really write. Starts each on a port of its own, asks it for
 * the same few sites, and keeps its log in test/corpus/daemon-logs with its version and the day (UTC). Needs the packages squid, dnsmasq-base, bind9,
 * bind9-dnsutils, unbound and nginx; asks no other host, because every name leads to this machine.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const TARGET = path.resolve('test/corpus/daemon-logs');
const HOSTS = ['chatgpt.com', 'claude.ai', 'www.portal.example'];
const WAIT_MS = 15_000;

/** @typedef {{ folder: string, port: number, origin: number }} Place */
/**
 * @typedef {object} Daemon
 * @property {string} name
 * @property {string} version a Debian package
 * @property {(place: Place) => string[]} command
 * @property {(place: Place) => Record<string, string>} files
 * @property {string} log the file in its folder that holds the log
 * @property {(place: Place) => Promise<void>} use
 */

/** @type {readonly Daemon[]} */
const DAEMONS = [
  {
    name: 'dnsmasq',
    version: 'dnsmasq-base',
    files: ({ port }) => ({
      'dnsmasq.conf': `port=${port}\nlisten-address=127.0.0.1\nbind-interfaces\nno-resolv\nno-hosts\naddress=/#/127.0.0.1\nlog-queries\n`,
    }),
    command: ({ folder }) => [
      'dnsmasq',
      '-k',
      '-C',
      `${folder}/dnsmasq.conf`,
      `--log-facility=${folder}/log`,
      '--user=root',
    ],
    log: 'log',
    use: lookUp,
  },
  {
    name: 'bind',
    version: 'bind9',
    files: ({ folder, port }) => ({
      'named.conf':
        `options { directory "${folder}"; listen-on port ${port} { 127.0.0.1; }; listen-on-v6 { none; }; recursion no; ` +
        `pid-file "${folder}/pid"; session-keyfile "${folder}/key"; };\ncontrols {};\n` +
        `logging { channel q { file "${folder}/log"; print-time yes; print-category yes; print-severity yes; }; ` +
        'category queries { q; }; };\n',
    }),
    command: ({ folder }) => ['named', '-f', '-c', `${folder}/named.conf`],
    log: 'log',
    use: lookUp,
  },
  {
    name: 'unbound',
    version: 'unbound',
    files: ({ folder, port }) => ({
      'unbound.conf':
        `server:\n  interface: 127.0.0.1\n  port: ${port}\n  username: ""\n  chroot: ""\n  directory: "${folder}"\n  pidfile: ""\n` +
        `  use-syslog: no\n  logfile: "${folder}/log"\n  log-queries: yes\n  log-time-ascii: yes\n  do-daemonize: no\n` +
        `  access-control: 127.0.0.0/8 allow\n  local-zone: "." redirect\n  local-data: ". A 127.0.0.1"\n`,
    }),
    command: ({ folder }) => ['unbound', '-d', '-c', `${folder}/unbound.conf`],
    log: 'log',
    use: lookUp,
  },
  {
    name: 'squid',
    version: 'squid',
    files: ({ folder, port, origin }) => ({
      'squid.conf':
        `http_port 127.0.0.1:${port}\ncache deny all\naccess_log stdio:${folder}/log\ncache_log ${folder}/cache.log\n` +
        `pid_filename ${folder}/pid\ncache_effective_user proxy\nshutdown_lifetime 1 seconds\n` +
        'acl denied dstdomain claude.ai\nhttp_access deny denied\nhttp_access allow all\npinger_enable off\n' +
        `cache_peer 127.0.0.1 parent ${origin} 0 no-query default\nnever_direct allow all\n`,
    }),
    command: ({ folder }) => ['squid', '-N', '-f', `${folder}/squid.conf`],
    log: 'log',
    use: browse,
  },
  {
    name: 'nginx',
    version: 'nginx',
    files: ({ folder, port, origin }) => ({
      'nginx.conf':
        `daemon off;\nuser root;\npid ${folder}/pid;\nerror_log ${folder}/error.log;\nevents {}\nhttp {\n` +
        `  log_format forward '$remote_addr - $remote_user [$time_local] "$request_method $scheme://$host$request_uri $server_protocol" ` +
        `$status $body_bytes_sent "$http_referer" "$http_user_agent"';\n` +
        `  access_log ${folder}/log forward;\n  server {\n    listen 127.0.0.1:${port};\n` +
        `    location / { proxy_pass http://127.0.0.1:${origin}; }\n  }\n}\n`,
    }),
    command: ({ folder }) => ['nginx', '-c', `${folder}/nginx.conf`],
    log: 'log',
    use: browse,
  },
];

/** In UTC, as in `2026-11-30`. */
const today = () => new Date().toISOString().slice(0, 10);

/** @param {Place} place */
async function lookUp({ port }) {
  for (const host of HOSTS) {
    for (const type of ['A', 'AAAA']) {
      const asked = spawn('dig', ['@127.0.0.1', '-p', String(port), '+tries=1', '+time=2', host, type], {
        stdio: 'ignore',
      });
      await once(asked, 'exit');
    }
  }
}

/** @param {Place} place */
async function browse({ port }) {
  for (const host of HOSTS) {
    for (const file of ['/', '/app.js']) {
      const request = http.get({ port, host: '127.0.0.1', path: `http://${host}${file}`, headers: { host } });
      request.on('response', (answer) => answer.resume());
      await once(request, 'close');
    }
  }
  await connect(port, 'chatgpt.com:443');
}

/** @param {number} port @param {string} to */
async function connect(port, to) {
  const request = http.request({ port, host: '127.0.0.1', method: 'CONNECT', path: to });
  request.end();
  request.on('connect', (_, socket) => socket.destroy());
  request.on('response', (answer) => answer.resume());
  request.on('error', () => undefined);
  await once(request, 'close');
}

/** @returns {Promise<number>} */
async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {net.AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}

/** @param {() => boolean | Promise<boolean>} holds */
async function until(holds) {
  const endMs = Date.now() + WAIT_MS;
  while (!(await holds())) {
    if (Date.now() > endMs) throw new Error('a daemon did not start');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** @param {number} port */
async function accepts(port) {
  const socket = net.connect(port, '127.0.0.1');
  const opened = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'error').then(() => false),
  ]).catch(() => false);
  socket.destroy();
  return opened;
}

/** @param {Daemon} daemon @param {number} origin */
async function record({ name, version, command, files, log, use }, origin) {
  const folder = mkdtempSync(path.join(tmpdir(), `gatepost-${name}-`));
  chmodSync(folder, 0o777);
  const place = { folder, port: await freePort(), origin };
  for (const [file, text] of Object.entries(files(place))) writeFileSync(path.join(folder, file), text);
  const [program = '', ...args] = command(place);
  const running = spawn(program, args, { stdio: 'inherit', env: { ...process.env, TZ: 'UTC' } });
  try {
    await until(() => accepts(place.port));
    await use(place);
  } finally {
    running.kill('SIGTERM');
    if (running.exitCode === null) await once(running, 'exit');
  }
  const written = readFileSync(path.join(folder, log), 'utf8');
  if (!written.includes('portal.example')) throw new Error(`${name} did not log what it was asked for`);
  writeFileSync(path.join(TARGET, `${name}.log`), written);
  rmSync(folder, { recursive: true });
  const [installed = ''] = execFileSync('dpkg-query', ['-W', '-f', '${Version}', version], { encoding: 'utf8' }).split(
    '\n',
  );
  return `${name}: Debian's ${version} ${installed}`;
}

mkdirSync(TARGET, { recursive: true });
const day = today();
const origin = http.createServer((_, answer) => {
  answer.writeHead(200, { 'content-type': 'text/html' }).end('<p>');
});
origin.on('connect', (_, socket) => socket.end('HTTP/1.1 200 Connection established\r\n\r\n'));
origin.listen(0, '127.0.0.1');
await once(origin, 'listening');
const { port } = /** @type {net.AddressInfo} */ (origin.address());
const versions = [];
for (const daemon of DAEMONS) versions.push(await record(daemon, port));
origin.close();
origin.closeAllConnections();
if (today() !== day) throw new Error('the day ended while the logs were recorded: run this again');
versions.push(`recorded on: ${day}`);
writeFileSync(path.join(TARGET, 'versions.txt'), `${versions.join('\n')}\n`);
process.stdout.write(`${versions.join('\n')}\n`);

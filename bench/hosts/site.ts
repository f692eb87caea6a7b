import type { ChildProcess } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Client, createClient } from '../../src/client/client.ts';
import { withKeys } from '../../src/database.ts';
import type { Keys } from '../../src/runs/keys.ts';
import { openDatabase } from '../../src/store/database.ts';
import { openCluster } from '../../src/store/private/cluster.ts';
import { ended, type NetHost, openNetwork } from './network.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const FAKETIME = globSync('/usr/lib/*/faketime/libfaketime.so.1')[0];
const PORT = 8080;

/** A host that has a service, or had one. */
export interface Machine {
  readonly host: NetHost;
  /** Starts the service where it does not run; of another version where `main` says so. */
  start(main?: string): Promise<void>;
  end(signal: NodeJS.Signals): Promise<void>;
  /** Runs a command there to its end, and gives its code. */
  command(args: readonly string[]): Promise<number | null>;
}

/** API hosts behind a proxy, worker hosts and a database, each in a network namespace. */
export interface Site {
  readonly apis: readonly Machine[];
  readonly workers: readonly Machine[];
  /** An API host that reaches the database through PgBouncer with transaction pooling. */
  readonly pooled: Machine;
  /** Through the proxy. */
  readonly client: Client;
  clientOf(machine: Machine, key?: string): Client;
  urlOf(machine: Machine): string;
  /** Lets these workers run and no others. */
  only(workers: readonly Machine[]): Promise<void>;
  /** Does something with the keys of the tenant `shop`. */
  keys(work: (keys: Keys) => Promise<void>): Promise<void>;
  /** Rows of a statement. */
  query(text: string): Promise<readonly Record<string, unknown>[]>;
  /** A folder that is removed with the site. */
  readonly folder: string;
  /** What all of them have logged so far. */
  log(): string;
}

export async function onSite<T>(work: (site: Site) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'dovetail-hosts-'));
  chmodSync(folder, 0o755);
  const log = join(folder, 'log');
  writeFileSync(log, '');
  const network = openNetwork(log);
  await using open = new AsyncDisposableStack();
  open.defer(() => rmSync(folder, { recursive: true, force: true }));
  open.defer(() => network.remove());
  const { databaseUrl, address } = await startDatabase(network.host('db'), join(folder, 'database'));
  let apiKey = '';
  await withKeys({ databaseUrl, data: folder }, async (keys) => {
    await keys.ensureTenant('shop');
    apiKey = (await keys.create('shop', { name: 'bench', scopes: ['read', 'run', 'write'] }, 'bench')).text;
  });
  const machine = (name: string, role: 'api' | 'worker', url: string, offset?: string): Machine => {
    const host = network.host(name);
    let child: ChildProcess | undefined;
    const environment = {
      DATABASE_URL: url,
      DOVETAIL_ACCESS: 'keys',
      DOVETAIL_LOG_LEVEL: 'warn',
      DOVETAIL_RATE: '100000',
      DOVETAIL_BURST: '100000',
      ...(offset ? { LD_PRELOAD: FAKETIME!, FAKETIME: offset, FAKETIME_DONT_FAKE_MONOTONIC: '1' } : {}),
    };
    const args = ['serve', '--role', role, '--host', '0.0.0.0', '--port', String(PORT), '--workers', '1'];
    return {
      host,
      async start(main = MAIN) {
        child ??= host.start([process.execPath, main, ...args, '--data', join(folder, name)], environment);
        await ready(`http://${host.address}:${PORT}/readyz`);
      },
      async end(signal) {
        if (child) await ended(child, signal);
        child = undefined;
      },
      command: (args) =>
        new Promise((resolve) => {
          const data = ['--data', join(folder, name)];
          host.start([process.execPath, MAIN, ...args, ...data], environment).once('exit', resolve);
        }),
    };
  };
  // The clocks of the first and the last API host are an hour apart, that of the second worker is as wrong.
  const apis = ['api1', 'api2', 'api3'].map((name, i) =>
    machine(name, 'api', databaseUrl, ['+30m', undefined, '-30m'][i]),
  );
  const workers = ['work1', 'work2', 'work3', 'work4'].map((name, i) =>
    machine(name, 'worker', databaseUrl, i === 1 ? '-30m' : undefined),
  );
  const pooledUrl = startPooler(network.host('pool'), { folder, databaseUrl, address });
  const pooled = machine('api4', 'api', pooledUrl);
  await Promise.all(apis.map((api) => api.start()));
  const proxy = await startProxy(network.host('proxy'), folder, apis);
  const urlOf = ({ host }: Machine): string => `http://${host.address}:${PORT}`;
  const clientOf = (machine: Machine, key = apiKey): Client => createClient({ url: urlOf(machine), apiKey: key });
  const database = openDatabase(databaseUrl, { connections: 1 });
  open.defer(database.close);
  return await work({
    apis,
    workers,
    pooled,
    clientOf,
    urlOf,
    folder,
    async only(some) {
      await Promise.all(workers.filter((one) => !some.includes(one)).map((one) => one.end('SIGTERM')));
      await Promise.all(some.map((one) => one.start()));
    },
    keys: (work) => withKeys({ databaseUrl, data: folder }, work),
    query: async (text) => (await database.transaction(async (_, raw) => raw.run(text))).rows,
    client: createClient({ url: proxy, apiKey }),
    log: () => readFileSync(log, 'utf8'),
  });
}

async function startDatabase(host: NetHost, folder: string): Promise<{ databaseUrl: string; address: string }> {
  const { binaries, owner, pgdata, password } = await openCluster(folder, false);
  appendFileSync(join(pgdata, 'pg_hba.conf'), '\nhost all all 10.231.77.0/24 scram-sha-256\n');
  const user =
    owner.uid === undefined ? [] : ['setpriv', `--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups'];
  const settings = ['-c', 'listen_addresses=*', '-c', 'unix_socket_directories=', '-c', 'max_connections=200'];
  host.start([...user, binaries.postgres, '-D', pgdata, '-p', '5432', ...settings]);
  const databaseUrl = `postgres://dovetail:${password}@${host.address}:5432/postgres`;
  for (let i = 0; ; i++) {
    try {
      await withKeys({ databaseUrl, data: folder }, async () => undefined);
      return { databaseUrl, address: host.address };
    } catch (thrown) {
      if (i === 50) throw thrown;
      await sleep(200);
    }
  }
}

function startPooler(host: NetHost, of: { folder: string; databaseUrl: string; address: string }): string {
  const { password } = new URL(of.databaseUrl);
  const folder = join(of.folder, 'pooler');
  mkdirSync(folder);
  writeFileSync(join(folder, 'users.txt'), `"dovetail" "${password}"\n`);
  const lines = [
    '[databases]',
    `* = host=${of.address} port=5432`,
    '[pgbouncer]',
    'listen_addr = *',
    'listen_port = 6432',
    'unix_socket_dir =',
    'auth_type = scram-sha-256',
    `auth_file = ${join(folder, 'users.txt')}`,
    'pool_mode = transaction',
    'ignore_startup_parameters = extra_float_digits,options,statement_timeout',
  ];
  writeFileSync(join(folder, 'pgbouncer.ini'), lines.join('\n'));
  for (const path of [folder, join(folder, 'users.txt'), join(folder, 'pgbouncer.ini')]) chmodSync(path, 0o755);
  host.start([
    'setpriv',
    '--reuid=65534',
    '--regid=65534',
    '--clear-groups',
    'pgbouncer',
    join(folder, 'pgbouncer.ini'),
  ]);
  return `postgres://dovetail:${password}@${host.address}:6432/postgres`;
}

async function startProxy(host: NetHost, folder: string, apis: readonly Machine[]): Promise<string> {
  const file = join(folder, 'nginx.conf');
  const servers = apis.map((api) => `server ${api.host.address}:${PORT} max_fails=1 fail_timeout=2s;`).join(' ');
  writeFileSync(
    file,
    `daemon off; pid ${folder}/nginx.pid; error_log ${folder}/nginx.log;
events {}
http {
  access_log off;
  upstream dovetail { ${servers} }
  server {
    listen ${PORT};
    location / {
      proxy_pass http://dovetail;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_buffering off;
      proxy_connect_timeout 2s;
      proxy_next_upstream error timeout http_503;
    }
  }
}
`,
  );
  host.start(['nginx', '-c', file]);
  await ready(`http://${host.address}:${PORT}/readyz`);
  return `http://${host.address}:${PORT}`;
}

async function ready(url: string): Promise<void> {
  const until = Date.now() + 60_000;
  while (Date.now() < until) {
    const isReady = await fetch(url, { signal: AbortSignal.timeout(2000) }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    await sleep(100);
  }
  throw new Error(`${url} was not ready within a minute.`);
}

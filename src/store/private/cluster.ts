import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { platform } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { makeFolder } from '../../makeFolder.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { makePgdata, removeAbandonedDrafts } from './draft.ts';
import { give, mustReach, type Owner, ownerOf } from './owner.ts';
import { type Address, serverOf } from './pidFile.ts';
import { chooseSocketFolder } from './socketFolder.ts';

const SOCKET_PORT = 5432;
const LOOPBACK = '127.0.0.1';

/**
 * A data directory of PostgreSQL, ready to be served, and what it takes to connect. Its address is where it listens when
 * this process starts it; a server that runs already says itself where it listens.
 */
export interface Cluster extends Address {
  readonly binaries: Binaries;
  readonly owner: Owner;
  readonly pgdata: string;
  readonly log: string;
  readonly password: string;
}

/** The cluster below a directory, made when there is none. */
export async function openCluster(directory: string, sockets = platform() !== 'win32'): Promise<Cluster> {
  const home = join(resolve(directory), 'postgres');
  const pgdata = join(home, 'pgdata');
  makeFolder(home);
  const owner = ownerOf(pgdata);
  give(home, owner);
  mustReach(home, owner);
  const version = versionOf(pgdata);
  const binaries = await findBinaries(version);
  mustReach(dirname(binaries.postgres), owner);
  if (version === undefined) {
    await makePgdata({ home, pgdata, binaries, owner, port: sockets ? SOCKET_PORT : await freePort(0) });
  }
  await removeAbandonedDrafts(home);
  const password = readFileSync(join(pgdata, 'dovetail.password'), 'utf8');
  const newAddress = async (): Promise<Address> =>
    sockets
      ? { host: chooseSocketFolder(home, password, owner), port: SOCKET_PORT }
      : { host: LOOPBACK, port: await loopbackPort(pgdata) };
  const address = serverOf(pgdata)?.address ?? (await newAddress());
  return { binaries, owner, pgdata, log: join(home, 'postgres.log'), password, ...address };
}

function versionOf(pgdata: string): number | undefined {
  const file = join(pgdata, 'PG_VERSION');
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : undefined;
}

/** The port that the cluster had from its beginning, or another one while that is taken: by a copy of it, for example. */
async function loopbackPort(pgdata: string): Promise<number> {
  const usual = Number(readFileSync(join(pgdata, 'dovetail.port'), 'utf8'));
  return freePort(usual).catch(() => freePort(0));
}

/** The port where it is free; any that is for 0. */
function freePort(port: number): Promise<number> {
  return new Promise((found, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(port, LOOPBACK, () => {
      const address = server.address();
      server.close(() => found(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

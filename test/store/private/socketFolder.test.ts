import { chmodSync, chownSync, existsSync, mkdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { PrivatePostgres } from '../../../src/store/privatePostgres.ts';
import { ask, folder, isRoot, leftovers, start } from '../support/privatePostgres.ts';

const SOMEBODY = 12_345;

/** A directory whose path no socket can have. */
const tooLong = () => join(folder(), 'x'.repeat(120));

function socketOf({ connectionString }: PrivatePostgres): string {
  const socket = new URL(connectionString).searchParams.get('host')!;
  leftovers.push(socket);
  return socket;
}

/** Where the socket of a directory was when it was last served. */
async function lastSocket(directory: string): Promise<string> {
  const server = await start(directory);
  const socket = socketOf(server);
  await server.close();
  rmSync(socket, { recursive: true, force: true });
  return socket;
}

test('the folder goes with the last service', async () => {
  const directory = tooLong();
  const [first, second] = [await start(directory), await start(directory)];
  const socket = socketOf(first);
  expect(socketOf(second)).toBe(socket);
  await first.close();
  expect(existsSync(socket)).toBe(true);
  await second.close();
  expect(existsSync(socket)).toBe(false);
});

test.each(['this process', 'the server'])('a link in its place to a folder of %s is not followed', async (whose) => {
  const directory = tooLong();
  const socket = await lastSocket(directory);
  const victim = folder();
  if (whose === 'the server') {
    const { uid, gid } = statSync(join(directory, 'postgres', 'pgdata'));
    chownSync(victim, uid, gid);
    chmodSync(victim, 0o700);
  }
  const before = statSync(victim);
  symlinkSync(victim, socket);
  const server = await start(directory);
  expect(socketOf(server)).not.toBe(socket);
  expect(await ask(server.connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
  const { uid, gid, mode } = statSync(victim);
  expect({ uid, gid, mode }).toEqual({ uid: before.uid, gid: before.gid, mode: before.mode });
});

test.skipIf(!isRoot)('a folder of somebody else in its place is left alone (needs to be root)', async () => {
  const directory = tooLong();
  const socket = await lastSocket(directory);
  mkdirSync(socket);
  chownSync(socket, SOMEBODY, SOMEBODY);
  expect(socketOf(await start(directory))).not.toBe(socket);
  expect(statSync(socket).uid).toBe(SOMEBODY);
});

test('a service joins the server where it listens, though the usual place is free again', async () => {
  const directory = tooLong();
  const socket = await lastSocket(directory);
  symlinkSync('/nowhere', socket);
  const first = await start(directory);
  rmSync(socket);
  const second = await start(directory);
  expect(second.pid()).toBe(first.pid());
  expect(socketOf(second)).toBe(socketOf(first));
  expect(existsSync(socket)).toBe(false);
});

test('the folder is made again when it has gone with a server that died', async () => {
  let restarts = 0;
  const onRestart = () => {
    restarts++;
  };
  const server = await start(tooLong(), { onRestart });
  rmSync(socketOf(server), { recursive: true });
  process.kill(server.pid()!, 'SIGKILL');
  while (restarts === 0) await sleep(20);
  expect(await ask(server.connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
});

import { chownSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/database.ts';
import { startPrivatePostgres } from '../../src/store/privatePostgres.ts';
import { ask, folder, holder, isAlive, isRoot, killed, leftovers, start } from './support/privatePostgres.ts';

describe('a private PostgreSQL', () => {
  test('keeps what it has from one start to the next', async () => {
    const directory = folder();
    const first = await start(directory);
    await ask(first.connectionString, 'create table kept as select 42 as answer');
    const pid = first.pid()!;
    await first.close();
    expect(first.pid()).toBeUndefined();
    expect(isAlive(pid)).toBe(false);
    const second = await start(directory);
    expect(await ask(second.connectionString, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  test('lets nobody in without its password, and nobody through the network', async () => {
    const { connectionString } = await start(folder());
    const wrong = new URL(connectionString);
    wrong.password = 'wrong';
    await expect(ask(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    expect(await ask(connectionString, 'show listen_addresses')).toEqual([{ listen_addresses: '' }]);
    expect(await ask(connectionString, 'show fsync')).toEqual([{ fsync: 'on' }]);
  });

  test('has a role for the service that is no superuser and creates nothing', async () => {
    const data = folder();
    const database = await openDatabase({ data });
    try {
      expect(await ask(database.url, 'select usesuper, usecreatedb from pg_user where usename = current_user')).toEqual(
        [{ usesuper: false, usecreatedb: false }],
      );
      for (const text of [
        'create table dovetail.mine (x int)',
        'create table public.mine (x int)',
        'drop table dovetail.runs',
      ]) {
        await expect(ask(database.url, text)).rejects.toMatchObject({ code: '42501' });
      }
      expect(await ask(database.url, 'select count(*)::int as runs from dovetail.runs')).toEqual([{ runs: 0 }]);
    } finally {
      await database.close();
    }
  });

  test('listens on the loopback interface alone where there are no sockets', async () => {
    const { connectionString } = await start(folder(), { sockets: false });
    expect(new URL(connectionString).hostname).toBe('127.0.0.1');
    expect(await ask(connectionString, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
  });

  test('is one for all who start it at once on an empty directory', async () => {
    const directory = folder();
    const all = await Promise.all([start(directory), start(directory), holder(directory), holder(directory)]);
    const [one, two, three, four] = all;
    expect([two.pid(), three.pid, four.pid]).toEqual([one.pid(), one.pid(), one.pid()]);
    await Promise.all([killed(three.child), killed(four.child)]);
  });

  test('goes on while anybody uses it, and ends with the last', async () => {
    const directory = folder();
    const [first, second] = [await start(directory), await start(directory)];
    const pid = first.pid()!;
    await first.close();
    expect(await ask(second.connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
    await second.close();
    expect(isAlive(pid)).toBe(false);
  });

  test('that a killed service has left is taken over', async () => {
    const directory = folder();
    const { child, pid, url } = await holder(directory);
    await ask(url, 'create table kept as select 1 as one');
    await killed(child);
    expect(isAlive(pid)).toBe(true);
    const heir = await start(directory);
    expect(heir.pid()).toBe(pid);
    expect(await ask(heir.connectionString, 'select one from kept')).toEqual([{ one: 1 }]);
    await heir.close();
    expect(isAlive(pid)).toBe(false);
  });

  test('that dies under a service is started again', async () => {
    let restarts = 0;
    const server = await start(folder(), {
      onRestart: () => {
        restarts++;
      },
    });
    await ask(server.connectionString, 'create table kept as select 1 as one');
    process.kill(server.pid()!, 'SIGKILL');
    while (restarts === 0) await sleep(20);
    expect(await ask(server.connectionString, 'select one from kept')).toEqual([{ one: 1 }]);
  });

  test('does not wait for a stranger who has the number of a server that is gone', async () => {
    const directory = folder();
    const server = await start(directory);
    const file = join(directory, 'postgres', 'pgdata', 'postmaster.pid');
    const lines = readFileSync(file, 'utf8').split('\n');
    await server.close();
    // This very process lives, and is no PostgreSQL.
    writeFileSync(file, [process.pid, ...lines.slice(1)].join('\n'));
    expect((await start(directory)).pid()).not.toBe(process.pid);
  });

  test('has a socket elsewhere when the path of its directory is too long for one', async () => {
    const directory = join(folder(), 'x'.repeat(120));
    const { connectionString } = await start(directory);
    const socket = new URL(connectionString).searchParams.get('host')!;
    leftovers.push(socket);
    expect(socket).toMatch(/dovetail-[0-9a-f]{12}$/);
    expect(statSync(socket).mode & 0o777).toBe(0o700);
    expect(await ask(connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('keeps its password to itself', async () => {
    const directory = folder();
    const server = await start(directory);
    const pgdata = join(directory, 'postgres', 'pgdata');
    expect(statSync(join(pgdata, 'dovetail.password')).mode & 0o077).toBe(0);
    expect(statSync(pgdata).mode & 0o077).toBe(0);
    expect(readFileSync(join(directory, 'postgres', 'postgres.log'), 'utf8')).not.toContain(
      new URL(server.connectionString).password,
    );
  });
});

describe.skipIf(!isRoot)('users (these tests need to be root, to be somebody else)', () => {
  test('an ordinary user runs it himself', async () => {
    const directory = folder();
    chownSync(directory, 65_534, 65_534);
    const { child, pid, url } = await holder(directory, { uid: 65_534, gid: 65_534 });
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(statSync(`/proc/${pid}`).uid).toBe(65_534);
    await killed(child);
    await (await start(directory)).close();
    expect(isAlive(pid)).toBe(false);
  });

  test('root has another user run it', async () => {
    const server = await start(folder());
    expect(statSync(`/proc/${server.pid()}`).uid).not.toBe(0);
  });

  test('a folder that the other user cannot enter is told', async () => {
    const closed = join(folder(), 'closed');
    mkdirSync(closed, { mode: 0o700 });
    await expect(startPrivatePostgres(join(closed, 'data'))).rejects.toMatchObject({
      code: 'capacity/database',
      message: expect.stringMatching(/cannot enter .*closed[\s\S]*DATABASE_URL/),
    });
  });
});

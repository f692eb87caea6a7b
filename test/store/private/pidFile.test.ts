import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isServing } from '../../../src/store/private/pidFile.ts';
import { ask, folder, isAlive, start } from '../support/privatePostgres.ts';

const LOCKS = [join('postgres', 'pgdata', 'postmaster.pid'), join('postgres', '.s.PGSQL.5432.lock')];
const pgdataIn = (directory: string) => join(directory, 'postgres', 'pgdata');

/** A copy of what is in a directory, with its owners. */
function copyOf(directory: string): string {
  const copy = folder();
  execFileSync('cp', ['-R', '-p', join(directory, 'postgres'), copy]);
  return copy;
}

describe('a server of one directory is not taken for that of another', () => {
  test.each([true, false])('that is a copy of it (sockets: %s)', async (sockets) => {
    const directory = folder();
    const original = await start(directory, { sockets });
    const copied = copyOf(directory);
    const copy = await start(copied, { sockets });
    expect(copy.pid()).not.toBe(original.pid());
    expect(await ask(copy.connectionString, 'show data_directory')).toEqual([{ data_directory: pgdataIn(copied) }]);
    expect(await ask(original.connectionString, 'show data_directory')).toEqual([
      { data_directory: pgdataIn(directory) },
    ]);
  });

  test('whose dead server had its number', async () => {
    const stranger = (await start(folder())).pid()!;
    const directory = folder();
    const server = await start(directory);
    const locks = LOCKS.map((name) => [join(directory, name), readFileSync(join(directory, name), 'utf8')] as const);
    await server.close();
    for (const [file, text] of locks) writeFileSync(file, text.replace(/^\d+/, String(stranger)));
    const again = await start(directory);
    expect(await ask(again.connectionString, 'show data_directory')).toEqual([{ data_directory: pgdataIn(directory) }]);
    expect(again.pid()).not.toBe(stranger);
    expect(isAlive(stranger)).toBe(true);
  });
});

test.skipIf(!existsSync('/proc/self'))(
  'a server serves the directory that it works in, whatever its file says',
  async () => {
    const [directory, other] = [folder(), folder()];
    const pid = (await start(directory)).pid()!;
    await (await start(other)).close();
    const address = undefined;
    expect(isServing({ pid, directory: pgdataIn(directory), address }, pgdataIn(directory))).toBe(true);
    expect(isServing({ pid, directory: pgdataIn(other), address }, pgdataIn(other))).toBe(false);
    expect(isServing({ pid, directory: pgdataIn(directory), address }, pgdataIn(other))).toBe(false);
    expect(isServing({ pid: process.pid, directory: pgdataIn(directory), address }, pgdataIn(directory))).toBe(false);
  },
);

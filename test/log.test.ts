import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from './support/postgres/database.ts';
import { childrenOf } from './support/processes.ts';

const MAIN = new URL('../src/main.ts', import.meta.url).pathname;
const ENVIRONMENT = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith('DOVETAIL_') && name !== 'DATABASE_URL'),
);
/** A port that nobody listens on. */
const NOBODY = 'postgres://somebody:s3cr3t@127.0.0.1:1/none';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dovetail-log-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Line = Readonly<Record<string, unknown>>;

/** What a service writes to either stream, each line of it read as JSON, and its exit code. */
async function served(
  args: readonly string[],
  {
    environment = {},
    node = [],
    whenReady = () => undefined,
  }: {
    environment?: Readonly<Record<string, string>>;
    node?: readonly string[];
    whenReady?: (child: ChildProcess) => void;
  } = {},
): Promise<{ code: number | null; lines: readonly Line[] }> {
  const child = spawn(process.execPath, [...node, MAIN, 'serve', '--workers', '1', ...args], {
    env: { ...ENVIRONMENT, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (data) => {
      written[name] += data;
      if (name === 'stdout') whenReady(child);
    });
  }
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const lines = (written.stderr + written.stdout).trim().split('\n');
  return { code, lines: lines.map((line) => JSON.parse(line) as Line) };
}

describe('every line that a service writes is JSON', () => {
  it('where it does not start', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const taken = String((server.address() as AddressInfo).port);
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const quiet = { DOVETAIL_PROT: '1', DOVETAIL_LOG_LEVEL: 'silent' };
    const starts = [
      [['--prot', '1'], {}, 2, /unknown option/],
      [['--port', '99999999'], {}, 2, /at most 65535/],
      [[], quiet, 2, /DOVETAIL_PORT/],
      [['--port', taken, '--data', join(folder, 'none')], {}, 2, /another program has it/],
      [['--host', '192.0.2.1', '--port', '0'], {}, 2, /does not have that address/],
      [['--port', '0', '--data', file], {}, 2, /data directory .* cannot be written/],
      [['--port', '0', '--data', '/proc/dovetail'], {}, 2, /data directory .* cannot be written/],
      [['--port', '0'], { DATABASE_URL: NOBODY }, 1, /cannot be reached/],
      [['--port', '0', '--role', 'worker'], { DATABASE_URL: NOBODY }, 1, /cannot be reached/],
    ] as const;
    const ends = await Promise.all(starts.map(([args, environment]) => served(args, { environment })));
    server.close();
    for (const [i, [args, , code, why]] of starts.entries()) {
      const { lines, ...ended } = ends[i]!;
      expect([args, ended.code]).toEqual([args, code]);
      expect(lines.map(({ msg }) => msg).join('\n')).toMatch(why);
      expect(JSON.stringify(lines)).not.toContain('s3cr3t');
      expect(lines.at(-1)).toMatchObject({ level: 60, pid: expect.any(Number), time: expect.any(String) });
    }
  });

  it('while Node warns, a package prints, a solver dies with a complaint, and at last nobody catches an error', async () => {
    const noisy = join(folder, 'noisy.mjs');
    writeFileSync(
      noisy,
      `process.on('SIGUSR2', () => {
        process.emitWarning('a planted warning', 'DeprecationWarning');
        console.error('printed %s', 'by a package');
        console.log('two\\nlines');
        setTimeout(() => { throw new Error('planted'); }, 100);
      });`,
    );
    const { code, lines } = await served(['--port', '0'], {
      environment: { DATABASE_URL: await testDatabase() },
      node: ['--import', noisy],
      whenReady(child) {
        // A solver that aborts writes its own last words, as V8 does when memory ends.
        for (const solver of childrenOf(child.pid!)) process.kill(solver, 'SIGABRT');
        child.kill('SIGUSR2');
      },
    });
    expect(code).toBe(1);
    const messages = lines.map(({ msg }) => msg);
    expect(messages).toEqual(expect.arrayContaining(['printed by a package', 'two\nlines']));
    expect(messages.join()).toMatch(/Dovetail is ready at http:/);
    expect(lines.find(({ msg }) => msg === 'warning')).toMatchObject({ err: { message: 'a planted warning' } });
    const last = { level: 60, msg: 'an error that nobody has caught', err: { message: 'planted' } };
    expect(lines.filter(({ level }) => level === 60)).toEqual([
      expect.objectContaining({ ...last, err: expect.objectContaining(last.err) }),
    ]);
  });
});

import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../src/client/client.ts';
import { childrenOf, lives } from './support/processes.ts';
import { secretOf } from './support/secretOf.ts';
import { ENVIRONMENT, MAIN, start } from './support/serve.ts';

/** Runs a command to its end. */
function command(args: readonly string[], environment: Record<string, string> = {}) {
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile(process.execPath, [MAIN, ...args], { env: { ...ENVIRONMENT, ...environment } }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

let folder: string;
const data = () => join(folder, 'data');

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dovetail-serve-'));
  // The private PostgreSQL runs as another user when this is root.
  chmodSync(folder, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('dovetail serve', () => {
  it('solves on a private PostgreSQL, stops when told, gives back what it was solving, and goes on with it', async () => {
    const first = await start(['--data', data()]);
    const client = createClient({ url: first.url });
    const input = await client.demo('staffing');
    const { run, solution } = await client.solve({
      model: 'staffing',
      input,
      options: { termination: { firstFeasible: true } },
    });
    expect(run.status).toBe('succeeded');
    expect(solution!.review.isLegal).toBe(true);

    // A run that would take all its time, interrupted once it has a solution.
    const incumbent = Promise.withResolvers<void>();
    const long = await client.create({
      model: 'staffing',
      input: (await generated()) as object,
      options: { termination: { timeLimit: 'PT30S' }, engine: 'local' },
    });
    void (async () => {
      for await (const { type } of client.events(long.id)) if (type === 'incumbent') incumbent.resolve();
    })().catch(() => undefined);
    await incumbent.promise;
    first.process.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(first.log()).toContain('"msg":"stopped"');
    expect(existsSync(join(data(), 'postgres', 'pgdata', 'postmaster.pid'))).toBe(false);

    const second = await start(['--data', data()]);
    const again = createClient({ url: second.url });
    const kept = await again.get(long.id);
    expect(kept.revision).toBeGreaterThan(0);
    expect(['queued', 'running']).toContain(kept.status);
    await again.stop(long.id);
    let ended = await again.get(long.id);
    while (ended.endedAt === null) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      ended = await again.get(long.id);
    }
    expect(ended.status).toBe('succeeded');
    expect(ended.objective).toBeLessThanOrEqual(kept.objective!);
    second.process.kill('SIGINT');
    expect(await second.ended).toBe(0);
  });

  it('asks for keys where others can reach it, and takes the ones that the command line makes', async () => {
    const service = await start(['--data', data(), '--host', '0.0.0.0']);
    const url = service.url.replace('0.0.0.0', '127.0.0.1');
    expect((await fetch(`${url}/v1/models`)).status).toBe(401);
    expect((await fetch(`${url}/livez`)).status).toBe(200);
    const made = await command(['keys', 'create', '--data', data(), '--tenant', 'shop', '--scopes', 'read', '--json']);
    const { text, id } = JSON.parse(made.out);
    const withKey = (key: string) => fetch(`${url}/v1/models`, { headers: { authorization: `Bearer ${key}` } });
    expect((await withKey(text)).status).toBe(200);
    const rotated = JSON.parse(
      (await command(['keys', 'rotate', id, '--data', data(), '--tenant', 'shop', '--json'])).out,
    );
    expect([(await withKey(text)).status, (await withKey(rotated.text)).status]).toEqual([401, 200]);
    expect((await command(['keys', 'revoke', rotated.id, '--data', data(), '--tenant', 'shop'])).code).toBe(0);
    expect((await withKey(rotated.text)).status).toBe(401);
    const listed = await command(['keys', 'list', '--data', data(), '--tenant', 'shop']);
    expect(listed.out).toContain(id);
    expect(listed.out + service.log()).not.toContain(secretOf(text));
    service.process.kill('SIGTERM');
    expect(await service.ended).toBe(0);
  });

  it.skipIf(process.platform !== 'linux')(
    'ends with the npm that began it, whatever shell is between them',
    async () => {
      const service = await start(['--data', data()], { npm_lifecycle_event: 'start' }, { likeNpm: true });
      const [shell] = childrenOf(service.process.pid!);
      const [own] = childrenOf(shell!);
      service.process.kill('SIGKILL');
      expect(own).toBeGreaterThan(0);
      while (lives(own!)) await new Promise((resolve) => setTimeout(resolve, 50));
      expect(existsSync(join(data(), 'postgres', 'pgdata', 'postmaster.pid'))).toBe(false);
    },
  );

  it.skipIf(process.platform !== 'linux')(
    'leaves no solver behind when it is killed',
    async () => {
      const service = await start(['--data', data()]);
      const isSolver = (child: number): boolean =>
        readFileSync(`/proc/${child}/cmdline`, 'utf8').startsWith('dovetail solver');
      const running = (): number[] => childrenOf(service.process.pid!).filter(isSolver);
      // One that solves, and the first of those that answer questions; others may follow.
      while (running().length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
      const solvers = running();
      // Who ends a terminal ends the whole group; solvers leave that to the service.
      for (const solver of solvers) process.kill(solver, 'SIGINT');
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(solvers.every(lives)).toBe(true);
      service.process.kill('SIGKILL');
      await service.ended;
      while (solvers.some(lives)) await new Promise((resolve) => setTimeout(resolve, 20));
      // The next one adopts the database, and stops it.
      const next = await start(['--data', data()]);
      next.process.kill('SIGTERM');
      expect(await next.ended).toBe(0);
    },
    60_000,
  );

  it('says at once what keeps it from starting', async () => {
    const server = await start(['--data', data()]);
    const port = new URL(server.url).port;
    const taken = await command(['serve', '--data', join(folder, 'other'), '--port', port]);
    expect([taken.code, taken.err]).toEqual([
      2,
      expect.stringMatching(/port \d+ of 127.0.0.1: another program has it/),
    ]);
    expect(existsSync(join(folder, 'other'))).toBe(false);
    server.process.kill('SIGTERM');
    await server.ended;

    const file = join(folder, 'file');
    writeFileSync(file, '');
    const unwritable = await command(['serve', '--data', file, '--port', '0']);
    expect([unwritable.code, unwritable.err]).toEqual([2, expect.stringContaining('--data')]);

    const DATABASE_URL = 'postgres://someone:s3cr3t@127.0.0.1:1/none';
    const unreachable = await command(['serve', '--port', '0'], { DATABASE_URL });
    expect([unreachable.code, unreachable.err]).toEqual([1, expect.stringContaining('capacity/database')]);
    expect(unreachable.err).not.toContain('s3cr3t');

    const misspelt = await command(['serve'], { DOVETAIL_PROT: '1' });
    expect([misspelt.code, misspelt.err]).toEqual([2, expect.stringContaining('maybe DOVETAIL_PORT')]);

    const open = await command(['serve', '--host', '0.0.0.0'], { DOVETAIL_ACCESS: 'single-user' });
    expect([open.code, open.err]).toEqual([2, expect.stringContaining('loopback')]);
  });

  it('prints its configuration without secrets, and its document without a database', async () => {
    const printed = await command(['serve', '--port', '9', '--print-config'], { DATABASE_URL: 'postgres://a:b1g@h/d' });
    expect(printed.out).toContain('DOVETAIL_PORT=9\n');
    expect(printed.out).toContain('postgres://a:***@h/d');
    const { out } = await command(['openapi']);
    expect(JSON.parse(out)).toMatchObject({ openapi: '3.1.0', paths: { '/v1/runs/{id}:stop': { post: {} } } });
  });
});

async function generated(): Promise<unknown> {
  const { out } = await command(['generate', 'staffing', '--events', '60', '--employees', '12', '--days', '14']);
  return JSON.parse(out);
}

import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach } from 'vitest';
import { type PrivatePostgres, startPrivatePostgres } from '../../../src/store/privatePostgres.ts';
import { withClient } from '../../support/postgres/database.ts';

export const isRoot = process.getuid?.() === 0;

/** What the test leaves behind, to be removed after it. */
export const leftovers: string[] = [];
const started: PrivatePostgres[] = [];

export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'dovetail-pg-'));
  chmodSync(made, 0o755);
  leftovers.push(made);
  return made;
}

export async function start(...args: Parameters<typeof startPrivatePostgres>): Promise<PrivatePostgres> {
  const made = await startPrivatePostgres(...args);
  started.push(made);
  return made;
}

export const ask = async (url: string, text: string) => (await withClient(url, (client) => client.query(text))).rows;

/** A service in a process of its own that holds a private PostgreSQL until it is killed. */
export async function holder(
  directory: string,
  user: { uid?: number; gid?: number } = {},
): Promise<{ child: ChildProcess; url: string; pid: number }> {
  const script = fileURLToPath(new URL('./holdPostgres.ts', import.meta.url));
  const child = spawn(process.execPath, [script, directory], {
    ...user,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH },
  });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout!.once('data', (chunk: Buffer) => resolve(chunk.toString()));
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)));
  });
  return { child, ...(JSON.parse(line) as { url: string; pid: number }) };
}

export function killed(child: ChildProcess): Promise<void> {
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGKILL');
  return gone;
}

/** Whether a process runs; one that has ended stays in the table until its parent, or the first process, asks. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !existsSync(`/proc/${pid}/stat`) || !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.close()));
  for (const made of leftovers.splice(0))
    rmSync(made, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

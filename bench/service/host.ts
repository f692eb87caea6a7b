import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A service in a process of its own, on a private PostgreSQL, as `dovetail serve` starts it. */
export interface HostedService {
  readonly url: string;
  readonly pid: number;
  /** From the start of the process to its readiness. */
  readonly readyMs: number;
  /** Resident memory of the process and its solvers now, in MB; NaN where the system does not tell. */
  memoryMb(): number;
  stop(): Promise<void>;
}

const MAIN = fileURLToPath(new URL(`../../src/main${extname(import.meta.url)}`, import.meta.url));

export interface HostOptions {
  readonly data: string;
  readonly workers: number;
  readonly environment?: Readonly<Record<string, string>>;
}

export async function host({ data, workers, environment = {} }: HostOptions): Promise<HostedService> {
  const began = performance.now();
  const args = [MAIN, 'serve', '--port', '0', '--data', data, '--workers', String(workers)];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, DOVETAIL_LOG_LEVEL: 'warn', DATABASE_URL: '', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await urlOf(child);
  return {
    url,
    pid: child.pid!,
    readyMs: performance.now() - began,
    memoryMb: () => [child.pid!, ...solversOf(child.pid!)].map(residentMb).reduce((sum, one) => sum + one),
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** A data directory that is gone when the work is done. */
export async function withDataDirectory<T>(work: (data: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'dovetail-bench-'));
  // The private PostgreSQL runs as another user when this is root.
  chmodSync(folder, 0o755);
  try {
    return await work(join(folder, 'data'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function urlOf(child: ChildProcess): Promise<string> {
  let out = '';
  for await (const chunk of child.stdout!) {
    out += chunk;
    const match = /ready at (\S+),/.exec(out);
    if (match) return match[1]!;
  }
  throw new Error('The service ended before it was ready.');
}

function solversOf(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
    return children.map(Number).filter((one) => /solver/.test(readFileSync(`/proc/${one}/comm`, 'utf8')));
  } catch {
    return [];
  }
}

function residentMb(pid: number): number {
  try {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Math.round(Number(kilobytes) / 1024);
  } catch {
    return Number.NaN;
  }
}

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Server } from './processes.ts';

export interface Target {
  readonly service: Server;
  readonly worker: Server;
  /** Data directory of the private PostgreSQL. */
  readonly data: string;
  /** The folder of a small file system that has the data directory; undefined where none could be mounted. */
  readonly disk: string | undefined;
  /** A number from 0 to 1. */
  readonly draw: () => number;
}

/** Longer than the heartbeat of the queue, so that somebody else has taken the run before the frozen worker wakes. */
const FROZEN_MS = 13_000;

/** How long a disk stays full; statements wait less long than that. */
const FULL_MS = 8000;

/** What befalls a service: each strikes, and puts back what it struck. */
export const BLOWS = {
  'kill the service': async ({ service, draw }) => {
    await service.kill();
    await sleep(draw() * 500);
    await service.start();
  },
  'kill the worker': async ({ worker, draw }) => {
    await worker.kill();
    await sleep(draw() * 500);
    await worker.start();
  },
  'kill both': async ({ service, worker }) => {
    await Promise.all([service.kill(), worker.kill()]);
    await Promise.all([service.start(), worker.start()]);
  },
  'freeze the worker': async ({ worker }) => {
    worker.signal('SIGSTOP');
    await sleep(FROZEN_MS);
    worker.signal('SIGCONT');
  },
  'cut connections': async ({ data }) => {
    for (const pid of clientsOf(postmasterOf(data))) signal(pid, 'SIGTERM');
  },
  'restart PostgreSQL': async ({ data, draw }) => {
    signal(postmasterOf(data), draw() < 0.5 ? 'SIGINT' : 'SIGQUIT');
    await sleep(500);
  },
  'kill a solver': async ({ worker, draw }) => killChild(worker.pid(), draw),
  // The service answers questions with solvers of its own, and solves too.
  'kill a checker': async ({ service, draw }) => killChild(service.pid(), draw),
  'fill the disk': async ({ disk }) => {
    if (disk === undefined) return;
    const filler = join(disk, 'filler');
    for (const until = Date.now() + FULL_MS; Date.now() < until; await sleep(500)) {
      // What the database gives back is taken again.
      spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=64k', 'oflag=append', 'conv=notrunc'], { stdio: 'ignore' });
    }
    rmSync(filler, { force: true });
  },
  'kill PostgreSQL': async ({ data }) => {
    signal(postmasterOf(data), 'SIGKILL');
    await sleep(500);
  },
} as const satisfies Record<string, (target: Target) => Promise<void>>;

export type Blow = keyof typeof BLOWS;

/** The process of the private PostgreSQL; 0 while there is none. */
export function postmasterOf(data: string): number {
  const file = join(data, 'postgres', 'pgdata', 'postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0;
}

/** Stops a PostgreSQL that is left, and waits for its end: while it still writes, its folder cannot be removed. */
export async function cleanUp(data: string): Promise<void> {
  signal(postmasterOf(data), 'SIGINT');
  for (let i = 0; i < 200 && postmasterOf(data) !== 0; i++) await sleep(50);
}

/** The server processes that serve connections. */
function clientsOf(postmaster: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const [, rest] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
        return (
          Number(rest!.split(' ')[1]) === postmaster &&
          /^postgres: dovetail/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
        );
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** Kills one of the solvers that a service has started. */
function killChild(parent: number, draw: () => number): void {
  const file = `/proc/${parent}/task/${parent}/children`;
  const children = existsSync(file) ? readFileSync(file, 'utf8').trim().split(' ').filter(Boolean).map(Number) : [];
  const solvers = children.filter((child) => /solver/.test(nameOf(child)));
  signal(solvers[Math.floor(draw() * solvers.length)] ?? 0, 'SIGKILL');
}

function nameOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8');
  } catch {
    return '';
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  if (pid === 0) return;
  try {
    process.kill(pid, name);
  } catch {
    // It has just gone by itself.
  }
}

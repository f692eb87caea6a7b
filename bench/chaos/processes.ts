import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

export interface ServerOptions {
  readonly role: 'all' | 'api' | 'worker';
  readonly data: string;
  readonly port: number;
  /** Where it writes its log. */
  readonly log: string;
  /** Another database than the private one. */
  readonly databaseUrl?: string | undefined;
  /** What webhooks may reach beside public addresses. */
  readonly targets?: string | undefined;
}

/** A service in a process of its own, which can be killed, frozen and started again. */
export interface Server {
  readonly url: string;
  start(): Promise<void>;
  /** Of the process that runs, or ran last; 0 before the first. */
  pid(): number;
  signal(signal: NodeJS.Signals): void;
  /** Kills it, and resolves when it is gone. */
  kill(): Promise<void>;
  /** Asks it to end in order. Gives its exit code. */
  end(): Promise<number | null>;
}

export function server({ role, data, port, log, databaseUrl, targets = '' }: ServerOptions): Server {
  let child: ChildProcess | undefined;
  const url = `http://127.0.0.1:${port}`;
  const gone = (process: ChildProcess): Promise<number | null> =>
    new Promise((resolve) => {
      if (process.exitCode !== null || process.signalCode !== null) resolve(process.exitCode);
      else process.once('exit', resolve);
    });
  return {
    url,
    async start() {
      const { DATABASE_URL: _, ...rest } = process.env;
      child = spawn(
        process.execPath,
        [MAIN, 'serve', '--role', role, '--port', String(port), '--data', data, '--workers', '1'],
        {
          env: {
            ...rest,
            DOVETAIL_LOG_LEVEL: 'warn',
            DOVETAIL_RATE: '100000',
            DOVETAIL_BURST: '100000',
            DOVETAIL_TARGETS: targets,
            ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
          },
          stdio: ['ignore', 'ignore', 'pipe'],
        },
      );
      const { pid } = child;
      child.stderr!.on('data', (chunk: Buffer) => appendFileSync(log, `${role} ${pid}: ${chunk}`));
      const mine = child;
      while (!(await isReady(url))) {
        if (mine.exitCode !== null) throw new Error(`The ${role} ended with ${mine.exitCode}; its log is ${log}.`);
        if (mine.signalCode !== null) return;
        await sleep(50);
      }
    },
    pid: () => child?.pid ?? 0,
    signal(signal) {
      child?.kill(signal);
    },
    async kill() {
      if (!child) return;
      const dying = gone(child);
      child.kill('SIGKILL');
      await dying;
    },
    async end() {
      if (!child) return null;
      const ending = gone(child);
      child.kill('SIGTERM');
      return ending;
    },
  };
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

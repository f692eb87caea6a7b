import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A machine of its own as far as the network is concerned: a namespace with an address behind a switch. */
export interface NetHost {
  readonly name: string;
  readonly address: string;
  /** Starts a program there; what it writes goes to the log. */
  start(command: readonly string[], environment?: Readonly<Record<string, string>>): ChildProcess;
  /** From now on its packets, and those to it, go nowhere. */
  cut(): void;
  /** The line is whole again. */
  mend(): void;
}

export interface Network {
  host(name: string): NetHost;
  /** Ends everything that was started, and removes the hosts. */
  remove(): Promise<void>;
}

const BRIDGE = 'dvt-switch';
const NET = '10.231.77';

/** What this machine lacks for hosts of its own, as one sentence; undefined when it lacks nothing. */
export function lacking(programs: readonly string[]): string | undefined {
  const missing = programs.filter((program) => spawnSync('which', [program]).status !== 0);
  const parts = missing.map((program) => `the program ${program}`);
  if (process.getuid?.() !== 0) parts.unshift('the rights of root');
  return parts.length === 0 ? undefined : `Hosts cannot be made here: ${parts.join(', ')} is missing.`;
}

export function openNetwork(log: string): Network {
  ip('link', 'add', BRIDGE, 'type', 'bridge');
  ip('addr', 'add', `${NET}.1/24`, 'dev', BRIDGE);
  ip('link', 'set', BRIDGE, 'up');
  const names: string[] = [];
  const children: ChildProcess[] = [];
  return {
    host(name) {
      const [space, line, address] = [`dvt-${name}`, `dvt-${name}`, `${NET}.${names.length + 2}`];
      names.push(space);
      ip('netns', 'add', space);
      ip('link', 'add', line, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', space);
      ip('link', 'set', line, 'master', BRIDGE, 'up');
      ip('-n', space, 'addr', 'add', `${address}/24`, 'dev', 'eth0');
      for (const device of ['eth0', 'lo']) ip('-n', space, 'link', 'set', device, 'up');
      return {
        name,
        address,
        start(command, environment = {}) {
          const child = spawn('ip', ['netns', 'exec', space, ...command], {
            env: { ...process.env, ...environment },
            stdio: ['ignore', 'pipe', 'pipe'],
          });
          for (const out of [child.stdout, child.stderr]) {
            out.on('data', (chunk: Buffer) => appendFileSync(log, `${name}: ${chunk}`));
          }
          children.push(child);
          return child;
        },
        cut: () => ip('link', 'set', line, 'nomaster'),
        mend: () => ip('link', 'set', line, 'master', BRIDGE),
      };
    },
    async remove() {
      await Promise.all(children.reverse().map((child) => ended(child, 'SIGKILL')));
      // What they have started themselves, such as the workers of a proxy, still holds our connections.
      for (const space of names) for (const pid of pidsIn(space)) process.kill(pid, 'SIGKILL');
      // Their ends have to arrive while there is a network.
      await sleep(500);
      for (const space of names) spawnSync('ip', ['netns', 'del', space]);
      spawnSync('ip', ['link', 'del', BRIDGE]);
    },
  };
}

/** Sends a signal, and resolves when the process is gone. */
export function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}

function pidsIn(space: string): number[] {
  const { stdout } = spawnSync('ip', ['netns', 'pids', space], { encoding: 'utf8' });
  return stdout.split('\n').filter(Boolean).map(Number);
}

function ip(...args: string[]): void {
  execFileSync('ip', args, { stdio: 'pipe' });
}

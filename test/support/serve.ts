import { type ChildProcess, spawn } from 'node:child_process';

export const MAIN = new URL('../../src/main.ts', import.meta.url).pathname;
/** The machine's own environment says nothing here. */
export const ENVIRONMENT = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith('DOVETAIL_') && name !== 'DATABASE_URL'),
);

export interface Running {
  readonly process: ChildProcess;
  readonly url: string;
  /** Everything that was written to stderr so far. */
  log(): string;
  /** The exit code, once there is one. */
  readonly ended: Promise<number | null>;
}

/** A Node that has a shell run a command, and waits, as npm does. */
const NPM = `require('child_process').spawn('sh', ['-c', '"$0" "$@"; true', ...process.argv.slice(1)], { stdio: 'inherit' })`;

/** Starts a service, of these sources or of an installed package, and waits until it is ready. */
export async function start(
  args: readonly string[],
  environment: Record<string, string> = {},
  { main = MAIN, likeNpm = false } = {},
): Promise<Running> {
  const begun = likeNpm ? ['-e', NPM, '--', process.execPath] : [];
  const child = spawn(process.execPath, [...begun, main, 'serve', '--port', '0', '--workers', '1', ...args], {
    env: { ...ENVIRONMENT, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, log] = ['', ''];
  child.stderr.on('data', (data) => {
    log += data;
  });
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (data) => {
      out += data;
      const match = /ready at (\S+),/.exec(out);
      if (match) resolve(match[1]!);
    });
    void ended.then((code) => reject(new Error(`ended with ${code}: ${log}`)));
  });
  return { process: child, url, log: () => log, ended };
}

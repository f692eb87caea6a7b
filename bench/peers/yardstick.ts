import { spawn } from 'node:child_process';

/** What a plain program for one kind of problem found. */
export interface YardstickAnswer {
  readonly firstMs: number;
  /** Value by seconds since the start, as printed. */
  readonly at: ReadonlyMap<number, number>;
  readonly end: number;
}

/**
 * Runs a plain program, named by an environment variable, in the same run as a bench: `node PROGRAM args`. It prints
 * lines `first MS VALUE`, `at SECONDS VALUE` and `end VALUE`; undefined when the variable is not set or the program fails.
 */
export function yardstick(variable: string, args: readonly string[]): Promise<YardstickAnswer | undefined> {
  const program = process.env[variable];
  if (!program) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.on('error', () => resolve(undefined));
    child.on('close', (code) => resolve(code === 0 ? read(output) : undefined));
  });
}

function read(output: string): YardstickAnswer {
  const at = new Map<number, number>();
  let [firstMs, end] = [Number.NaN, Number.NaN];
  for (const line of output.trim().split('\n')) {
    const [word, first, second] = line.split(' ');
    if (word === 'first') firstMs = Number(first);
    if (word === 'at') at.set(Number(first), Number(second));
    if (word === 'end') end = Number(first);
  }
  return { firstMs, at, end };
}

import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Bench, BenchOptions } from './bench.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const REPETITIONS = 20;
const PROCESSES = [1, 2, 4];
/** Budgets that end in each of the engines that take part. */
const CASES = [
  { size: ['--events', '80', '--employees', '15', '--days', '21', '--posted', '200'], ticks: 400 },
  { size: ['--events', '400', '--employees', '40', '--days', '28', '--posted', '1000'], ticks: 2500 },
] as const;

/** Whether a budget of ticks gives the same incumbents in the same order, whatever else the machine does. */
export const ticks: Bench = {
  name: 'ticks',
  description:
    'incumbent sequences of 20 repetitions under a tick budget: alone, on a busy machine, in 1, 2 and 4 processes',
  async run(options) {
    const failures: string[] = [];
    const rows: (string | number)[][] = [];
    for (const [i, one] of CASES.entries()) rows.push(...(await compare(i, one, { options, failures })));
    const head = ['case', 'ticks', 'processes', 'other load', 'runs', 'incumbents', 'different sequences'];
    return { tables: [{ title: 'Sequences under a tick budget', head, rows }], data: rows, failures };
  },
};

async function compare(
  index: number,
  { size, ticks: budget }: (typeof CASES)[number],
  { options: { note, quick }, failures }: { options: BenchOptions; failures: string[] },
) {
  const input = await output(['generate', 'staffing', ...size, '--seed', '1'], '');
  const solving = ['solve', 'staffing', '-', '--ticks', `${budget}`, '--time-limit', '10m', '--json'];
  const expected = sequenceOf(await output(solving, input));
  const rows: (string | number)[][] = [];
  for (const busy of [false, true]) {
    for (const processes of PROCESSES) {
      const stopLoad = busy ? load() : () => undefined;
      const sequences: string[] = [];
      const runs = Math.ceil(REPETITIONS / quick);
      while (sequences.length < runs) {
        note(
          `case ${index + 1}: ${processes} processes${busy ? ', busy' : ''}: run ${sequences.length + 1} of ${runs}`,
        );
        const together = Array.from({ length: Math.min(processes, runs - sequences.length) }, () =>
          output(solving, input),
        );
        sequences.push(...(await Promise.all(together)).map(sequenceOf));
      }
      stopLoad();
      const different = sequences.filter((sequence) => sequence !== expected).length;
      const where = `case ${index + 1}, ${processes} processes${busy ? ', busy' : ''}`;
      if (different > 0) failures.push(`${where}: ${different} of ${runs} sequences differ`);
      rows.push([index + 1, budget, processes, busy ? 'yes' : 'no', runs, expected.split('\n').length, different]);
    }
  }
  return rows;
}

/** Every incumbent with its objective, engine and ticks, and the schedule at the end. */
function sequenceOf(document: string): string {
  const {
    incumbents,
    solution,
    ticks: used,
  } = JSON.parse(document) as {
    incumbents: { objective: number; engine: string; ticks: number }[];
    solution: unknown;
    ticks: number;
  };
  const lines = incumbents.map(({ objective, engine, ticks: at }) => `${objective} ${engine} ${at}`);
  return [...lines, `${used} ${JSON.stringify(solution)}`].join('\n');
}

function output(args: readonly string[], input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    child.on('close', (code) => (code === 0 ? resolve(text) : reject(new Error(`${args[0]} ended with ${code}`))));
    child.stdin.end(input);
  });
}

/** Keeps every core busy until it is told to stop. */
function load(): () => void {
  const spinning = 'for (;;) Math.random();';
  const children = Array.from({ length: availableParallelism() }, () => spawn(process.execPath, ['-e', spinning]));
  return () => {
    for (const child of children) child.kill('SIGKILL');
  };
}

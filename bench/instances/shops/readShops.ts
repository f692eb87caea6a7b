import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A way to do an operation: on a machine, for some time. */
export interface Choice {
  readonly machine: number;
  readonly time: number;
}

/** Jobs as chains of operations, each with the machines that it may go to. */
export interface ShopData {
  readonly machines: number;
  readonly jobs: readonly (readonly (readonly Choice[])[])[];
}

/** Activities with successors, durations and what they take of renewable resources. */
export interface ProjectData {
  readonly successors: readonly (readonly number[])[];
  readonly durations: readonly number[];
  readonly demands: readonly (readonly number[])[];
  readonly capacities: readonly number[];
}

/** The best value that anybody knows, by the name of a file or of a file and a number of operators. */
export type BestKnown = ReadonlyMap<string, number>;

/** Job shops: `jobs machines`, then for each job pairs of a machine, from 0, and a duration. */
export function parseJobShop(text: string): ShopData {
  const [jobs, machines, ...numbers] = numbersOf(text) as [number, number, ...number[]];
  return {
    machines,
    jobs: Array.from({ length: jobs }, (_, j) =>
      Array.from({ length: machines }, (_, i) => {
        const at = 2 * (j * machines + i);
        return [{ machine: numbers[at]!, time: numbers[at + 1]! }];
      }),
    ),
  };
}

/** Flexible job shops: each operation has a number of choices, then a machine, from 1, and a duration for each. */
export function parseFlexibleShop(text: string): ShopData {
  const [head, ...lines] = text.trim().split(/\r?\n/);
  const [jobs, machines] = numbersOf(head!) as [number, number];
  const numbers = numbersOf(lines.join(' '));
  let at = 0;
  const next = (): number => numbers[at++]!;
  return {
    machines,
    jobs: Array.from({ length: jobs }, () =>
      Array.from({ length: next() }, () =>
        Array.from({ length: next() }, () => ({ machine: next() - 1, time: next() })),
      ),
    ),
  };
}

/** Projects in the format of PSPLIB. */
export function parseProject(text: string): ProjectData {
  const lines = text.split(/\r?\n/);
  const section = (title: string, skip: number): number[][] => {
    const rows: number[][] = [];
    const first = lines.findIndex((line) => line.startsWith(title)) + skip;
    for (let i = first; /^\s*\d/.test(lines[i] ?? ''); i++) rows.push(numbersOf(lines[i]!));
    return rows;
  };
  const requests = section('REQUESTS/DURATIONS', 3);
  return {
    successors: section('PRECEDENCE RELATIONS', 2).map((row) => row.slice(3).map((job) => job - 1)),
    durations: requests.map((row) => row[2]!),
    demands: requests.map((row) => row.slice(3)),
    capacities: section('RESOURCEAVAILABILITIES', 2)[0]!,
  };
}

function numbersOf(text: string): number[] {
  return text.trim().split(/\s+/).map(Number);
}

/** The columns of a table with a head, by the value of its first columns put together with a slash. */
export async function readBestKnown(file: string, keys: number): Promise<BestKnown> {
  const [head, ...lines] = (await readFile(file, 'utf8')).trim().split(/\r?\n/);
  const column = head!.split(',').indexOf('best_known');
  return new Map(
    lines.map((line) => {
      const cells = line.split(',');
      return [cells.slice(0, keys).join('/'), Number(cells[column])];
    }),
  );
}

/** The files of a folder with an ending, without it, in order. */
export async function namesIn(folder: string, ending: string): Promise<string[]> {
  const files = await readdir(folder);
  return files
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort();
}

export async function textOf(folder: string, name: string): Promise<string> {
  return await readFile(join(folder, name), 'utf8');
}

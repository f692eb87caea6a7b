import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('./fixtures/', import.meta.url);

/** What CP-SAT, called from Python, found for a fixture. */
export interface Solved {
  readonly status: string;
  readonly objective: number;
  readonly solution: readonly number[];
  /** How many assignments satisfy the model. */
  readonly feasible: number;
}

export const SOLVED = JSON.parse(fixture('solved', 'json').toString()) as Readonly<Record<string, Solved>>;

/** The names of the models that OR-Tools exported. */
export const FIXTURES: readonly string[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.golden.pb'))
  .map((file) => file.replace('.golden.pb', ''));

export function fixture(name: string, suffix: 'pb' | 'pbtxt' | 'json'): Buffer {
  return readFileSync(new URL(`${name}.golden.${suffix}`, FOLDER));
}

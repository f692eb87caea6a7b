import type { Command } from 'commander';
import type { DomainModel } from '../solve/domainModel.ts';
import type { AskOptions } from '../solve/resolve.ts';
import type { Placement } from '../solve/result.ts';
import { type Domains, domainNamed, readInput, readValue } from './domains.ts';
import { stoppable } from './interrupt.ts';
import { durationMs, type ReopenOptions, wholeNumber, withReopen } from './options.ts';

/** Options of every command that asks about a problem by solving variations of it. */
export interface AskingOptions extends ReopenOptions {
  readonly timeLimit: number;
  readonly seed: number;
  readonly json?: true;
}

/** Adds the arguments `<model>` and `<input>`, and `--time-limit`, `--seed` and `--json`. */
export function withAskingOptions(command: Command, domains: Domains): Command {
  return withReopen(command)
    .argument('<model>', `one of ${Object.keys(domains).join(', ')}`)
    .argument('<input>', 'the problem, a JSON or YAML file, or - for standard input')
    .option('--time-limit <duration>', 'for the whole question, such as 10s, 500ms or 2m', durationMs, 60_000)
    .option('--seed <number>', 'seed of random choices', wholeNumber, 1)
    .option('--json', 'print one JSON document and nothing else');
}

/** A problem that is asked about. */
export interface Asked {
  readonly domain: DomainModel;
  readonly value: unknown;
  readonly options: AskOptions;
}

/** Reads the problem, asks, and lets Ctrl-C end the question with what is known. *Errors* as reading and parsing do. */
export async function ask<T>(
  domains: Domains,
  { name, path, options }: { readonly name: string; readonly path: string; readonly options: AskingOptions },
  question: (asked: Asked) => Promise<T>,
): Promise<T> {
  const domain = domainNamed(domains, name);
  const value = await readInput(domain, path, options);
  const { timeLimit: timeLimitMs, seed } = options;
  return stoppable((signal) => question({ domain, value, options: { timeLimitMs, seed, signal } }));
}

/** Reads a solution, or the one in what `solve --json` prints. */
export async function readSolution(path: string): Promise<unknown> {
  const value = await readValue(path);
  const isDocument = typeof value === 'object' && value !== null && 'solution' in value;
  return isDocument ? value.solution : value;
}

/** A line for people who wait; stdout is for the answer. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** A place in one cell of a table. */
export function placeText(place: Placement | undefined): string {
  return place ? [place.who, ...Object.values(place.at)].join(' ') : '-';
}

/** A number with its sign, so that a change cannot be taken for an amount. */
export function signed(change: number): string {
  return change > 0 ? `+${change}` : String(change);
}

/** Changes by rule in one line, the largest first. */
export function changesText(changes: Readonly<Record<string, number>>): string {
  const parts = Object.entries(changes).sort(([, a], [, b]) => Math.abs(b) - Math.abs(a));
  return parts.map(([rule, change]) => `${rule} ${signed(change)}`).join(', ');
}

/** How sure an answer is. */
export function certainty(isProved: boolean): string {
  return isProved ? 'proved' : 'best found';
}

import type { Command } from 'commander';
import type { DomainModel } from '../solve/domainModel.ts';
import { named } from '../solve/names.ts';
import type { Placement } from '../solve/placement.ts';
import type { AskOptions } from '../solve/questions/resolve.ts';
import { type Domains, domainNamed, type Edits, readInput } from './domains.ts';
import { stoppable } from './interrupt.ts';
import { legendOf } from './legend.ts';
import { durationOption, withEdits, withSeed } from './options.ts';
import { readSchedule } from './schedule.ts';

/** Options of every command that asks about a problem by solving variations of it. */
export interface AskingOptions extends Edits {
  readonly timeLimit: number;
  readonly seed: number;
  readonly json?: true;
}

/** Adds the arguments `<model>` and `<input>`, and `--time-limit`, `--seed` and `--json`. */
export function withAskingOptions(command: Command, domains: Domains): Command {
  return withSeed(withEdits(command))
    .argument('<model>', `one of ${Object.keys(domains).join(', ')}`)
    .argument('<input>', 'the problem, a JSON or YAML file, or - for standard input')
    .addOption(durationOption('--time-limit <duration>', 'for the whole question', 60_000))
    .option('--json', 'print one JSON document and nothing else');
}

/** An answer, for programs and for people. */
export interface AnswerInWords<T> {
  readonly answer: T;
  /** The answer in words, given it with names for ids, and what the rules say that it mentions. */
  told(textOf: (answer: T) => string): string;
}

/** A problem that is asked about. */
export interface AskedProblem {
  readonly domain: DomainModel;
  readonly value: unknown;
  readonly options: AskOptions;
  /** Reads a schedule of the problem, if there is a path; see {@link readSchedule}. */
  schedule(path: string | undefined, how?: { readonly isOlder?: boolean }): Promise<unknown>;
}

/** Reads the problem, asks, and lets Ctrl-C end the question with what is known. *Errors* as reading and parsing do. */
export async function ask<T>(
  domains: Domains,
  { name, path, options }: { readonly name: string; readonly path: string; readonly options: AskingOptions },
  question: (asked: AskedProblem) => Promise<T>,
): Promise<AnswerInWords<T>> {
  const domain = await domainNamed(domains, name);
  const value = await readInput(domain, path, options);
  const { timeLimit: timeLimitMs, seed } = options;
  const schedule: AskedProblem['schedule'] = async (file, how) =>
    file === undefined ? undefined : readSchedule(domain, value, file, how);
  const answer = await stoppable((signal) =>
    question({ domain, value, options: { timeLimitMs, seed, signal }, schedule }),
  );
  return {
    answer,
    told(textOf) {
      const text = textOf(named(answer, domain.names(domain.parse(value))));
      return `${text}\n${legendOf(domain, value, { text, answer })}`;
    },
  };
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

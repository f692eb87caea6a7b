import { type Command, InvalidArgumentError, Option } from 'commander';
import { ANY_DURATION, durationToMs } from '../duration.ts';
import { ENGINE_NAMES, type EngineName } from '../engines/registry.ts';
import { REOPENINGS, type Reopening } from '../solve/reopening.ts';
import type { RepeatableOptions } from '../solve/repeatable.ts';
import { SOLVE_BOUNDS } from '../solve/termination.ts';
import { changeOf } from './change.ts';
import type { Edits } from './domains.ts';

/** Options of every command that solves. */
export interface SolvingOptions extends Edits {
  readonly timeLimit: number;
  readonly ticks?: number;
  readonly repeatable?: true;
  readonly firstFeasible?: true;
  readonly afterFirstFeasible?: number;
  readonly unimproved?: number;
  readonly gap?: number;
  readonly engine: EngineName | 'auto';
  readonly seed: number;
  readonly threads?: number;
  readonly json?: true;
  readonly progress?: true;
  readonly trace?: string;
}

/** Adds the options that say when to stop, which engines, and what to show. */
export function withSolvingOptions(command: Command): Command {
  return withSeed(command)
    .addOption(durationOption('--time-limit <duration>', 'stop after this time', 60_000))
    .option(
      '--ticks <number>',
      'stop after this much counted work, 1 to 10^12 ticks, instead of a time: the same answer on every machine',
      wholeNumberIn('ticks'),
    )
    .option(
      '--repeatable',
      'spend the time in counted work, and print the ticks with which any machine gives the same answer again',
    )
    .option('--first-feasible', 'stop at the first solution')
    .addOption(durationOption('--after-first-feasible <duration>', 'stop this long after the first solution'))
    .addOption(durationOption('--unimproved <duration>', 'stop when nothing better was found for this long'))
    .option(
      '--gap <share>',
      'stop when no more than this share of the objective can be gained, 0 to 1, such as 0.01',
      shareOf,
    )
    .addOption(
      new Option('--engine <name>', 'the engine').choices(['auto', ...ENGINE_NAMES, 'external']).default('auto'),
    )
    .option(
      '--threads <number>',
      'engines that may run at once, 1 to 64; one for each core, at most 3, when it is left out',
      wholeNumberIn('threads'),
    )
    .option('--json', 'print one JSON document and nothing else')
    .option('--progress', 'show how it goes on, on stderr')
    .option('--trace <file>', 'write every better solution and bound with its time, for "dovetail plot"');
}

/** Adds `--change`, `--strategy` and `--reopen`, for every command that reads the input of a problem. */
export function withEdits(command: Command): Command {
  return command
    .option(
      '--change <change>',
      'change the input first: "path += value" adds to a list, "path = value" sets, "path -= id" removes; may be said several times',
      changeOf,
    )
    .option('--strategy <name>', 'other weights for the same rules, such as "morning-first" of sessions')
    .option(
      '--reopen <what>',
      'let the run move given work: with "absent", the work of people who are away',
      reopening,
    );
}

/** One of the words for what may be reopened, after those before it. */
function reopening(text: string, before: readonly Reopening[] = []): readonly Reopening[] {
  const known = REOPENINGS.find((one) => one === text);
  if (known) return [...before, known];
  throw new InvalidArgumentError(`Maybe write one of ${REOPENINGS.join(', ')}.`);
}

/** What the options say to a solve. */
export function solveOptionsOf(options: SolvingOptions): RepeatableOptions {
  const { timeLimit, ticks, repeatable, firstFeasible, afterFirstFeasible, unimproved, gap, engine, seed, threads } =
    options;
  return {
    timeLimitMs: timeLimit,
    ticks,
    repeatable,
    firstFeasible,
    afterFirstFeasibleMs: afterFirstFeasible,
    unimprovedMs: unimproved,
    gap,
    engine,
    seed,
    threads,
  };
}

/** Reads `10s`, `500ms`, `2m` or plain seconds as milliseconds. */
export function durationMs(text: string): number {
  // A number alone is seconds.
  const whole = /^\d+(?:\.\d+)?$/.test(text) ? `${text}s` : text;
  const ms = ANY_DURATION.test(whole) ? durationToMs(whole) : 0;
  if (ms > 0) return ms;
  throw new InvalidArgumentError('Maybe write it like 10s, 500ms, 2m or PT10S.');
}

/** Adds `--seed`, for every command that makes random choices. */
export function withSeed(command: Command): Command {
  const [least, most] = SOLVE_BOUNDS.seed;
  return command.option('--seed <number>', `seed of random choices, ${least} to ${most}`, wholeNumberIn('seed'), 1);
}

/** An option that takes a duration; its default is shown as it would be typed. */
export function durationOption(flags: string, description: string, fallback?: number): Option {
  const option = new Option(flags, `${description}, such as 10s, 2m, 500ms or PT10S`).argParser(durationMs);
  return fallback === undefined ? option : option.default(fallback, `${fallback / 1000}s`);
}

/** Reads a whole number of 0 or more, of nine digits at most. */
export function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Maybe write a whole number from 0 to 999999999.');
}

/** Reads a whole number within the bounds of an option of a solve. */
function wholeNumberIn(name: keyof typeof SOLVE_BOUNDS): (text: string) => number {
  const [least, most] = SOLVE_BOUNDS[name];
  return (text) => {
    const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`Maybe write a whole number from ${least} to ${most}.`);
  };
}

/** Reads a share of 0 to 1. */
function shareOf(text: string): number {
  const [least, most] = SOLVE_BOUNDS.gap;
  const share = Number(text);
  if (text.trim() !== '' && share >= least && share <= most) return share;
  throw new InvalidArgumentError(`Maybe write a share from ${least} to ${most}, such as 0.01 for one hundredth.`);
}

import { type Command, InvalidArgumentError, Option } from 'commander';
import { ANY_DURATION, durationToMs } from '../duration.ts';
import { ENGINE_NAMES, type EngineName } from '../engines/registry.ts';
import { REOPENINGS, type Reopening } from '../solve/reopening.ts';
import type { SolveOptions } from '../solve/solve.ts';

/** What {@link withReopen} adds. */
export interface ReopenOptions {
  readonly reopen?: readonly Reopening[];
}

/** Options of every command that solves. */
export interface SolvingOptions extends ReopenOptions {
  readonly timeLimit: number;
  readonly ticks?: number;
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
  return command
    .option('--time-limit <duration>', 'stop after this time, such as 10s, 500ms or 2m', durationMs, 60_000)
    .option('--ticks <number>', 'stop after this much counted work: the same answer on every machine', wholeNumber)
    .option('--first-feasible', 'stop at the first solution')
    .option('--after-first-feasible <duration>', 'stop this long after the first solution', durationMs)
    .option('--unimproved <duration>', 'stop when nothing better was found for so long', durationMs)
    .option('--gap <share>', 'stop when no more than this share can be gained, such as 0.01', shareOf)
    .addOption(new Option('--engine <name>', 'the engine').choices(['auto', ...ENGINE_NAMES]).default('auto'))
    .option('--seed <number>', 'seed of random choices', wholeNumber, 1)
    .option('--threads <number>', 'engines that may run at once; one for each core, at most 3', wholeNumber)
    .option('--json', 'print one JSON document and nothing else')
    .option('--progress', 'show how it goes on, on stderr')
    .option('--trace <file>', 'write every better solution and bound with its time, for "dovetail plot"');
}

/** Adds `--reopen`, for every command that reads a problem whose given work may be placed anew. */
export function withReopen(command: Command): Command {
  return command.option('--reopen <what>', 'place given work anew: "absent" is that of people who are away', reopening);
}

/** One of the words for what may be reopened, after those before it. */
function reopening(text: string, before: readonly Reopening[] = []): readonly Reopening[] {
  const known = REOPENINGS.find((one) => one === text);
  if (known) return [...before, known];
  throw new InvalidArgumentError(`Maybe write one of ${REOPENINGS.join(', ')}.`);
}

/** What the options say to a solve. */
export function solveOptionsOf(options: SolvingOptions): SolveOptions {
  const { timeLimit, ticks, firstFeasible, afterFirstFeasible, unimproved, gap, engine, seed, threads } = options;
  return {
    timeLimitMs: timeLimit,
    ticks,
    firstFeasible,
    afterFirstFeasibleMs: afterFirstFeasible,
    unimprovedMs: unimproved,
    gap,
    engine,
    seed,
    threads: threads === 0 ? undefined : threads,
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

/** Reads a whole number of 0 or more. */
export function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Maybe write a whole number of 0 or more.');
}

/** Reads a share of 0 to 1. */
function shareOf(text: string): number {
  const share = Number(text);
  if (text.trim() !== '' && share >= 0 && share <= 1) return share;
  throw new InvalidArgumentError('Maybe write a share from 0 to 1, such as 0.01 for one hundredth.');
}

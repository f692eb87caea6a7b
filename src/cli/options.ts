import { type Command, InvalidArgumentError, Option } from 'commander';
import { ENGINE_NAMES, type EngineName } from '../engines/registry.ts';

/** Options of every command that solves. */
export interface SolvingOptions {
  readonly timeLimit: number;
  readonly engine: EngineName | 'auto';
  readonly seed: number;
  readonly threads: number;
  readonly json?: true;
  readonly progress?: true;
}

/** Adds `--time-limit`, `--engine`, `--seed`, `--threads`, `--json` and `--progress`. */
export function withSolvingOptions(command: Command): Command {
  return command
    .option('--time-limit <duration>', 'stop after this time, such as 10s, 500ms or 2m', durationMs, 60_000)
    .addOption(new Option('--engine <name>', 'the engine').choices(['auto', ...ENGINE_NAMES]).default('auto'))
    .option('--seed <number>', 'seed of random choices', wholeNumber, 1)
    .option('--threads <number>', 'threads inside an engine that has them', wholeNumber, 1)
    .option('--json', 'print one JSON document and nothing else')
    .option('--progress', 'show how it goes on, on stderr');
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

/** Reads `10s`, `500ms`, `2m` or plain seconds as milliseconds. */
export function durationMs(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text) ?? [];
  const ms = Number(number) * UNITS[unit ?? 's']!;
  if (ms > 0) return ms;
  throw new InvalidArgumentError('Maybe write it like 10s, 500ms or 2m.');
}

/** Reads a whole number of 0 or more. */
export function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Maybe write a whole number of 0 or more.');
}

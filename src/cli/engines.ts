import type { Command } from 'commander';
import { externalCommand } from '../engines/external/command.ts';
import { ENGINE_NAMES, ENGINES, type EngineName } from '../engines/registry.ts';
import { messageOf } from '../errors.ts';
import type { Model } from '../language/model.ts';
import { readModel } from '../language/read.ts';
import { type SolveResult, solve } from '../solve/solve.ts';
import { statusOf } from '../solve/status.ts';
import { EXIT, exitOf } from './exit.ts';
import { readBytes } from './files.ts';
import { stoppable } from './interrupt.ts';
import { durationOption, withSeed } from './options.ts';
import { sampleRoster } from './sampleRoster.ts';
import { duration, figure, table } from './table.ts';

interface Options {
  readonly timeLimit: number;
  readonly seed: number;
  readonly json?: true;
}

/** `dovetail engines [model]`: solves one model with every engine, side by side. */
export function enginesCommand(command: Command): void {
  withSeed(command)
    .argument('[model]', 'a model in any form, or - for standard input')
    .addOption(durationOption('--time-limit <duration>', 'for each engine', 5000))
    .option('--json', 'print one JSON document and nothing else')
    .action(async (path: string | undefined, options: Options) => {
      const model = path === undefined ? sampleRoster() : readModel(await readBytes(path)).model;
      process.exitCode = await compareEngines(model, options);
    });
}

type Row = { readonly engine: EngineName } & ({ readonly result: SolveResult } | { readonly error: string });

/** Solves the model with each engine in turn and prints the table; the exit code is that of the best status. */
async function compareEngines(model: Model, { timeLimit: timeLimitMs, seed, json }: Options): Promise<number> {
  const rows = await stoppable(async (signal) => {
    const all: Row[] = [];
    for (const engine of candidates().filter((name) => isWorthTrying(name, model))) {
      if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${engine} ...`);
      const row = await solve(model, { engine, timeLimitMs, seed, signal }).then(
        (result) => ({ engine, result }),
        (thrown: unknown) => ({ engine, error: messageOf(thrown) }),
      );
      all.push(row);
    }
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[2K');
    return all;
  });
  process.stdout.write(json ? `${JSON.stringify(rows.map(documentOf))}\n` : textOf(model, rows));
  const codes = rows.map((row) => ('result' in row ? exitOf(statusOf(row.result.outcome)) : EXIT.ourFault));
  return Math.min(...codes);
}

function candidates(): EngineName[] {
  return externalCommand() === undefined ? ENGINE_NAMES : [...ENGINE_NAMES, 'external'];
}

/**
 * The oracle tries every assignment: beyond a few variables its row would only say so. Without intervals there is
 * nothing to schedule.
 */
function isWorthTrying(engine: EngineName, model: Model): boolean {
  if (engine === 'scheduling' || engine === 'schedule-lns') return model.intervals.length > 0;
  return engine !== 'exhaustive' || model.variables.length <= 20;
}

function documentOf(row: Row): object {
  if ('error' in row) return row;
  const { outcome, firstFeasibleMs, ms } = row.result;
  return {
    engine: row.engine,
    status: statusOf(outcome),
    stopped: outcome.stopped,
    objective: outcome.solution?.objective ?? null,
    bound: outcome.bound ?? null,
    firstFeasibleMs: firstFeasibleMs ?? null,
    ms,
  };
}

function textOf(model: Model, rows: readonly Row[]): string {
  const size = `${model.variables.length} variables, ${model.constraints.length} constraints`;
  const head = ['engine', 'status', 'objective', 'bound', 'first', 'time'];
  const lines = rows.map((row) => {
    if ('error' in row) return [row.engine, 'not run', '-', '-', '-', '-'];
    const { outcome, firstFeasibleMs, ms } = row.result;
    const [objective, bound] = [outcome.solution?.objective, outcome.bound].map(figure);
    return [row.engine, statusOf(outcome), objective!, bound!, duration(firstFeasibleMs), duration(ms)];
  });
  const errors = rows.flatMap((row) => ('error' in row ? [`${row.engine}: ${row.error}`] : []));
  const notes = rows.map(({ engine }) => `${engine.padEnd(20)}  ${ENGINES[engine].description}`);
  return `${[
    `${model.name ?? 'model'}: ${size}. Every solution is checked against the model before it counts.`,
    '',
    table(head, lines),
    '',
    ...notes,
    ...errors,
  ].join('\n')}\n`;
}

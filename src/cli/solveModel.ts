import type { Command } from 'commander';
import type { Model } from '../language/model.ts';
import { namesOf } from '../language/names.ts';
import { objectiveSum } from '../language/objective.ts';
import { readModel } from '../language/read.ts';
import { type AssumptionConflict, conflictOf } from '../solve/infeasible/conflict.ts';
import { type RepeatableResult, solveRepeatably } from '../solve/repeatable.ts';
import { statusOf } from '../solve/status.ts';
import { exitOf } from './exit.ts';
import { readBytes } from './files.ts';
import { stoppable } from './interrupt.ts';
import { type SolvingOptions, solveOptionsOf, withSolvingOptions } from './options.ts';
import { progress } from './progress.ts';
import { repeatableText } from './repeatable.ts';
import { duration } from './table.ts';
import { writeTrace } from './trace.ts';

/** `dovetail solve-model <file>`: solves a constraint model, ours or an OR-Tools CpModelProto. */
export function solveModelCommand(command: Command): void {
  withSolvingOptions(command)
    .argument('<model>', 'the file, or - for standard input')
    .action(async (path: string, options: SolvingOptions) => {
      process.exitCode = await solveModel(path, options);
    });
}

async function solveModel(path: string, options: SolvingOptions): Promise<number> {
  const { model } = readModel(await readBytes(path));
  const shown = options.progress ? progress(process.stderr) : undefined;
  const result = await stoppable((signal) => solveRepeatably(model, { ...solveOptionsOf(options), signal, ...shown }));
  const { outcome, ms } = result;
  const budgetMs = options.timeLimit - ms;
  const conflict =
    outcome.proof === 'infeasible' && budgetMs > 0
      ? await stoppable((signal) => conflictOf(model, { budgetMs, seed: options.seed, signal }))
      : undefined;
  shown?.end();
  if (options.trace !== undefined) await writeTrace(options.trace, result, model.objective?.sense ?? 'minimize');
  const status = statusOf(outcome);
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ ...documentOf(result, model), conflict })}\n`
      : `${textOf(result, model, conflict)}${repeatableText(result, options)}`,
  );
  return exitOf(status);
}

/** The JSON document of a solve. */
function documentOf(result: RepeatableResult, { objective }: Model): object {
  const { outcome, incumbents, engine, reason, firstFeasibleMs, ms, steps, defects, skipped } = result;
  return {
    status: statusOf(outcome),
    objective: outcome.solution?.objective ?? null,
    bound: outcome.bound ?? null,
    // Exact where a large constant would hide it in the objective.
    sum: objective && outcome.solution ? objectiveSum(objective, outcome.solution.values) : null,
    solution: outcome.solution ? [...outcome.solution.values] : null,
    firstFeasibleMs: firstFeasibleMs ?? null,
    incumbents,
    bounds: result.bounds,
    stopped: outcome.stopped,
    engine,
    reason,
    ms,
    ticks: result.ticks ?? null,
    ...(result.repeatTicks === undefined ? {} : { repeatTicks: result.repeatTicks }),
    rewrites: steps,
    defects,
    skipped,
  };
}

/** At most this many variables are listed. */
const LISTED = 50;

function textOf(result: RepeatableResult, model: Model, conflict: AssumptionConflict | undefined): string {
  const { outcome } = result;
  const names = namesOf(model);
  const lines = [
    `${statusOf(outcome)} (${outcome.stopped}) after ${duration(result.ms)}`,
    `engine     ${result.engine}: ${result.reason}`,
  ];
  for (const { engine, message } of result.skipped) lines.push(`skipped    ${engine}: ${message.replace('\n', ' ')}`);
  if (conflict) {
    const which = conflict.literals.length === 0 ? 'not of the assumptions' : names.literals(conflict.literals);
    lines.push(`conflict   ${which} (${conflict.isConfirmed ? 'confirmed by a solve' : 'not confirmed'})`);
  }
  if (outcome.bound !== undefined) lines.push(`bound      ${outcome.bound}`);
  if (outcome.solution) {
    lines.push(`objective  ${outcome.solution.objective}`, `first      ${duration(result.firstFeasibleMs)}`);
    const all = [...outcome.solution.values].map((value, i) => `  ${names.variable(i)} = ${value}`);
    const listed = all.length > LISTED ? all.filter((line) => !line.endsWith(' = 0')) : all;
    lines.push(...listed.slice(0, LISTED));
    const hidden = all.length - Math.min(LISTED, listed.length);
    if (hidden > 0) lines.push(`  ... and ${hidden} more, most of them 0; --json gives all`);
  }
  return `${lines.join('\n')}\n`;
}

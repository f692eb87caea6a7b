import { setImmediate } from 'node:timers/promises';
import { now } from '../../engines/engine.ts';
import type { Solution } from '../../engines/outcome.ts';
import type { RuleConflict } from '../../solve/infeasible/conflictingRules.ts';
import { type RepeatableResult, solveRepeatably } from '../../solve/repeatable.ts';
import { conflictOf } from '../../solve/solveDomain.ts';
import { statusOf } from '../../solve/status.ts';
import { type Domains, problemOf, type SolverInput } from './problem.ts';
import { machineMs, type Sent, type SolveAnswer, type SolverReport, type SolveTask } from './protocol.ts';

/** The least that a search gets, however long reading and building took. */
const LEAST_MS = 50;

/** Of the time limit, what is for the end of a search: an engine that does not hear of it is ended with its thread. */
const ENDING = { ms: 150, share: 0.02 };

export interface SolveContext {
  readonly domains: Domains;
  /** Aborted by whoever wants the answer now; heard between the phases, and while it solves. */
  readonly signal: AbortSignal;
  report(report: SolverReport): void;
}

/**
 * Reads, builds, solves and reviews: each incumbent is judged by the domain's own review before it is reported.
 *
 * *Errors* what reading, building and solving throw.
 */
export async function solveTask(task: SolveTask & Sent, context: SolveContext): Promise<SolveAnswer> {
  const sent = now() - (machineMs() - task.sentAtMs);
  const laps = [now()];
  const problem = problemOf(
    context.domains,
    { ...task, reopen: task.options.reopen, strategy: task.options.strategy },
    () => laps.push(now()),
  );
  laps.push(now());
  const [began, parsed, built] = laps as [number, number, number];
  const timings = { parse: parsed - began, build: built - parsed };
  const { variables, constraints } = problem.model;
  context.report({
    kind: 'log',
    message: `Built a model of ${variables.length} variables and ${constraints.length} constraints.`,
    data: { ...timings, variables: variables.length, constraints: constraints.length },
  });
  const common = {
    size: { variables: variables.length, constraints: constraints.length },
    ledger: JSON.stringify(problem.ledger()),
  };
  await heard();
  if (task.options.dryRun || context.signal.aborted) {
    return {
      ...common,
      ...NOTHING,
      stopped: task.options.dryRun ? 'finished' : 'cancelled',
      timings: { ...timings, solve: 0, review: 0 },
    };
  }
  const judged = new Judge(problem, sent, context);
  const result = await search(problem, { task, context, judged, sent });
  for (const { engine, message } of result.skipped) context.report({ kind: 'log', message, data: { engine } });
  const ended = now();
  const proof = result.outcome.proof;
  const conflict =
    proof === 'infeasible' ? await explain(problem, { task, context, spentMs: ended - sent }) : undefined;
  const best = judged.best;
  const answer = best === undefined ? undefined : JSON.stringify(problem.result(best, proof));
  return {
    ...common,
    ...summaryOf(result),
    timings: { ...timings, solve: ended - built - judged.ms, review: judged.ms + now() - ended },
    result: answer,
    conflict,
    refused: judged.refused,
  };
}

/** Finds which rules cannot all hold, and logs them. */
async function explain(
  problem: SolverInput,
  { task, context, spentMs }: { task: SolveTask; context: SolveContext; spentMs: number },
): Promise<RuleConflict | undefined> {
  if (!problem.hardRules) return undefined;
  const { timeLimitMs } = task;
  const conflict = await conflictOf(problem.model, problem.hardRules(), {
    timeLimitMs,
    spentMs,
    signal: context.signal,
  });
  const message = conflict
    ? `There is no schedule: the rules ${conflict.rules.map(({ id }) => id).join(', ')} cannot all hold.`
    : 'There is no schedule that keeps all hard rules.';
  context.report({ kind: 'log', message, data: { ...conflict } });
  return conflict;
}

/** Lets in what was said meanwhile: what waits is read between two of these. */
async function heard(): Promise<void> {
  await setImmediate();
  await setImmediate();
}

const NOTHING = {
  outcome: 'unknown',
  bound: undefined,
  engine: undefined,
  ticks: undefined,
  repeatTicks: undefined,
  result: undefined,
  conflict: undefined,
  refused: [],
} as const;

interface Search {
  readonly task: SolveTask;
  readonly context: SolveContext;
  readonly judged: Judge;
  /** When the task was sent. */
  readonly sent: number;
}

function search(problem: SolverInput, { task, context, judged, sent }: Search): Promise<RepeatableResult> {
  const { termination, engine, leastChange = true, repeatable, seed, threads } = task.options;
  const { timeLimitMs: limit } = task;
  const endingMs = Math.min(ENDING.ms, ENDING.share * limit);
  return solveRepeatably(problem.model, {
    ...termination,
    repeatable,
    timeLimitMs: Math.max(LEAST_MS, limit - endingMs - (now() - sent)),
    engine,
    seed,
    threads,
    changes: leastChange ? problem.changes : undefined,
    start: task.from === undefined ? undefined : problem.startFrom(task.from),
    signal: context.signal,
    onIncumbent: (solution, _, by?: string) => judged.take(solution, by),
    onBound: (bound) => judged.takeBound(bound),
  });
}

function summaryOf({ outcome, engine, ticks, repeatTicks }: RepeatableResult) {
  return { outcome: statusOf(outcome), stopped: outcome.stopped, bound: outcome.bound, engine, ticks, repeatTicks };
}

/** Penalties are whole numbers. */
const LESS_CHANGE = 0.5;

/** Judges incumbents and passes on those that are legal. */
class Judge {
  readonly refused: string[] = [];
  /** The best solution that passed. */
  best: unknown;
  /** Time that judging took. */
  ms = 0;
  readonly #problem: SolverInput;
  readonly #began: number;
  readonly #context: SolveContext;
  readonly #sign: number;
  #bound: number | undefined;
  /** Of the best solution that passed. */
  #rank = Number.POSITIVE_INFINITY;

  constructor(problem: SolverInput, began: number, context: SolveContext) {
    this.#problem = problem;
    this.#began = began;
    this.#context = context;
    this.#sign = problem.model.objective?.sense === 'maximize' ? -1 : 1;
  }

  take({ values, objective }: Solution, engine: string | undefined): void {
    const start = now();
    const { solution, review } = this.#problem.judge(values);
    if (review.isLegal) {
      this.best = solution;
      const found = {
        objective,
        rank: this.#rankOf(objective),
        bound: this.#bound,
        ms: start - this.#began,
        engine,
        solution: JSON.stringify(solution),
        review,
      };
      this.#context.report({ kind: 'incumbent', found });
    } else {
      const message = `A solution with objective ${objective} breaks ${review.issues.length} rules: ${review.issues[0]?.text}`;
      this.refused.push(message);
      this.#context.report({ kind: 'log', message, data: { issues: review.issues.slice(0, 5) } });
    }
    this.ms += now() - start;
  }

  /** What comes without a better objective changes less: it ranks between that and the next better one. */
  #rankOf(objective: number): number {
    const rank = this.#sign * objective;
    this.#rank = rank < this.#rank ? rank : this.#rank - LESS_CHANGE;
    return this.#rank;
  }

  takeBound(bound: number): void {
    this.#bound = bound;
    this.#context.report({ kind: 'bound', bound, ms: now() - this.#began });
  }
}

import { type Constraint, kindOf } from '../../language/constraints/index.ts';
import type { Domain } from '../../language/domain.ts';
import { type Expression, type Literal, variableOf } from '../../language/expression.ts';
import { holds, intervalHolds, isFeasible } from '../../language/holds.ts';
import type { Model } from '../../language/model.ts';
import { objectiveOf } from '../../language/objective.ts';
import type { Interval } from '../../language/variables.ts';
import { type EngineRun, now, type Solver } from '../engine.ts';
import type { Outcome, Solution } from '../outcome.ts';

/** How many nodes of the search lie between two looks at the clock. */
const NODES_PER_LOOK = 4096;

export const solver: Solver<Model> = {
  async solve(model, run) {
    let best: Solution | undefined;
    const sign = model.objective?.sense === 'maximize' ? -1 : 1;
    const search = everySolution(model, () => run.shouldStop() || now() > run.deadline);
    for (;;) {
      const step = search.next();
      if (step.done) return outcomeOf(step.value, best, run);
      const objective = objectiveOf(model, step.value);
      if (best && sign * objective >= sign * best.objective) continue;
      best = { values: step.value.slice(), objective };
      run.incumbent(best);
      if (!model.objective) return { proof: 'optimal', stopped: 'finished', solution: best, bound: 0 };
    }
  },
};

function outcomeOf(complete: boolean, best: Solution | undefined, run: EngineRun): Outcome {
  if (!complete) {
    const stopped = run.shouldStop() ? 'cancelled' : 'time-limit';
    return { proof: 'none', stopped, ...(best ? { solution: best } : {}) };
  }
  if (!best) return { proof: 'infeasible', stopped: 'finished' };
  return { proof: 'optimal', stopped: 'finished', solution: best, bound: best.objective };
}

/**
 * Yields every solution (the same array each time), in lexicographic order of the variables.
 *
 * A constraint is asked as soon as the last of its variables has a value. Returns whether the search was complete.
 */
export function* everySolution(
  model: Model,
  shouldStop: () => boolean = () => false,
): Generator<Float64Array, boolean> {
  const values = new Float64Array(model.variables.length);
  const checks = checksByLastVariable(model);
  if (!checks[0]!.every((check) => check(values))) return true;
  if (values.length === 0) {
    if (isFeasible(model, values)) yield values;
    return true;
  }
  // Depth first without recursion: variable `at` takes its next value, and the search goes on with the one behind it.
  let at = 0;
  values[0] = Number.NEGATIVE_INFINITY;
  for (let nodes = 1; ; nodes++) {
    if (nodes % NODES_PER_LOOK === 0 && shouldStop()) return false;
    const value = nextValue(model.variables[at]!.domain, values[at]!);
    if (value === undefined) {
      if (at-- === 0) return true;
      continue;
    }
    values[at] = value;
    if (!checks[at + 1]!.every((check) => check(values))) continue;
    if (at < values.length - 1) values[++at] = Number.NEGATIVE_INFINITY;
    else if (isFeasible(model, values)) yield values;
  }
}

/** The least value of the domain above `value`. */
function nextValue(domain: Domain, value: number): number | undefined {
  for (let i = 0; i < domain.length; i += 2) {
    if (value < domain[i]!) return domain[i]!;
    if (value < domain[i + 1]!) return value + 1;
  }
  return undefined;
}

type Check = (values: ArrayLike<number>) => boolean;

/** The checks that can be made once variable i - 1 has a value; those of no variable come first. */
function checksByLastVariable(model: Model): Check[][] {
  const checks = Array.from({ length: model.variables.length + 1 }, (): Check[] => []);
  for (const constraint of model.constraints) {
    checks[lastOf(constraint, model) + 1]!.push((values) => holds(constraint, values, model.intervals));
  }
  for (const interval of model.intervals) {
    checks[lastOfInterval(interval) + 1]!.push((values) => intervalHolds(interval, values));
  }
  return checks;
}

function lastOf(constraint: Constraint, model: Model): number {
  let last = lastOfLiterals(constraint.enforce);
  kindOf(constraint).visit(constraint, {
    variable: (variable) => {
      last = Math.max(last, variable);
    },
    literal: (literal) => {
      last = Math.max(last, variableOf(literal));
    },
    expression: (e) => {
      last = Math.max(last, lastOfExpression(e));
    },
    interval: (index) => {
      last = Math.max(last, lastOfInterval(model.intervals[index]!));
    },
  });
  return last;
}

function lastOfExpression(e: Expression): number {
  let last = -1;
  for (const variable of e.vars) last = Math.max(last, variable);
  return last;
}

function lastOfLiterals(literals: readonly Literal[] | undefined): number {
  let last = -1;
  for (const literal of literals ?? []) last = Math.max(last, variableOf(literal));
  return last;
}

function lastOfInterval({ start, size, end, presence }: Interval): number {
  return Math.max(...[start, size, end].map(lastOfExpression), lastOfLiterals(presence));
}

import type { Solution } from '../engines/outcome.ts';
import { State } from '../engines/scheduling/passes/state.ts';
import { isFeasible } from '../language/holds.ts';
import type { Model } from '../language/model.ts';
import { objectiveOf } from '../language/objective.ts';

/**
 * Every solution of a model, one after the other in the order of their values: depth first, with all constraints
 * propagated after each decision. Whatever the objective is, all are given, each verified.
 *
 * *Limits* `limit` of them at most, all when left out; memory does not grow with their number.
 */
export function* enumerate(
  model: Model,
  { limit = Number.POSITIVE_INFINITY }: { readonly limit?: number } = {},
): Generator<Solution> {
  const state = new State(model);
  let left = limit;
  if (left < 1 || !state.assumeAll() || !state.propagate()) return;
  const { bounds } = state;
  /** The decided variables, each with what to come back to. */
  const decisions: { readonly variable: number; readonly value: number; readonly mark: ReturnType<State['mark']> }[] =
    [];
  let isOpen = true;
  for (;;) {
    const variable: number = isOpen ? nextOpen(state, decisions.at(-1)?.variable ?? 0) : -1;
    if (variable >= 0) {
      const value: number = bounds.lower[variable]!;
      decisions.push({ variable, value, mark: state.mark() });
      isOpen = bounds.fix(variable, value) && state.propagate();
      continue;
    }
    if (isOpen && isFeasible(model, bounds.lower)) {
      const values = bounds.lower.slice();
      yield { values, objective: objectiveOf(model, values) };
      if (--left < 1) return;
    }
    isOpen = false;
    while (!isOpen) {
      const last = decisions.pop();
      if (!last) return;
      state.undo(last.mark);
      isOpen = bounds.atLeast(last.variable, last.value + 1) && state.propagate();
    }
  }
}

/** The first variable from `from` on that has more than one value left; -1 when there is none. */
function nextOpen({ bounds, model }: State, from: number): number {
  for (let variable = from; variable < model.variables.length; variable++) {
    if (!bounds.isFixed(variable)) return variable;
  }
  return -1;
}

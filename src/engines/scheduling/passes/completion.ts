import type { Model } from '../../../language/model.ts';
import type { Random } from '../../random.ts';
import type { State } from './state.ts';

/** What variables are worth to the objective. */
export interface Worth {
  /** All variables, the dearest first. */
  readonly order: Int32Array;
  /** What one more of each costs. */
  readonly cost: Float64Array;
}

export function worthOf({ variables, objective }: Model): Worth {
  const cost = new Float64Array(variables.length);
  const sign = objective?.sense === 'maximize' ? -1 : 1;
  objective?.vars.forEach((variable, i) => {
    cost[variable]! += sign * objective.coeffs[i]!;
  });
  const order = Int32Array.from(cost.keys()).sort((a, b) => Math.abs(cost[b]!) - Math.abs(cost[a]!) || a - b);
  return { order, cost };
}

/** What is decided when all intervals are placed. */
export interface Completion {
  readonly worth: Worth;
  /** The part of the variables that first try a value by chance. */
  readonly flips: number;
  readonly random: Random;
  readonly isOver: () => boolean;
}

/** Fixes every variable that is open, at the better end of its bounds, or else at the other one. */
export function complete(state: State, completion: Completion): boolean {
  const { bounds } = state;
  let decided = 0;
  for (const variable of completion.worth.order) {
    if (bounds.isFixed(variable)) continue;
    if (decided++ % 64 === 63 && completion.isOver()) return false;
    const isFixed = valuesToTry(state, variable, completion).some((value) => {
      const mark = state.mark();
      if (bounds.fix(variable, value) && state.propagate()) return true;
      state.undo(mark);
      return false;
    });
    if (!isFixed) return false;
  }
  return true;
}

function valuesToTry({ bounds }: State, variable: number, { worth, flips, random }: Completion): number[] {
  const [lower, upper] = [bounds.lower[variable]!, bounds.upper[variable]!];
  const ends = worth.cost[variable]! < 0 ? [upper, lower] : [lower, upper];
  if (flips === 0 || random.unit() >= flips) return ends;
  return [lower + Math.floor(random.unit() * (upper - lower + 1)), ...ends];
}

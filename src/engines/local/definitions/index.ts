import type { Columns, Matrix } from '../../matrix.ts';
import { Draft } from './draft.ts';
import { equations } from './equations.ts';
import { extremes } from './extremes.ts';
import { deviations, fills } from './fills.ts';
import { gates } from './gates.ts';
import { type Definitions, inOrder } from './order.ts';

export type { Definitions };

/**
 * Finds columns whose best value follows from the others, so that a search need not move them.
 *
 * *Means* four forms, tried in this order:
 * - `y = sum`: an equation with a coefficient of 1 or -1 for y, where y alone stands on its side, or is the costliest
 *   of a choice (the way out when nothing is chosen);
 * - gates: a clause with y, when y's literal excludes each other literal of it, so that y's literal is exactly "none of
 *   the others", as in and, or, and their negations;
 * - extremes: y costs, or is an integer, and in every row that a larger y helps, nothing else helps in that direction:
 *   then the smallest value that those rows allow is best, as in a maximum; likewise the largest when y gains;
 * - fills: several columns that occur in one row only, and that alone can help it, take what it needs, cheapest first,
 *   as the growing steps of a convex cost do.
 * What would follow from itself, through others, stays a decision.
 *
 * *Source* one-way constraints (invariants) of constraint-based local search: P. Van Hentenryck and L. Michel,
 * "Constraint-Based Local Search", MIT Press 2005.
 */
export function definitionsOf(matrix: Matrix, columns: Columns): Definitions {
  const draft = new Draft(matrix, columns);
  deviations(draft);
  equations(draft);
  gates(draft);
  extremes(draft);
  fills(draft);
  return inOrder(draft);
}

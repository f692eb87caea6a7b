import { DovetailError } from '../../errors.ts';
import type { Constraint } from '../../language/constraints/index.ts';
import { domainSize } from '../../language/domain.ts';
import type { Expression } from '../../language/expression.ts';
import type { Model } from '../../language/model.ts';

/**
 * Values that CP-SAT gives an indicator each, at most: its memory, which WebAssembly limits to 2 GB, was full with an
 * inverse of 2 x 1500 variables of 1500 values, and not with one of 2 x 1000 of 1000.
 */
const MOST_VALUES = 2_500_000;

/**
 * Pairs of events of a reservoir that CP-SAT orders by an indicator each, at most: its memory was full with 3000 events,
 * and not with 2000.
 */
const MOST_PAIRS = 4_000_000;

/**
 * Refuses a model that CP-SAT would expand beyond its memory. *Errors* `engine/unsupported` with the number of values, or
 * of pairs.
 */
export function requireRoom(model: Model): void {
  requireRoomForValues(model);
  requireRoomForPairs(model);
}

function requireRoomForValues(model: Model): void {
  const sizeOf = (variable: number): number => domainSize(model.variables[variable]!.domain);
  const values = model.constraints.reduce((sum, constraint) => sum + encodedOf(constraint, sizeOf), 0);
  if (values <= MOST_VALUES) return;
  throw new DovetailError(
    'engine/unsupported',
    `CP-SAT would give each of ${values} values a variable of its own; it has room for ${MOST_VALUES}.`,
    { maybe: 'use smaller domains or fewer variables in inverse, table, element and automaton.', details: { values } },
  );
}

function requireRoomForPairs({ constraints }: Model): void {
  const pairs = constraints.reduce((sum, c) => sum + (c.kind === 'reservoir' ? c.times.length ** 2 : 0), 0);
  if (pairs <= MOST_PAIRS) return;
  throw new DovetailError(
    'engine/unsupported',
    `CP-SAT would order each of ${pairs} pairs of events by a variable of its own; it has room for ${MOST_PAIRS}.`,
    { maybe: 'use fewer events in a reservoir.', details: { pairs } },
  );
}

/** How many values CP-SAT encodes for a constraint: those of the domains, as far as the constraint lists them. */
function encodedOf(constraint: Constraint, sizeOf: (variable: number) => number): number {
  const sizes = (vars: readonly number[], listed: number): number =>
    vars.reduce((sum, variable) => sum + Math.min(sizeOf(variable), listed), 0);
  switch (constraint.kind) {
    case 'inverse':
      return sizes([...constraint.direct, ...constraint.inverse], constraint.direct.length);
    case 'table':
      return sizes(varsOf(constraint.exprs), constraint.tuples.length);
    case 'automaton':
      return sizes(varsOf(constraint.exprs), constraint.transitions.length);
    case 'element':
      return sizes(constraint.index.vars, constraint.exprs.length);
    default:
      return 0;
  }
}

function varsOf(exprs: readonly Pick<Expression, 'vars'>[]): number[] {
  return exprs.flatMap(({ vars }) => vars);
}

import type { Matrix } from '../../matrix.ts';
import { Random } from '../../random.ts';
import { construct } from './construct.ts';
import { type Choices, choicesOf } from './problem.ts';
import { ChoiceState } from './state.ts';

/** A first solution of a model of choices, in milliseconds; undefined for others, and where it would need repairs. */
export function firstChoices(matrix: Matrix): Float64Array | undefined {
  const choices = choicesOf(matrix);
  if (!choices) return undefined;
  const state = new ChoiceState(choices);
  return construct(state, new Random(1), () => true) ? valuesOf(matrix, choices, state.chosen) : undefined;
}

/** The values of the columns when the choices have taken these members. */
export function valuesOf(matrix: Matrix, { columnOf }: Choices, chosen: Int32Array): Float64Array {
  // Columns of no choice are fixed, and so is what a choice must not take.
  const values = matrix.colLower.slice();
  for (const member of chosen) if (columnOf[member]! >= 0) values[columnOf[member]!] = 1;
  return values;
}

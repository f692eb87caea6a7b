import { type Choices, choicesOf } from '../../../../src/engines/local/choices/problem.ts';
import { ChoiceState } from '../../../../src/engines/local/choices/state.ts';
import type { Matrix } from '../../../../src/engines/matrix.ts';
import { directMatrixOf } from '../../../../src/engines/rows.ts';
import type { Model } from '../../../../src/language/model.ts';

/** A model that is read as choices, with a state in which the named columns are taken. */
export function stateOf(model: Model, taken: readonly number[] = []): Read {
  const matrix = directMatrixOf(model)!;
  const choices = choicesOf(matrix)!;
  const state = new ChoiceState(choices);
  for (const column of taken) state.shift(choices.choiceOf[choices.memberOf[column]!]!, choices.memberOf[column]!);
  return { matrix, choices, state };
}

export interface Read {
  readonly matrix: Matrix;
  readonly choices: Choices;
  readonly state: ChoiceState;
}

/** The columns that are taken, rising. */
export function takenOf({ choices, chosen }: ChoiceState): number[] {
  return [...chosen]
    .filter((member) => member >= 0)
    .map((member) => choices.columnOf[member]!)
    .filter((column) => column >= 0)
    .sort((a, b) => a - b);
}

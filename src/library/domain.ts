import type { InputOf, SolutionOf } from '../client/wire/ofModel.ts';
import { DovetailError } from '../errors.ts';
import type { DomainModel, ReviewReport } from '../solve/domainModel.ts';
import type { Warning } from '../solve/issue.ts';
import type { DomainResult } from '../solve/result.ts';
import { type DomainRun, type DomainSolveOptions, solveDomain as solveAny } from '../solve/solveDomain.ts';

/** A domain model by its name, from which the compiler knows the types of inputs and solutions. */
type Named<Name extends string> = DomainModel & { readonly name: Name };

/** What a domain model makes of one input. */
export interface DomainSolved<Name extends string = string> extends Omit<DomainRun, 'answer'> {
  /** What is placed, what is not and why, what it costs; absent when nothing was found. */
  readonly answer?: {
    readonly solution: SolutionOf<Name>;
    readonly result: DomainResult;
    readonly review: ReviewReport;
  };
}

/**
 * Solves an input of a domain model, and reviews the schedule by the model's own rules, which know nothing of how it was
 * found.
 *
 * *Errors* `input/usage` for what is not a domain model; `input/shape` and `input/invalid` with every fault of the
 * input at its JSON pointer.
 */
export async function solveDomain<Name extends string>(
  model: Named<Name>,
  input: InputOf<Name>,
  options: DomainSolveOptions = {},
): Promise<DomainSolved<Name>> {
  return (await solveAny(required(model), input, options)) as DomainSolved<Name>;
}

/**
 * Judges a schedule by the rules alone, whoever made it: what breaks a hard rule, and what the soft ones cost.
 *
 * *Errors* `input/usage` for what is not a domain model; `input/shape` and `input/invalid` with every fault of the
 * input, or of the solution, at its JSON pointer.
 */
export function reviewSolution<Name extends string>(
  model: Named<Name>,
  input: InputOf<Name>,
  solution: SolutionOf<Name>,
): ReviewReport {
  const problem = required(model).parse(input);
  return model.review(problem, model.parseSolution(problem, solution));
}

/**
 * What has no effect in an input, such as a rule that can decide nothing; none when it is as it should be.
 *
 * *Errors* `input/usage` for what is not a domain model; `input/shape` and `input/invalid` with every fault at its JSON
 * pointer.
 */
export function validateInput<Name extends string>(model: Named<Name>, input: InputOf<Name>): readonly Warning[] {
  const { parse, warnings } = required(model);
  return warnings(parse(input));
}

/** Programs without types may give the name of a model in place of the model. */
function required<Model extends DomainModel>(model: Model): Model {
  if (typeof model?.parse === 'function') return model;
  throw new DovetailError('input/usage', 'What comes first has to be a domain model.', {
    maybe: "import the model itself from 'dovetail', and give that in place of its name.",
  });
}

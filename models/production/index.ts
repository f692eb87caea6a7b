import { examplesBeside, generatorOf } from '../../src/domain/examples.ts';
import { ruledModel } from '../../src/domain/ruledModel.ts';
import { ACCEPTS } from './accepts.ts';
import { sequenced } from './dispatch/first.ts';
import { generate, REFERENCE_SIZES } from './generate.ts';
import { inputSchema } from './input.ts';
import { LISTS } from './lists.ts';
import { buildFrom, changesIn } from './model.ts';
import { parse } from './parse.ts';
import { parseSolution, readSolution } from './parseSolution.ts';
import { isSamePlace, type Problem, type Run } from './problem.ts';
import { productionFor } from './productionOf.ts';
import { runsAt, valuesOf } from './read.ts';
import { TEMPLATES } from './rules/index.ts';
import { show } from './show.ts';
import { knownIn, runsIn, type Solution, solutionOf, solutionSchema } from './solution.ts';
import { absence } from './whatIf/absence.ts';
import { budgeted } from './whatIf/budget.ts';
import { demanded } from './whatIf/demand.ts';
import { frozenOn } from './whatIf/frozenOn.ts';
import { goals } from './whatIf/goals.ts';
import { reopened } from './whatIf/reopened.ts';
import { whereOf } from './where.ts';

/** Orders on machines with operators: the rules are in `rules/`, the README has their formulas. */
export const production = ruledModel({
  name: 'production',
  description:
    'Orders to produce: operations on machines with operators, inside calendars, with as little delay as can be.',
  templates: TEMPLATES,
  inputSchema,
  solutionSchema,
  horizon: 'horizon',
  frozenOn,
  parse,
  ruledOf: productionFor,
  readSolution,
  parseSolution: ({ problem }, value) => parseSolution(problem, value),
  knownIn,
  proposalsIn,
  solutionOf,
  placementsIn: (problem, solution) => {
    const pins = problem.fixed.filter(({ origin }) => origin === 'pin');
    return [...pins, ...proposalsIn(problem, solution)]
      .sort((a, b) => a.item - b.item)
      .map((run) => ({ item: run.id, ...whereOf(problem, run) }));
  },
  build: buildFrom,
  read: (built, values) => [...pinsOf(built.problem), ...runsAt(built, values)],
  placedIn: ({ posting }, values) => posting.operations.filter(({ presence }) => values[presence] === 1).length,
  placeable: ({ posting }) => posting.operations.length,
  startFrom: valuesOf,
  changes: changesIn,
  demanded,
  goals,
  budgeted,
  reopened,
  absence,
  lists: LISTS,
  accepts: ACCEPTS,
  show,
  ...examplesBeside(import.meta.url),
  generator: generatorOf(REFERENCE_SIZES.F1, generate),
});

function pinsOf({ fixed }: Problem): Run[] {
  return fixed.filter(({ origin }) => origin === 'pin');
}

/** What a solution places besides pins; of a sequence alone, what it becomes when it is built as it is given. */
function proposalsIn(problem: Problem, solution: Solution): Run[] {
  if (solution.operations.length === 0 && solution.sequence.length > 0) return sequenced(problem, solution.sequence);
  return runsIn(problem, solution).filter(
    (run) => !problem.fixed.some((one) => one.item === run.item && one.origin === 'pin' && isSamePlace(one, run)),
  );
}

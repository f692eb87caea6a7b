import { examplesBeside, generatorOf } from '../../src/domain/examples.ts';
import { ruledModel } from '../../src/domain/ruledModel.ts';
import { ACCEPTS } from './accepts.ts';
import { generate, REFERENCE_SIZES } from './generate.ts';
import { inputSchema } from './input.ts';
import { LISTS } from './lists.ts';
import { buildFrom } from './model.ts';
import { parse } from './parse.ts';
import { placementsIn } from './parts.ts';
import { STRATEGY_NAMES } from './profiles.ts';
import { placesIn, startFrom } from './read.ts';
import { lostIn } from './rules/changes.ts';
import { TEMPLATES } from './rules/index.ts';
import { sessionsFor } from './sessionsOf.ts';
import { show } from './show.ts';
import { knownIn, numbered, parseSolution, proposalsIn, readSolution, solutionOf, solutionSchema } from './solution.ts';
import { absence } from './whatIf/absence.ts';
import { demanded } from './whatIf/demand.ts';
import { budgeted, goals } from './whatIf/goals.ts';
import { reopened } from './whatIf/reopened.ts';

/** Weekly sessions of students with providers: the rules are in `rules/`, the README has their formulas. */
export const sessions = ruledModel({
  name: 'sessions',
  description: 'Weekly sessions to place: students with providers around bells, activities, hours and work at sites.',
  strategies: STRATEGY_NAMES,
  templates: TEMPLATES,
  inputSchema,
  solutionSchema,
  parse,
  ruledOf: sessionsFor,
  readSolution,
  parseSolution,
  // The sessions of a student are told apart by their numbers only, as in `ann#2`.
  classOf: (item) => item.slice(0, item.lastIndexOf('#')),
  knownIn,
  proposalsIn,
  solutionOf,
  placementsIn,
  build: buildFrom,
  read: (built, values) => [...built.posting.pins, ...numbered(built.problem, placesIn(built, values))],
  placedIn: (built, values) => placesIn(built, values).length,
  placeable: ({ posting, problem }) =>
    problem.students.reduce((all, one) => all + (posting.hasCells(one) ? one.open : 0), 0),
  startFrom,
  changes: ({ posting }) => lostIn(posting),
  demanded,
  goals,
  budgeted,
  reopened,
  absence,
  lists: LISTS,
  accepts: ACCEPTS,
  show,
  ...examplesBeside(import.meta.url),
  generator: generatorOf(REFERENCE_SIZES.E1, generate),
});

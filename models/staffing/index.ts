import { examplesBeside, generatorOf } from '../../src/domain/examples.ts';
import { ruledModel } from '../../src/domain/ruledModel.ts';
import { ACCEPTS } from './accepts.ts';
import { generate, REFERENCE_SIZES } from './generate.ts';
import { inputSchema } from './input.ts';
import { LISTS } from './lists.ts';
import { buildFrom } from './model.ts';
import { parse } from './parse.ts';
import { read } from './read.ts';
import { TEMPLATES } from './rules/index.ts';
import { show } from './show.ts';
import { knownIn, parseSolution, proposalsIn, readSolution, solutionOf, solutionSchema } from './solution.ts';
import { staffFor } from './staffingOf.ts';
import { absence } from './whatIf/absence.ts';
import { demanded } from './whatIf/demand.ts';
import { budgeted, goals } from './whatIf/goals.ts';
import { placementsIn } from './whatIf/placements.ts';
import { reopened } from './whatIf/reopened.ts';
import { startFrom } from './whatIf/start.ts';

/** Events on days with employees: the rules are in `rules/`, the README has their formulas. */
export const staffing = ruledModel({
  name: 'staffing',
  description: 'Events to staff: who does what on which day, with roles, availability, caps, rotation and fairness.',
  templates: TEMPLATES,
  inputSchema,
  solutionSchema,
  parse,
  ruledOf: staffFor,
  readSolution,
  parseSolution,
  knownIn,
  proposalsIn,
  solutionOf,
  placementsIn,
  build: buildFrom,
  read: (built, values) => [...built.posting.pins, ...read(built, values)],
  placedIn({ cells, firstCell }, values) {
    let placed = 0;
    for (let cell = 0; cell < cells.count; cell++) if (values[firstCell + cell] === 1) placed++;
    return placed;
  },
  placeable: ({ posting, problem }) => problem.open.filter(({ index }) => posting.hasCells(index)).length,
  startFrom,
  changes: ({ changes }) => changes,
  demanded,
  goals,
  budgeted,
  reopened,
  absence,
  lists: LISTS,
  horizon: 'horizon',
  accepts: ACCEPTS,
  show,
  ...examplesBeside(import.meta.url),
  generator: generatorOf(REFERENCE_SIZES.R1, generate),
});

import type { WhatIf } from '../../src/solve/whatIf.ts';
import { hardRules } from './fixes/hardRules.ts';
import { relaxations } from './fixes/relaxations.ts';
import type { Input } from './input.ts';
import type { Built } from './model.ts';
import { readSolution } from './parseSolution.ts';
import { staffFor } from './staffingOf.ts';
import { demanded } from './whatIf/demand.ts';
import { budgeted, goals } from './whatIf/goals.ts';
import { placementsIn } from './whatIf/placements.ts';
import { reopened } from './whatIf/reopened.ts';
import { startOf } from './whatIf/start.ts';

/** What one may ask of a staffing problem once it has a schedule. */
export const whatIf: WhatIf<Input, Built> = {
  startOf,
  placements: (input, solution) => placementsIn(staffFor(input).problem, readSolution(solution)),
  changes: ({ changes }) => changes,
  demanded,
  relaxations,
  hardRules,
  goals,
  reopened,
  budgeted,
};

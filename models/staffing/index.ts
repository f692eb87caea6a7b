import { readFileSync } from 'node:fs';
import { parse as parseYaml } from 'yaml';
import { whyNot } from '../../src/domain/explain/whyNot.ts';
import { whyThis } from '../../src/domain/explain/whyThis.ts';
import { ledgerOf } from '../../src/domain/ledger.ts';
import { resultOf } from '../../src/domain/result.ts';
import { review } from '../../src/domain/review.ts';
import type { DomainModel, ReviewReport } from '../../src/solve/domainModel.ts';
import { conflictsOf } from './conflicts.ts';
import { eventCalled } from './eventCalled.ts';
import { generate, REFERENCE_SIZES } from './generate.ts';
import { type Input, inputSchema } from './input.ts';
import { type Built, build } from './model.ts';
import { parse } from './parse.ts';
import { parseSolution } from './parseSolution.ts';
import { read } from './read.ts';
import { show } from './show.ts';
import { proposalsIn, type Solution, solutionOf, solutionSchema } from './solution.ts';
import { staffFor } from './staffingOf.ts';
import { tally } from './tally.ts';
import { warningsOf } from './warnings.ts';
import { whatIf } from './whatIf.ts';

/** Events on days with employees: the rules are in `rules/`, the README has their formulas. */
export const staffing: DomainModel<Input, Built> = {
  name: 'staffing',
  description: 'Events to staff: who does what on which day, with roles, availability, caps, rotation and fairness.',
  inputSchema,
  solutionSchema,
  parse,
  parseSolution: (input, value) => parseSolution(staffFor(input).problem, value),
  warnings: (input) => warningsOf(staffFor(input)),
  build,
  read: (built, values) => solutionOf(built.problem, [...built.posting.pins, ...read(built, values)]),
  review: (input, solution) => reviewReport(input, solution as Solution),
  result: (built, solution, proof) => resultOf(built, proposalsIn(built.problem, solution as Solution), proof),
  ledger: ledgerOf,
  whyNot(input, solution, item) {
    const { event, schedule, staff } = lookUp(input, solution as Solution, item);
    return whyNot(staff, schedule, event);
  },
  whyThis(input, solution, item) {
    const { event, schedule, staff } = lookUp(input, solution as Solution, item);
    return whyThis(staff, schedule, event);
  },
  tally,
  show,
  example: () => JSON.parse(readFileSync(new URL('./example.json', import.meta.url), 'utf8')),
  demo: () => parseYaml(readFileSync(new URL('./demo.yaml', import.meta.url), 'utf8')),
  generator: {
    sizes: REFERENCE_SIZES.R1,
    generate: (sizes) => generate({ ...REFERENCE_SIZES.R1, seed: 1, ...sizes }),
  },
  whatIf,
};

function reviewReport(input: Input, solution: Solution): ReviewReport {
  const staff = staffFor(input);
  const { breaches, findings, schedule } = review(staff, proposalsIn(staff.problem, solution));
  return {
    isLegal: breaches.length === 0,
    issues: breaches.map(({ assignments, rule, text }) => ({ rule, text, items: assignments.map(({ id }) => id) })),
    conflicts: conflictsOf(staff, schedule),
    penalty: findings.penalty,
    penalties: Object.fromEntries(findings.penalties),
  };
}

function lookUp(input: Input, solution: Solution, item: string) {
  const staff = staffFor(input);
  const { schedule } = review(staff, proposalsIn(staff.problem, solution));
  return { staff, schedule, event: eventCalled(staff.problem, item) };
}

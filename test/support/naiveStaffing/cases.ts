import { staffing } from '../../../models/staffing/index.ts';
import type { Input } from '../../../models/staffing/input.ts';
import type { Solution } from '../../../models/staffing/solution.ts';
import type { ReviewReport } from '../../../src/solve/domainModel.ts';
import { type NaiveReview, naiveReview } from '../naiveStaffing.ts';
import { drawFrom } from './draw.ts';
import { rulesOf } from './facts.ts';
import { drawInput } from './inputs.ts';
import { drawLegal, drawNear, drawWild, isLegal } from './schedules.ts';

/** One schedule with what the two reviews have to say the same of. */
export interface ReviewCase {
  readonly name: string;
  readonly input: Input;
  readonly solution: Solution;
  /** What is left when the review has withdrawn what breaks a rule. */
  readonly kept: Solution;
  readonly report: ReviewReport;
  /** What the schedule breaks as it was proposed. */
  readonly hard: NaiveReview['hard'];
  /** What is left costs. */
  readonly soft: NaiveReview['soft'];
}

/** A legal schedule, one with a mistake or two, and one without care, of each of this many inputs. */
export function reviewCases(inputs: number): ReviewCase[] {
  return Array.from({ length: inputs }, (_, seed) => {
    const draw = drawFrom(seed);
    const input = drawInput(draw);
    const drawn = { legal: drawLegal(draw, input), near: drawNear(draw, input), wild: drawWild(draw, input) };
    return Object.entries(drawn).map(([kind, solution]) => caseOf(`${kind} ${seed}`, input, solution));
  }).flat();
}

function caseOf(name: string, input: Input, solution: Solution): ReviewCase {
  const kept = isLegal(input, solution) ? solution : keptOf(input, solution);
  const report = staffing.review(input, solution);
  const { hard } = naiveReview(input, solution);
  return { name, input, solution, kept, report, hard, soft: naiveReview(input, kept).soft };
}

/** The proposals that a run would return of a schedule, by the names of the result. */
function keptOf(input: Input, solution: Solution): Solution {
  const { placed } = staffing.result(staffing.build(input), solution, 'none');
  const places = new Set(placed.map(({ item, who, at: { day, block } }) => `${item} ${who} ${day} ${block ?? ''}`));
  const once = new Map(solution.assignments.map((one) => [placeOf(one), one]));
  return { assignments: [...once.values()].filter((one) => places.has(placeOf(one))) };
}

function placeOf({ event, employee, day, block }: Solution['assignments'][number]): string {
  return `${event} ${employee} ${day} ${block ?? ''}`;
}

/** In what a report differs from what is expected: the set of broken rules, and each penalty. */
export function differences({ hard, soft }: ReviewCase, report: ReviewReport): string[] {
  const broken = new Set(report.issues.map(({ rule }) => rule));
  const rules = [...new Set([...broken, ...Object.keys(hard)])].filter((id) => broken.has(id) !== id in hard);
  const ids = [...new Set([...Object.keys(report.penalties), ...Object.keys(soft)])];
  const charged = ids.filter((id) => report.penalties[id] !== soft[id]);
  const sum = Object.values(soft).reduce((total, penalty) => total + penalty, 0);
  return [
    ...rules.map((id) => `${id} is ${broken.has(id) ? '' : 'not '}broken`),
    ...charged.map((id) => `${id} costs ${report.penalties[id]}, expected ${soft[id]}`),
    ...(report.penalty === sum ? [] : [`all costs ${report.penalty}, expected ${sum}`]),
    ...(report.isLegal === (Object.keys(hard).length === 0) ? [] : [`legal is ${report.isLegal}`]),
  ];
}

/** How often rules are in force, how often each was broken, and how often it was charged. */
export function occurrences(cases: readonly ReviewCase[]) {
  const of = (ids: (one: ReviewCase) => readonly string[]) => {
    const counts: Record<string, number> = {};
    for (const one of cases) for (const id of ids(one)) counts[id] = (counts[id] ?? 0) + 1;
    return counts;
  };
  return {
    inForce: of(({ input }) => rulesOf(input).map(({ id }) => id)),
    broken: of(({ hard }) => Object.keys(hard)),
    charged: of(({ soft }) => Object.keys(soft).filter((id) => soft[id] !== 0)),
  };
}

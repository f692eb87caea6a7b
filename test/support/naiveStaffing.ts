import type { Input } from '../../models/staffing/input.ts';
import type { Solution } from '../../models/staffing/solution.ts';
import { brokenRules } from './naiveStaffing/hard.ts';
import { penaltiesOf } from './naiveStaffing/soft.ts';
import { worksOf } from './naiveStaffing/works.ts';

/** What a plain reading of the rules says about a schedule. */
export interface NaiveReview {
  /** By the id of each broken rule, the events of the proposals that break it. */
  readonly hard: Readonly<Record<string, readonly string[]>>;
  /** By the id of each soft rule that is on, what the schedule as it stands costs. */
  readonly soft: Readonly<Record<string, number>>;
}

/**
 * A second review of a schedule, made for comparison: every pair of assignments, dates as strings, nothing prepared.
 *
 * *Means* what the rules say, read again; it shares data with the model, the profile's numbers, and no code.
 * *Limits* quadratic and worse: for small inputs. Penalties are of the schedule as given, none of it withdrawn.
 */
export function naiveReview(input: Input, solution: Solution): NaiveReview {
  const works = worksOf(input, solution);
  return { hard: brokenRules(input, works), soft: penaltiesOf(input, works) };
}

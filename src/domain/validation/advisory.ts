import type { Severity } from '../../solve/issue.ts';
import type { World } from '../world.ts';

/** Something that is told of work in place, and that no run is bound by. */
export interface Advisory<W extends World> {
  readonly id: string;
  readonly severity: Exclude<Severity, 'critical'>;
  /** *Limits* linear in the work, as the checks of rules are. */
  check(problem: W['problem'], schedule: W['schedule'], tell: (advice: AdvisoryNote<W>) => void): void;
}

/** One thing that an advisory has to say. */
export interface AdvisoryNote<W extends World> {
  /** One sentence. */
  readonly text: string;
  readonly work: readonly W['work'][];
  /** Items that it is about and that have no place. */
  readonly unplaced?: readonly W['item'][];
  /** The days, or other times, where no work says so. */
  readonly when?: readonly string[];
}

import type { Ruled } from '../../src/domain/parts.ts';
import type { World } from '../../src/domain/world.ts';
import type { Closing } from './closing.ts';
import type { Posting } from './posting.ts';
import type { Assignment, Companion, Domains, EventInfo, Problem } from './problem.ts';
import type { Relief } from './rules/relief.ts';
import type { Schedule } from './schedule.ts';
import type { Context } from './validate/context.ts';

/** The types of the staffing model, by the part that each plays. */
export interface Staff extends World {
  readonly problem: Problem;
  readonly item: EventInfo;
  readonly work: Assignment;
  readonly schedule: Schedule;
  readonly place: Companion;
  readonly domains: Domains;
  readonly closing: Closing;
  readonly posting: Posting;
  readonly relief: Relief;
  readonly context: Context;
}

/** A problem and the rules that are in force. */
export type Staffing = Ruled<Staff>;

import type { Ruled } from '../../src/domain/parts.ts';
import type * as kit from '../../src/domain/rules/rule.ts';
import type { World } from '../../src/domain/world.ts';
import type { Posting } from './posting.ts';
import type { Domains, OperationInfo, Problem, Run, Spot } from './problem.ts';
import type { Relief } from './relief.ts';
import type { Schedule } from './schedule.ts';
import type { Context } from './validate/context.ts';

/** The types of the production model, by the part that each plays. */
export interface Workshop extends World {
  readonly problem: Problem;
  readonly item: OperationInfo;
  readonly work: Run;
  readonly schedule: Schedule;
  readonly place: Spot;
  readonly domains: Domains;
  readonly posting: Posting;
  readonly relief: Relief;
  readonly context: Context;
}

/** A problem and the rules that are in force. */
export type Production = Ruled<Workshop>;

export type Rule<P = unknown> = kit.Rule<Workshop, P>;
export type ActiveRule = kit.ActiveRule<Workshop>;
export type Checking = kit.Checking<Workshop>;
export type PlaceQuestion = kit.PlaceQuestion<Workshop>;
export type Explanation = kit.Explanation<Workshop>;
export type { InForce } from '../../src/domain/rules/rule.ts';

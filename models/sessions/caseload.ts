import type { Ruled } from '../../src/domain/parts.ts';
import type * as kit from '../../src/domain/rules/rule.ts';
import type { World } from '../../src/domain/world.ts';
import type { Posting } from './posting/posting.ts';
import type { Domains, ItemInfo, Problem, Session, Spot } from './problem.ts';
import type { Relief } from './relief.ts';
import type { Schedule } from './schedule.ts';
import type { Context } from './validate/context.ts';

/** The types of the sessions model, by the part that each plays. */
export interface Caseload extends World {
  readonly problem: Problem;
  readonly item: ItemInfo;
  readonly work: Session;
  readonly schedule: Schedule;
  readonly place: Spot;
  readonly domains: Domains;
  readonly closing: object;
  readonly posting: Posting;
  readonly relief: Relief;
  readonly context: Context;
}

/** A problem and the rules that are in force. */
export type Sessions = Ruled<Caseload>;

export type Rule<P = unknown> = kit.Rule<Caseload, P>;
export type ActiveRule = kit.ActiveRule<Caseload>;
export type Checking = kit.Checking<Caseload>;
export type PlaceQuestion = kit.PlaceQuestion<Caseload>;
export type Explanation = kit.Explanation<Caseload>;
export type { InForce } from '../../src/domain/rules/rule.ts';

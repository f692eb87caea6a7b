import type { Change } from '../../solve/change.ts';
import type { ActiveRule } from '../rules/rule.ts';
import type { World } from '../world.ts';
import type { WholeRelief } from './wholeRelief.ts';

/** A rule made milder in one way. */
export interface ReliefStep<W extends World> {
  readonly rule: ActiveRule<W>;
  readonly relief: W['relief'] | WholeRelief;
}

/** Steps that may save costs of some items. */
export interface Cheaper<W extends World> {
  readonly steps: readonly ReliefStep<W>[];
  readonly items: readonly string[];
}

/** What a step says to a person, and to the input. */
export interface SaidRelief {
  readonly text: string;
  readonly changes: readonly Change[];
}

/** A step by a relief of the domain model's own, which does not change the rule as a whole. */
export interface OwnStep<W extends World> {
  readonly rule: ActiveRule<W>;
  readonly relief: W['relief'];
}

/** What a domain model's reliefs mean; declared once for each model. */
export interface Reliefs<W extends World> {
  /** A step as a sentence and as changes of the input; undefined when the input has no room for it. */
  say(problem: W['problem'], input: W['problem']['input'], step: OwnStep<W>): SaidRelief | undefined;
  /** Kinds that are as unwelcome as two others: facts about somebody's job are changed after limits. */
  readonly unwelcome?: ReadonlySet<W['relief']['kind']>;
  /** Takes a pin of some work out. */
  unpin(work: W['work']): W['relief'];
  /** What else there is to take back when nothing holds at all, such as frozen days. */
  takeBack?(problem: W['problem'], rules: readonly ActiveRule<W>[]): OwnStep<W>[];
  /** What might make a schedule cost less, whatever it leaves out, the most promising first; nothing when absent. */
  cheaper?(problem: W['problem'], rules: readonly ActiveRule<W>[], schedule: W['schedule']): readonly Cheaper<W>[];
  /** Every place that an item might have, also with other facts about it; those that it has when absent. */
  placesAround?(problem: W['problem'], item: W['item']): readonly W['place'][];
}

import type { ActiveRule } from './rules/rule.ts';
import type { World } from './world.ts';

/** What the kit asks of a domain model about its parts; everything else is said by rules. */
export interface Parts<W extends World> {
  /** Groups work, as the checks need it. *Limits* linear in the work. */
  scheduleOf(problem: W['problem'], work: Iterable<W['work']>): W['schedule'];
  /** Position of a piece of work in the order of priority: of two that exclude each other, the lower one stays. */
  rankOf(problem: W['problem'], work: W['work']): number;
}

/** A problem and the rules that are in force. */
export interface Ruled<W extends World> {
  readonly parts: Parts<W>;
  readonly problem: W['problem'];
  readonly rules: readonly ActiveRule<W>[];
}

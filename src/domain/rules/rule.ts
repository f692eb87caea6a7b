import type { z } from 'zod';
import { HARDNESSES, type Hardness } from '../../solve/hardness.ts';
import type { WholeRelief } from '../fixes/wholeRelief.ts';
import type { World } from '../world.ts';

/** A rule as it counts in one run: a template with its numbers. */
export interface InForce<P> {
  readonly id: string;
  readonly parameters: P;
  readonly hardness: Hardness;
  /** Of a soft rule or a preference: `round(weight x multiplier)`; 0 of a hard one. */
  readonly weight: number;
}

/** What a check looks at and reports to. */
export interface Checking<W extends World> {
  readonly problem: W['problem'];
  readonly schedule: W['schedule'];
  breaks(breach: Breach<W>): void;
  /** Adds to the penalty: the share of a piece of work, of an unplaced item, or of nobody in particular. */
  costs(amount: number, share?: W['work'] | W['item']): void;
}

/** One way in which a schedule breaks a rule. */
export interface Breach<W extends World> {
  readonly text: string;
  /** How much it breaks it, 1 when absent: what is paid times the weight where the rule is not hard. */
  readonly size?: number;
  /**
   * The unit in which it breaks it, such as somebody's day: where the rule is not hard, one costs the weight however often
   * it is broken, and nothing where only fixed work does.
   */
  readonly unit?: number;
  /** The work that takes part; at least one of the run, or none when work is missing. */
  readonly assignments: readonly W['work'][];
  /** What must go so that the rest no longer breaks the rule in this way; never posted work. */
  readonly withdraw: readonly W['work'][];
}

/** A breach with the rule that it breaks. */
export interface RuleBreach<W extends World> extends Breach<W> {
  readonly rule: string;
}

/** May this item be added to this schedule, here? The item itself is not in the schedule. */
export interface PlaceQuestion<W extends World> {
  readonly problem: W['problem'];
  readonly schedule: W['schedule'];
  readonly candidate: W['work'];
  readonly item: W['item'];
}

/** Why a rule forbids a candidate, or what a soft rule thinks of it. */
export interface Explanation<W extends World> {
  readonly text: string;
  /** Work that is in the way. */
  readonly by?: readonly W['work'][];
  /** What would make it possible. */
  readonly needs?: string;
  /** The candidate lacks company: any one of these would do; empty when there is none to be had. */
  readonly missing?: readonly W['place'][];
  /** The one item whose company is lacking, where no other would do. */
  readonly company?: W['item'];
}

/**
 * Everything about one business rule; its file is its only home.
 *
 * `check` is the definition, over a finished schedule; `post` says the same to a model; they share parameters and
 * nothing else. A hard rule concerns what a run adds: posted work that breaks it alone is nobody's breach.
 */
export interface Rule<W extends World, P = unknown> {
  readonly template: string;
  /** Whether it is hard unless an input says otherwise. */
  readonly hard: boolean;
  /**
   * Of a hard template: whether an input may make it soft or a preference. `post` then posts by units, which may be broken
   * ({@link Poster.unit}), or looks at the hardness; `check` tells the unit or the size of each breach; `closes` and
   * `narrows` are not asked. A soft template may always be a preference.
   */
  readonly softens?: true;
  /** One sentence. */
  readonly meaning: string;
  /** The same with the numbers and names of one rule; a template without parameters does without. */
  says?(parameters: P, problem: W['problem']): string;
  readonly parameters: z.ZodType<P>;
  /** Whether somebody may have an own cap for it. */
  readonly hasCap?: true;
  /** Whether the other rules rely on it, so that it cannot be switched off. */
  readonly isEssential?: true;
  /** Whether it may ask for company; such rules are asked last, since company takes time to find. */
  readonly needsCompany?: true;
  /** Whether it looks at the details of a place that {@link World.place} leaves open, such as a block. */
  readonly usesVariant?: true;
  /** Whether its check weighs work against all other work, such as for fairness; of other rules, `Parts.near` says what counts together. */
  readonly isWhole?: true;
  /** Names that the parameters mention, by kind; each must be known. */
  mentions?(parameters: P): Readonly<Record<string, readonly (string | number)[]>>;
  /** Reports what the rule cannot make out in an input. */
  validate?(rule: Pick<InForce<P>, 'id' | 'parameters'>, context: W['context']): void;
  /** Why it can decide nothing in this input, whatever the schedule, and the next step, which is said after "Maybe". */
  idle?(rule: InForce<P>, problem: W['problem']): { readonly text: string; readonly maybe: string } | undefined;
  /** Takes out what cannot be, such as days and people, before any work is looked at. */
  narrows?(rule: InForce<P>, domains: W['domains'], problem: W['problem']): void;
  /** Takes choices out that fixed work, or the lack of other choices, rules out. */
  closes?(rule: InForce<P>, closing: W['closing']): void;
  post(rule: InForce<P>, posting: W['posting']): void;
  check(rule: InForce<P>, checking: Checking<W>): void;
  /** Of a hard rule, what forbids the candidate, if anything; of a soft one, what there is to say about it. */
  explain(rule: InForce<P>, question: PlaceQuestion<W>): Explanation<W> | undefined;
  /** Of a hard rule that forbids the candidate: what would make the rule allow it, the smallest first. */
  relax?(rule: InForce<P>, question: PlaceQuestion<W>): readonly (W['relief'] | WholeRelief)[];
  /** Of a soft rule: the cost of one item at which its score is 0; its weight when absent. */
  worst?(rule: InForce<P>): number;
  /** Of a hard rule: the parameters of the next milder one, as far as they differ. */
  milder?(parameters: P): Partial<P>;
}

/** Every hardness that an input may give a rule of a template. */
export function hardnessesOf<W extends World>({
  hard,
  softens,
}: Pick<Rule<W>, 'hard' | 'softens'>): readonly Hardness[] {
  if (!hard) return ['soft', 'preference'];
  return softens ? HARDNESSES : ['hard'];
}

/** A rule of a run with its template and where its weight comes from. */
export interface ActiveRule<W extends World> extends InForce<unknown> {
  readonly rule: Rule<W>;
  /** Before preferences. */
  readonly ownWeight: number;
  readonly multiplier: number;
}

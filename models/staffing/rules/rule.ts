import type { z } from 'zod';
import type { Closing } from '../closing.ts';
import type { Posting } from '../posting.ts';
import type { Assignment, Domains, EmployeeInfo, EventInfo, Problem } from '../problem.ts';
import type { Schedule } from '../schedule.ts';
import type { Relief } from './relief.ts';

/** A rule as it counts in one run: a template with its numbers. */
export interface InForce<P> {
  readonly id: string;
  readonly parameters: P;
  /** Of a soft rule: `round(weight x multiplier)`; 0 of a hard one. */
  readonly weight: number;
}

/** Names that parameters mention; each must be known. */
export interface Mentions {
  readonly types?: readonly string[];
  readonly roles?: readonly string[];
  readonly rotations?: readonly string[];
  readonly blocks?: readonly number[];
}

/** What a check looks at and reports to. */
export interface Checking {
  readonly problem: Problem;
  readonly schedule: Schedule;
  breaks(breach: Breach): void;
  /** Adds to the penalty: the share of an assignment, of an unplaced event, or of nobody in particular. */
  costs(amount: number, share?: Assignment | EventInfo): void;
}

/** One way in which a schedule breaks a hard rule. */
export interface Breach {
  readonly text: string;
  /** The work that takes part; at least one of the run, or none when work is missing. */
  readonly assignments: readonly Assignment[];
  /** What must go so that the rest no longer breaks the rule in this way; never posted work. */
  readonly withdraw: readonly Assignment[];
}

/** May this event be added to this schedule, here? The event itself is not in the schedule. */
export interface Question {
  readonly problem: Problem;
  readonly schedule: Schedule;
  readonly candidate: Assignment;
  readonly event: EventInfo;
}

/** Other work that would have to be added as well. */
export interface Companion {
  readonly event: EventInfo;
  readonly employee: number;
  readonly day: number;
}

/** Why a rule forbids a candidate, or what a soft rule thinks of it. */
export interface Explanation {
  readonly text: string;
  /** Work that is in the way. */
  readonly by?: readonly Assignment[];
  /** What would make it possible. */
  readonly needs?: string;
  /** The candidate lacks company: any one of these would do; empty when there is none to be had. */
  readonly missing?: readonly Companion[];
}

/**
 * Everything about one business rule; its file is its only home.
 *
 * `check` is the definition, over a finished schedule; `post` says the same to a model; they share parameters and
 * nothing else. A hard rule concerns what a run adds: posted work that breaks it alone is nobody's breach.
 */
export interface Rule<P = unknown> {
  readonly template: string;
  readonly hard: boolean;
  /** One sentence. */
  readonly meaning: string;
  readonly parameters: z.ZodType<P>;
  /** Whether an employee may have an own cap for it. */
  readonly hasCap?: true;
  /** Whether the other rules rely on it, so that it cannot be switched off. */
  readonly isEssential?: true;
  /** Whether it may ask for company; such rules are asked last, since company takes time to find. */
  readonly needsCompany?: true;
  /** Whether it looks at the candidate's block. */
  readonly usesBlock?: true;
  mentions?(parameters: P): Mentions;
  /** Takes days, people and types out before any work is looked at. */
  narrows?(rule: InForce<P>, domains: Domains, problem: Problem): void;
  /** Takes cells out that fixed work, or the lack of other cells, rules out. */
  closes?(rule: InForce<P>, closing: Closing): void;
  post(rule: InForce<P>, posting: Posting): void;
  check(rule: InForce<P>, checking: Checking): void;
  /** Of a hard rule, what forbids the candidate, if anything; of a soft one, what there is to say about it. */
  explain(rule: InForce<P>, question: Question): Explanation | undefined;
  /** Of a hard rule that forbids the candidate: what would make the rule allow it, the smallest first. */
  relax?(rule: InForce<P>, question: Question): readonly Relief[];
  /** Of a hard rule: the parameters of the next milder one, as far as they differ. */
  milder?(parameters: P): Partial<P>;
}

/** A rule of a run with its template and where its weight comes from. */
export interface ActiveRule extends InForce<unknown> {
  readonly rule: Rule;
  /** Before preferences. */
  readonly ownWeight: number;
  readonly multiplier: number;
}

/** A problem and the rules that are in force. */
export interface Staffing {
  readonly problem: Problem;
  readonly rules: readonly ActiveRule[];
}

/** A limit that roles may be exempt from. */
export interface Cap {
  readonly max: number;
  readonly exemptRoles?: readonly string[] | undefined;
}

/** The limit of an employee: the own one, none for an exempt role, or the rule's. */
export function capOf(rule: InForce<Cap>, employee: EmployeeInfo): number {
  const own = employee.caps[rule.id];
  if (own !== undefined) return own;
  return rule.parameters.exemptRoles?.includes(employee.role) ? Number.POSITIVE_INFINITY : rule.parameters.max;
}

/** What fixed work leaves of a limit: nothing when it is beyond it already, since that is not the run's breach. */
export function roomIn(cap: number, taken: number): number {
  return Math.max(0, cap - taken);
}

import type { InputList } from '../../solve/inputLists.ts';
import type { Accepts } from '../accept.ts';
import { type AnsweredFor, answered } from '../conflicts.ts';
import type { Ruled } from '../parts.ts';
import { check, type Findings } from '../review.ts';
import type { RuleBreach } from '../rules/rule.ts';
import { inPlace } from '../validation/inPlace.ts';
import { foundIn, type KeyedIssue, type WorkNames, workNamesOf } from '../validation/issues.ts';
import type { World } from '../world.ts';

/** What a domain model tells of itself so that changes of its inputs can be tried. */
export interface Tried<W extends World> {
  readonly accepts: Accepts<W>;
  readonly lists: readonly InputList[];
  ruledOf(input: W['problem']['input']): Ruled<W>;
  classOf?(item: string): string;
}

/** An input with everything that is in place, all of it answered for: posted work costs what a run's would. */
export interface StandingWork<W extends World> extends AnsweredFor<W> {
  readonly ruled: Ruled<W>;
  /** As the input says it. */
  readonly work: readonly W['work'][];
  readonly names: WorkNames<W>;
}

export function inForceOf<W extends World>({ classOf }: Tried<W>, ruled: Ruled<W>): StandingWork<W> {
  const work = inPlace(ruled);
  return { ruled, work, names: workNamesOf(ruled, classOf), ...answered(ruled, work) };
}

/** How an input stands: its issues and what its work costs. */
export interface Standing<W extends World> extends StandingWork<W> {
  /** The gravest first. */
  readonly issues: readonly KeyedIssue[];
  /** The keys of the critical ones. */
  readonly critical: ReadonlySet<string>;
  readonly findings: Findings<W>;
}

export function standingOf<W extends World>(domain: Tried<W>, ruled: Ruled<W>): Standing<W> {
  const now = inForceOf(domain, ruled);
  const findings = check(ruled, now.schedule);
  const breaches = ofPosted(now, findings);
  const issues = foundIn(ruled, { schedule: now.schedule, breaches }, now.names);
  const critical = issues.filter(({ severity }) => severity === 'critical');
  return { ...now, issues, critical: new Set(critical.map(({ key }) => key)), findings };
}

/** What given work takes part in. */
export function ofPosted<W extends World>({ posted }: AnsweredFor<W>, { breaches }: Findings<W>): RuleBreach<W>[] {
  return breaches.filter(({ assignments }) => assignments.some((work) => posted.has(work)));
}

import { hash } from 'node:crypto';
import { type PlanIssue, SEVERITIES } from '../../solve/issue.ts';
import { breachesOfPosted } from '../conflicts.ts';
import type { Ruled } from '../parts.ts';
import type { RuleBreach } from '../rules/rule.ts';
import type { World } from '../world.ts';
import { inPlace } from './inPlace.ts';

/**
 * What is wrong with work in place, by itself that of the input: each breach of a hard rule, by the checks of the review, and
 * what the advisories of its domain have to say.
 *
 * *Shapes* critical ones first, then warnings, then advice; each in the order of the rules. No two have one id.
 * *Limits* one pass of the checks, linear in the work.
 */
export function issuesOf<W extends World>(ruled: Ruled<W>, classOf?: ClassOf): PlanIssue[] {
  const schedule = ruled.parts.scheduleOf(ruled.problem, inPlace(ruled));
  const breaches = breachesOfPosted(ruled, schedule);
  return foundIn(ruled, { schedule, breaches }, workNamesOf(ruled, classOf)).map(issueOf);
}

/** The same before anybody needs ids, where the breaches of given work are known. */
export function foundIn<W extends World>(
  ruled: Ruled<W>,
  { breaches, schedule }: { readonly schedule: W['schedule']; readonly breaches: readonly RuleBreach<W>[] },
  names: WorkNames<W>,
): KeyedIssue[] {
  const found = new Map<string, KeyedIssue>();
  const add = (issue: KeyedIssue): void => {
    if (!found.has(issue.key)) found.set(issue.key, issue);
  };
  for (const issue of conflictsIn(ruled, breaches, names)) add(issue);
  for (const issue of adviceIn(ruled, schedule, names)) add(issue);
  const grave = (issue: KeyedIssue): number => SEVERITIES.indexOf(issue.severity);
  return [...found.values()].sort((a, b) => grave(a) - grave(b));
}

/** Its id is made of its key, and lasts as long as that. */
export function issueOf({ key, ...issue }: KeyedIssue): PlanIssue {
  return { id: hash('sha256', key).slice(0, 16), ...issue };
}

/** The class of an item, by its id, where items are interchangeable. */
export type ClassOf = ((item: string) => string) | undefined;

/** An issue by what it is made of: what breaks which rule where, and nothing else; neither its order nor its words. */
export interface KeyedIssue extends Omit<PlanIssue, 'id'> {
  readonly key: string;
}

/** The name of some work at its place, or of an item without one. */
export type WorkNames<W extends World> = (of: W['work'] | W['item']) => string;

/** Names of what there is, each made once. */
export function workNamesOf<W extends World>({ parts, problem }: Ruled<W>, classOf: ClassOf): WorkNames<W> {
  const known = new Map<W['work'] | W['item'], string>();
  return (of) => {
    let name = known.get(of);
    if (name === undefined) {
      const item = classOf?.(of.id) ?? of.id;
      name = JSON.stringify('origin' in of ? [item, parts.whereOf(problem, of)] : [item]);
      known.set(of, name);
    }
    return name;
  };
}

/** The critical issues that breaches of given work are. */
export function* conflictsIn<W extends World>(
  ruled: Ruled<W>,
  breaches: readonly RuleBreach<W>[],
  names: WorkNames<W>,
): Generator<KeyedIssue> {
  for (const breach of breaches) {
    const conflict = ruled.parts.conflictOf(ruled, breach);
    if (conflict === undefined) continue;
    const { rule, text, items, who, when } = conflict;
    yield { key: keyOfBreach(breach, names), severity: 'critical', rule, text, items, who, when };
  }
}

/** What advisories have to say, all of them or one. */
export function* adviceIn<W extends World>(
  ruled: Ruled<W>,
  schedule: W['schedule'],
  names: WorkNames<W>,
  only?: string,
): Generator<KeyedIssue> {
  const { parts, problem } = ruled;
  for (const { id, severity, check } of parts.advisories?.(ruled) ?? []) {
    if (only !== undefined && id !== only) continue;
    const found: KeyedIssue[] = [];
    check(problem, schedule, ({ text, work, unplaced = [], when }) => {
      const places = work.map((one) => parts.whereOf(problem, one));
      const days = when ?? places.map(({ at }) => String(at.day ?? ''));
      const about = [...work, ...unplaced];
      found.push({
        key: keyOf(id, about.map(names)),
        severity,
        rule: id,
        text,
        items: about.map((one) => one.id),
        who: distinct(places.map(({ who }) => who)),
        when: distinct(days.filter(Boolean)),
      });
    });
    yield* found;
  }
}

/** How sound a plan is, from 100 down to 0: a critical issue costs 10, a warning 3. */
export function healthOf(issues: readonly Pick<PlanIssue, 'severity'>[]): number {
  const count = (severity: PlanIssue['severity']): number => issues.filter((one) => one.severity === severity).length;
  return Math.max(0, 100 - 10 * count('critical') - 3 * count('warning'));
}

/** The key of the issue that a breach of given work is, where people are told of it. */
export function keyOfBreach<W extends World>({ assignments, rule }: RuleBreach<W>, names: WorkNames<W>): string {
  return keyOf(rule, assignments.map(names));
}

function keyOf(rule: string, names: readonly string[]): string {
  return JSON.stringify([rule, distinct(names)]);
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}

import { createHash } from 'node:crypto';
import { type PlanIssue, SEVERITIES } from '../../solve/result.ts';
import type { Ruled } from '../parts.ts';
import type { World } from '../world.ts';
import { inPlace } from './inPlace.ts';

/**
 * What is wrong with work in place, by itself that of the input: each breach of a hard rule, by the checks of the review, and
 * what the advisories of its domain have to say.
 *
 * *Shapes* critical ones first, then warnings, then advice; each in the order of the rules. No two have one id.
 * *Limits* one pass of the checks, linear in the work.
 */
export function issuesOf<W extends World>(
  ruled: Ruled<W>,
  { work = inPlace(ruled), classOf }: Looked<W> = {},
): PlanIssue[] {
  const { parts, problem } = ruled;
  const schedule = parts.scheduleOf(problem, work);
  const issues = new Map<string, PlanIssue>();
  const placed = Map.groupBy(work, ({ id }) => id);
  const add = (issue: Omit<PlanIssue, 'id'>): void => {
    const places = [...new Set(issue.items)].flatMap((item): unknown[] => {
      const name = classOf?.(item) ?? item;
      const own = placed.get(item);
      return own ? own.map((one) => [name, parts.whereOf(problem, one)]) : [[name]];
    });
    const id = idOf(issue.rule, places);
    if (!issues.has(id)) issues.set(id, { id, ...issue });
  };
  for (const { rule, text, items, who, when } of parts.conflictsOf(ruled, schedule)) {
    add({ severity: 'critical', rule, text, items, who, when });
  }
  for (const { id, severity, check } of parts.advisories?.(ruled) ?? []) {
    check(problem, schedule, ({ text, work: own, unplaced = [], when }) => {
      const places = own.map((one) => parts.whereOf(problem, one));
      const days = when ?? places.map(({ at }) => String(at.day ?? ''));
      add({
        severity,
        rule: id,
        text,
        items: [...own, ...unplaced].map((one) => one.id),
        who: distinct(places.map(({ who }) => who)),
        when: distinct(days.filter(Boolean)),
      });
    });
  }
  const grave = (issue: PlanIssue): number => SEVERITIES.indexOf(issue.severity);
  return [...issues.values()].sort((a, b) => grave(a) - grave(b));
}

/** What is looked at for issues. */
interface Looked<W extends World> {
  /** Everything in place; that of the input when absent. */
  readonly work?: readonly W['work'][];
  /** The class of an item, by its id, where items are interchangeable. */
  readonly classOf?: ((item: string) => string) | undefined;
}

/** How sound a plan is, from 100 down to 0: a critical issue costs 10, a warning 3. */
export function healthOf(issues: readonly Pick<PlanIssue, 'severity'>[]): number {
  const count = (severity: PlanIssue['severity']): number => issues.filter((one) => one.severity === severity).length;
  return Math.max(0, 100 - 10 * count('critical') - 3 * count('warning'));
}

/** Made of what breaks which rule where, and of nothing else: neither its order nor its words. */
function idOf(rule: string, places: readonly unknown[]): string {
  const inOrder = places.map((place) => JSON.stringify(place)).sort();
  return createHash('sha256')
    .update(JSON.stringify([rule, inOrder]))
    .digest('hex')
    .slice(0, 16);
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}

import type { Change } from '../../solve/change.ts';
import { changed } from '../../solve/change.ts';
import { changedInLists } from '../../solve/inputLists.ts';
import type { InputList, PlanIssue } from '../../solve/result.ts';
import type { Accepts } from '../accept.ts';
import type { Ruled } from '../parts.ts';
import { check } from '../review.ts';
import { inPlace } from '../validation/inPlace.ts';
import { issuesOf } from '../validation/issues.ts';
import type { World } from '../world.ts';

/** What a domain model tells of itself so that changes of its inputs can be tried. */
export interface Tried<W extends World> {
  readonly accepts: Accepts<W>;
  readonly lists: readonly InputList[];
  ruledOf(input: W['problem']['input']): Ruled<W>;
}

/** How an input stands with the work that it has in place. */
export interface Standing {
  readonly issues: readonly PlanIssue[];
  readonly penalty: number;
  readonly penalties: ReadonlyMap<string, number>;
}

/** What trying changes came to. */
export interface Effect {
  readonly amount: number;
  readonly costs: Readonly<Record<string, number>>;
}

/** The issues of an input, and what its work costs where it is, posted work as if a run answered for it. */
export function standingOf<W extends World>(ruled: Ruled<W>): Standing {
  const { parts, problem } = ruled;
  const answered = inPlace(ruled).map((work) => ({ ...work, origin: 'pin' }) as W['work']);
  const { penalties, penalty } = check(ruled, parts.scheduleOf(problem, answered));
  return { issues: issuesOf(ruled), penalty, penalties };
}

/**
 * Tries changes of an input by the checks alone: what they do to the penalty where the issue is gone and no critical one
 * is new; undefined where they do not help.
 *
 * *Limits* the input is counted and checked once more; no solve.
 */
export function effectOf<W extends World>(
  domain: Tried<W>,
  { ruled, before, issue }: { readonly ruled: Ruled<W>; readonly before: Standing; readonly issue: PlanIssue },
  changes: readonly Change[],
): Effect | undefined {
  const after = standingOf(domain.ruledOf(applied(domain, ruled, changes)));
  const known = new Set(before.issues.map(({ id }) => id));
  const isWorse = after.issues.some(({ id, severity }) => severity === 'critical' && !known.has(id));
  if (isWorse || after.issues.some(({ id }) => id === issue.id)) return undefined;
  const rules = new Set([...before.penalties.keys(), ...after.penalties.keys()]);
  const costs = [...rules].map((rule): [string, number] => [
    rule,
    (after.penalties.get(rule) ?? 0) - (before.penalties.get(rule) ?? 0),
  ]);
  return {
    amount: after.penalty - before.penalty,
    costs: Object.fromEntries(costs.filter(([, amount]) => amount !== 0)),
  };
}

/** An input with changes, in form again. */
export function applied<W extends World>(
  { accepts, lists }: Pick<Tried<W>, 'accepts' | 'lists'>,
  { parts, problem }: Ruled<W>,
  changes: readonly Change[],
): W['problem']['input'] {
  const given = accepts.list.list;
  const isOfWork = (change: Change): boolean =>
    ['add' in change ? change.add : 'set' in change ? change.set : change.remove].some(
      (path) => path === given || path.startsWith(`${given}/`),
    );
  // Shifts of given work keep an input in form, and are most of what is tried.
  if (changes.every(isOfWork)) return changedInLists(lists, problem.input, changes) as W['problem']['input'];
  const isKeyed = changes.some(isOfWork);
  const raw = isKeyed ? changedInLists(lists, problem.input, changes) : changed(problem.input, changes);
  return parts.inForm(raw);
}

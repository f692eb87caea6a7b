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
import type { Shift } from './posting.ts';

/** What a domain model tells of itself so that changes of its inputs can be tried. */
export interface Tried<W extends World> {
  readonly accepts: Accepts<W>;
  readonly lists: readonly InputList[];
  ruledOf(input: W['problem']['input']): Ruled<W>;
  classOf?(item: string): string;
}

/** How an input stands with work in place. */
export interface Standing {
  readonly issues: readonly PlanIssue[];
  /** How often hard rules are broken. */
  readonly breaches: number;
  readonly penalty: number;
  readonly penalties: ReadonlyMap<string, number>;
}

/** What an option is tried against. */
export interface Trial<W extends World> {
  readonly ruled: Ruled<W>;
  readonly before: Standing;
  readonly issue: PlanIssue;
  /** Everything that is in place. */
  readonly work: readonly W['work'][];
}

/** What trying changes came to. */
export interface Effect {
  readonly amount: number;
  readonly costs: Readonly<Record<string, number>>;
}

/** The issues of an input, and what its work costs where it is, posted work as if a run answered for it. */
export function standingOf<W extends World>({ classOf }: Tried<W>, ruled: Ruled<W>): Standing {
  const work = inPlace(ruled);
  return { issues: issuesOf(ruled, { work, classOf }), ...costsOf(ruled, work) };
}

function costsOf<W extends World>(ruled: Ruled<W>, work: readonly W['work'][]): Omit<Standing, 'issues'> {
  const { parts, problem } = ruled;
  const answered = work.map((one) => ({ ...one, origin: 'pin' }) as W['work']);
  const { breaches, penalties, penalty } = check(ruled, parts.scheduleOf(problem, answered));
  return { breaches: breaches.length, penalties, penalty };
}

/**
 * Tries changes of an input by the checks alone: what they do to the penalty where the issue is gone and no critical one
 * is new; undefined where they do not help.
 *
 * *Limits* the input is counted and checked once more; no solve.
 */
export function effectOfChanges<W extends World>(
  domain: Tried<W>,
  trial: Trial<W>,
  changes: readonly Change[],
): Effect | undefined {
  const after = standingOf(domain, domain.ruledOf(applied(domain, trial.ruled, changes)));
  return helps(trial, after.issues) ? effectBetween(trial.before, after) : undefined;
}

/** The same for work that stays in the schedule, at another place: the input needs not be counted again. */
export function effectOfShifts<W extends World>(
  { classOf }: Tried<W>,
  trial: Trial<W>,
  shifts: readonly Shift<W>[],
): Effect | undefined {
  const { before, issue, ruled } = trial;
  const gone = new Set(shifts.map(({ from }) => from));
  const work = [...trial.work.filter((one) => !gone.has(one)), ...shifts.flatMap(({ to }) => to ?? [])];
  const after = costsOf(ruled, work);
  // What is rid of a breach and makes none leaves fewer of them; that is known before they are told apart.
  if (issue.severity === 'critical' && after.breaches >= before.breaches) return undefined;
  return helps(trial, issuesOf(ruled, { work, classOf })) ? effectBetween(before, after) : undefined;
}

function helps<W extends World>({ before, issue }: Trial<W>, after: readonly PlanIssue[]): boolean {
  const known = new Set(before.issues.map(({ id }) => id));
  return after.every(({ id, severity }) => id !== issue.id && (severity !== 'critical' || known.has(id)));
}

function effectBetween(before: Omit<Standing, 'issues'>, after: Omit<Standing, 'issues'>): Effect {
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

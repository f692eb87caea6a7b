import { type Change, changed, pathIn } from '../../solve/change.ts';
import { changedInLists } from '../../solve/inputLists.ts';
import { checkNear } from '../near.ts';
import type { Ruled } from '../parts.ts';
import { check, type Findings } from '../review.ts';
import { adviceIn, type KeyedIssue, keyOfBreach } from '../validation/issues.ts';
import type { World } from '../world.ts';
import { inForm } from './inForm.ts';
import type { Shift } from './posting.ts';
import { inForceOf, ofPosted, type Standing, type StandingWork, type Tried } from './standing.ts';

/** What an option is tried against. */
export interface FixTrial<W extends World> {
  readonly domain: Tried<W>;
  readonly before: Standing<W>;
  readonly issue: KeyedIssue;
}

/** What trying changes came to. */
export interface TrialEffect {
  readonly amount: number;
  readonly costs: Readonly<Record<string, number>>;
}

/**
 * Tries shifts of given work by the checks alone: what they do to the penalty where the issue is gone and no critical one
 * is new; undefined where they do not help.
 *
 * *Limits* only what is near the work is looked at, and the input is counted anew only where work is taken out; no solve.
 */
export function effectOfShifts<W extends World>(
  trial: FixTrial<W>,
  shifts: readonly Shift<W>[],
  changes: readonly Change[],
): TrialEffect | undefined {
  const { before, domain } = trial;
  const staysInPlace = shifts.every(({ to }) => to !== undefined);
  if (!staysInPlace && !changes.every((change) => isOfWork(domain, change))) return effectOfChanges(trial, changes);
  const { schedule, posted } = before;
  const gone = shifts.flatMap(({ from }) => (from ? before.pieces.get(from)! : []));
  const come = shifts.flatMap(({ to }) => (to ? [{ ...to, origin: 'pin' } as W['work']] : []));
  const moved = [...gone, ...come];
  const then = checkNear(before.ruled, schedule, moved);
  const near = new Set(ofPosted(before, then).map((breach) => keyOfBreach(breach, before.names)));
  // Where it is not near, nothing has become of it.
  if (trial.issue.severity === 'critical' && !near.has(trial.issue.key)) return undefined;
  const known = { findings: then, isKnown: (key: string) => near.has(key) || before.critical.has(key) };
  if (!staysInPlace) {
    const after = inForceOf(domain, domain.ruledOf(applied(domain, before.ruled, changes)));
    return effectBetween(trial, known, { now: after, findings: checkNear(after.ruled, after.schedule, moved) });
  }
  for (const work of gone) schedule.remove(work);
  for (const work of come) schedule.add(work);
  const now = { ...before, posted: new Set([...posted, ...come]) };
  const effect = effectBetween(trial, known, { now, findings: checkNear(before.ruled, schedule, moved) });
  for (const work of come) schedule.remove(work);
  for (const work of gone) schedule.add(work);
  return effect;
}

/** The same for any changes. *Limits* the input is counted and checked once more; no solve. */
export function effectOfChanges<W extends World>(
  trial: FixTrial<W>,
  changes: readonly Change[],
): TrialEffect | undefined {
  const { before, domain } = trial;
  const now = inForceOf(domain, domain.ruledOf(applied(domain, before.ruled, changes)));
  const { critical, findings } = before;
  const known = { findings, isKnown: (key: string) => critical.has(key) };
  return effectBetween(trial, known, { now, findings: check(now.ruled, now.schedule) });
}

interface Before<W extends World> {
  readonly findings: Findings<W>;
  /** Whether a critical issue was there, by its key. */
  isKnown(key: string): boolean;
}

interface After<W extends World> {
  readonly now: StandingWork<W>;
  readonly findings: Findings<W>;
}

/** Both findings are of everything, or both of what is near. */
function effectBetween<W extends World>(
  { issue }: FixTrial<W>,
  { isKnown, findings: then }: Before<W>,
  { now, findings }: After<W>,
): TrialEffect | undefined {
  for (const breach of ofPosted(now, findings)) {
    const key = keyOfBreach(breach, now.names);
    if (key === issue.key) return undefined;
    if (!isKnown(key) && now.ruled.parts.conflictOf(now.ruled, breach)) return undefined;
  }
  if (issue.severity !== 'critical') {
    const advice = adviceIn(now.ruled, now.schedule, now.names, issue.rule);
    if (advice.some(({ key }) => key === issue.key)) return undefined;
  }
  const rules = new Set([...then.penalties.keys(), ...findings.penalties.keys()]);
  const costs = [...rules].map((rule): [string, number] => [
    rule,
    (findings.penalties.get(rule) ?? 0) - (then.penalties.get(rule) ?? 0),
  ]);
  return {
    amount: findings.penalty - then.penalty,
    costs: Object.fromEntries(costs.filter(([, amount]) => amount !== 0)),
  };
}

function isOfWork<W extends World>({ accepts }: Pick<Tried<W>, 'accepts'>, change: Change): boolean {
  const [given, path] = [accepts.list.list, pathIn(change)];
  return path === given || path.startsWith(`${given}/`);
}

/** An input with changes, in form again: what no change is about is shared with it. */
export function applied<W extends World>(
  domain: Pick<Tried<W>, 'accepts' | 'lists'>,
  { parts, problem }: Ruled<W>,
  changes: readonly Change[],
): W['problem']['input'] {
  const isKeyed = changes.some((change) => isOfWork(domain, change));
  const raw = isKeyed ? changedInLists(domain.lists, problem.input, changes) : changed(problem.input, changes);
  // Shifts of given work keep an input in form, and are most of what is tried.
  if (changes.every((change) => isOfWork(domain, change))) return raw as W['problem']['input'];
  return inForm(parts, problem.input, raw as object);
}

import type { Cumulative } from '../language/constraints/cumulative.ts';
import { compare } from '../language/constraints/linear.ts';
import { type Expression, type Literal, minus, not, simplify, term } from '../language/expression.ts';
import type { Interval } from '../language/variables.ts';
import type { ConstraintRewrite } from './rewrite.ts';
import type { Target } from './target.ts';
import { total } from './total.ts';

/**
 * Replaces a cumulative constraint by one row for the start of each task: the load is greatest at some start.
 *
 * *Means* with `r[i, j]` implied by "i and j present, start j <= start i < end j": `sum of demand j * r[i, j]` is at
 * most the capacity, for each i. A task of size 0 uses nothing.
 * *Source* A. Schutt, T. Feydy, P. J. Stuckey, M. G. Wallace, "Why cumulative decomposition is not as bad as it
 * sounds", CP 2009.
 */
export const cumulativeToLinear: ConstraintRewrite<'cumulative'> = {
  name: 'cumulativeToLinear',
  from: 'cumulative',
  adds: 'r[i, j] or start j > start i or end j <= start i or absent; sum over j of demand j * r[i, j] <= capacity',
  exact: true,
  replace(c, target) {
    target.refuseBeyond('pairs', c.intervals.length ** 2);
    const tasks = tasksOf(c, target);
    const capacity = simplify(c.capacity);
    const [least] = target.bounds(capacity);
    if (least < 0) target.post(compare(capacity, '>=', 0));
    for (const task of tasks) postLoadAt(task, { tasks, capacity, least: Math.max(0, least) }, target);
  },
};

interface Task {
  readonly interval: Interval;
  readonly size: Expression;
  readonly demand: Expression;
  readonly most: number;
}

/** The tasks that can use anything. */
function tasksOf(c: Cumulative, target: Target): Task[] {
  return c.intervals.flatMap((index, i) => {
    const interval = target.intervals[index]!;
    const [demand, size] = [simplify(c.demands[i]!), simplify(interval.size)];
    const most = target.bounds(demand)[1];
    return most === 0 || target.bounds(size)[1] <= 0 ? [] : [{ interval, size, demand, most }];
  });
}

interface Resource {
  readonly tasks: readonly Task[];
  readonly capacity: Expression;
  /** The least that the capacity can be. */
  readonly least: number;
}

function postLoadAt(task: Task, { tasks, capacity, least }: Resource, target: Target): void {
  const running = tasks.flatMap((other) => {
    const unless = other === task ? idle(task, target) : apart(task, other, target);
    return unless === 'always' ? [] : [{ task: other, unless }];
  });
  if (running.reduce((most, { task: other }) => most + other.most, 0) <= least) return;
  const load = total(running.map(({ task: other, unless }) => useOf(other, unless, target)));
  target.post(compare(minus(load, capacity), '<=', 0));
}

/** Literals of which one is true whenever the task uses nothing at its own start: absent, or size 0. */
function idle({ interval, size }: Task, target: Target): Literal[] {
  const absent = (interval.presence ?? []).map(not);
  return target.bounds(size)[0] > 0 ? absent : [...absent, ...implied(target, size, '<=', 0)];
}

/** Literals of which one can be true whenever the other task does not run at the start of this one. */
function apart(task: Task, other: Task, target: Target): Literal[] | 'always' {
  const at = task.interval.start;
  const [later, over] = [minus(other.interval.start, at), minus(other.interval.end, at)];
  if (target.bounds(later)[0] > 0 || target.bounds(over)[1] <= 0) return 'always';
  const absent = [...(task.interval.presence ?? []), ...(other.interval.presence ?? [])].map(not);
  return [...absent, ...implied(target, later, '>=', 1), ...implied(target, over, '<=', 0)];
}

/** A literal that implies the comparison, unless the bounds exclude it. */
function implied(target: Target, e: Expression, relation: '<=' | '>=', limit: number): Literal[] {
  const [least, greatest] = target.bounds(e);
  if (relation === '<=' ? least > limit : greatest < limit) return [];
  const literal = target.boolean();
  target.postAlways({ ...compare(e, relation, limit), enforce: [literal] });
  return [literal];
}

/** What a task uses when none of the literals is true; otherwise it may be 0. */
function useOf({ demand, most }: Task, unless: readonly Literal[], target: Target): Expression {
  if (unless.length === 0) return demand;
  const runs = unless.length === 1 ? not(unless[0]!) : target.boolean();
  if (unless.length > 1) target.postAlways({ kind: 'boolOr', literals: [runs, ...unless] });
  if (demand.vars.length === 0) return term(runs, most);
  const use = term(target.integer(0, most));
  target.postAlways({ ...compare(minus(use, demand), '>=', 0), enforce: [runs] });
  return use;
}

import type { Literal } from '../../../language/expression.ts';
import type { Model } from '../../../language/model.ts';
import type { Interval } from '../../../language/variables.ts';
import { Links } from './links.ts';
import { precedencesOf } from './precedences.ts';
import type { State } from './state.ts';
import type { Use } from './usage.ts';

/** An interval that has to find its place among others. */
export interface Task {
  readonly interval: Interval;
  readonly uses: readonly Use[];
}

/** Literals of which at least one has to be true, each of them the presence of intervals: alternatives. */
export interface Choice {
  readonly literals: readonly Literal[];
}

/** What is scheduled in one step: intervals that share a start, and the alternatives among them. */
export interface Activity {
  readonly tasks: readonly Task[];
  readonly choices: readonly Choice[];
  /** Activities that cannot start before this one has begun. */
  readonly successors: readonly number[];
  readonly predecessors: readonly number[];
}

/**
 * What there is to schedule, read off the model: intervals on resources, grouped by common starts and alternatives, in
 * the order that precedences between them ask for.
 *
 * Intervals without a resource follow from others, or are left for the end.
 */
export function activitiesOf(model: Model, state: State): Activity[] {
  const placed = placedIntervals(model);
  const choices = choicesOf(model).filter(({ literals }) => literals.length > 1);
  const groups = new Links(model.intervals.length);
  groupByStart(model, placed, groups);
  const byPresence = intervalsByPresence(model, placed);
  for (const { literals } of choices) groups.joinAll(literals.flatMap((literal) => byPresence.get(literal) ?? []));

  const indexOf = new Map<number, number>();
  const tasks: Task[][] = [];
  for (const at of placed) {
    const root = groups.find(at);
    let index = indexOf.get(root);
    if (index === undefined) {
      index = tasks.length;
      indexOf.set(root, index);
      tasks.push([]);
    }
    tasks[index]!.push({ interval: model.intervals[at]!, uses: state.usage.usesOf[at]! });
  }
  const choicesByActivity = tasks.map((): Choice[] => []);
  for (const choice of choices) {
    const member = choice.literals.map((literal) => byPresence.get(literal)?.[0]).find((at) => at !== undefined);
    if (member !== undefined) choicesByActivity[indexOf.get(groups.find(member))!]!.push(choice);
  }
  const { successors, predecessors } = precedencesOf(model, tasks, state.bounds);
  return tasks.map((list, i) => ({
    tasks: list,
    choices: choicesByActivity[i]!,
    successors: successors[i]!,
    predecessors: predecessors[i]!,
  }));
}

/** The intervals that a resource or a plane names. */
function placedIntervals({ constraints }: Model): number[] {
  const placed = new Set<number>();
  for (const c of constraints) {
    if (c.kind === 'noOverlap' || c.kind === 'cumulative') for (const at of c.intervals) placed.add(at);
    if (c.kind === 'noOverlap2D') for (const at of [...c.x, ...c.y]) placed.add(at);
  }
  return [...placed].sort((a, b) => a - b);
}

/** Joins intervals whose starts are the same variable and a constant. */
function groupByStart({ intervals }: Model, placed: readonly number[], groups: Links): void {
  const byVariable = new Map<number, number>();
  for (const at of placed) {
    const { vars } = intervals[at]!.start;
    if (vars.length !== 1) continue;
    const first = byVariable.get(vars[0]!);
    if (first === undefined) byVariable.set(vars[0]!, at);
    else groups.join(first, at);
  }
}

function intervalsByPresence({ intervals }: Model, placed: readonly number[]): Map<Literal, number[]> {
  const found = new Map<Literal, number[]>();
  for (const at of placed) {
    for (const literal of intervals[at]!.presence ?? []) {
      const list = found.get(literal);
      if (list) list.push(at);
      else found.set(literal, [at]);
    }
  }
  return found;
}

/** Constraints that ask for one literal of several, all of which are presences of intervals. */
function choicesOf({ intervals, constraints }: Model): Choice[] {
  const presences = new Set(intervals.flatMap(({ presence }) => presence ?? []));
  return constraints.flatMap((c): Choice[] => {
    if (c.kind === 'exactlyOne' || c.kind === 'boolOr') {
      return c.literals.every((literal) => presences.has(literal)) ? [{ literals: c.literals }] : [];
    }
    if (c.kind !== 'linear' || c.domain.length > 2) return [];
    // p + q + ... = 1, or p + q + ... = r, which asks for one if r is true.
    const ones = c.vars.filter((_, i) => c.coeffs[i] === 1);
    const others = c.coeffs.filter((coefficient) => coefficient !== 1);
    const asksForOne = others.length === 0 ? c.domain[0] === 1 : others[0] === -1 && c.domain[0] === 0;
    const isChoice = asksForOne && others.length <= 1 && ones.every((variable) => presences.has(variable));
    return isChoice ? [{ literals: ones }] : [];
  });
}

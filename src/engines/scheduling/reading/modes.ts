import { isTrue } from '../../../language/constraint.ts';
import type { Constraint } from '../../../language/constraints/index.ts';
import type { Literal } from '../../../language/expression.ts';
import type { Model } from '../../../language/model.ts';
import { choicesOf, MOST_MODES } from './choices.ts';
import type { TaskDraft } from './classes.ts';
import type { Part } from './parts.ts';
import type { Row } from './rows.ts';
import { affine, solutionsOf } from './solving.ts';

/** Lengths of gaps that are tried besides the least one. */
const MOST_GAPS = 3;

/** One way to do a task. */
export interface Mode {
  /** The intervals that exist in it, with where they begin, from the start on, and their sizes. */
  readonly present: readonly { readonly member: Part; readonly at: number; readonly size: number }[];
  /** From the start to the end. */
  readonly duration: number;
  /** The least and the greatest start. */
  earliest: number;
  latest: number;
  /** Whether nothing but the start is left open: no size and no end that could be something else. */
  readonly isClosed: boolean;
  /** Values of the task's Booleans and sizes, and of its times when it starts at 0. */
  readonly values: ReadonlyMap<number, number>;
}

/** What is said about one task alone. */
export interface LocalRules {
  /** On Booleans only. */
  readonly choices: readonly Constraint[];
  /** On sizes, Booleans, and differences of times: rows that do not depend on when the task starts. */
  readonly rows: readonly Row[];
}

interface Asked {
  readonly draft: TaskDraft;
  readonly rules: LocalRules;
  /** The values of fixed variables. */
  readonly values: Float64Array;
  /** Lengths of stretches in which something that an interval needs is closed, by interval. */
  readonly closures: ReadonlyMap<number, readonly number[]>;
}

/**
 * The modes of a task, without those that its rows exclude; undefined when there are too many or a time is unclear.
 *
 * Where rows leave open how much time lies between two times of a task, that is as little as may be, or as long as what it
 * needs is closed for: a phase before the night, and one behind it.
 */
export function modesOf(model: Model, { closures, draft, rules, values }: Asked): Mode[] | undefined {
  const choices = choicesOf(model, { booleans: draft.booleans, constraints: rules.choices, values });
  const closed = closures.size === 0 ? [] : draft.members.flatMap(({ interval }) => closures.get(interval) ?? []);
  const gaps = [...new Set(closed)].slice(0, MOST_GAPS);
  const modes = choices?.flatMap((booleans) => modesIn(model, { draft, rows: rules.rows, booleans, gaps }));
  return modes && modes.length <= MOST_MODES ? modes : undefined;
}

interface ModeDraft {
  readonly draft: TaskDraft;
  readonly rows: readonly Row[];
  readonly booleans: ReadonlyMap<number, number>;
  readonly gaps: readonly number[];
}

function modesIn(model: Model, { draft, rows, booleans, gaps }: ModeDraft): Mode[] {
  const values = new Map(booleans);
  for (const [variable, shift] of draft.starts) values.set(variable, shift);
  const active = rows.filter((row) => row.enforce.every((literal) => isLiteralTrue(literal, values)));
  const members = draft.members.filter(({ presence }) => presence.every((literal) => isLiteralTrue(literal, values)));
  return solutionsOf(model, { draft, active, members, gaps, values }).flatMap((told): Mode[] => {
    const placed = members.map((member) => {
      const at = affine(member.start, told.values)!;
      return { member, at, size: affine(member.size, told.values)! };
    });
    const isHeld =
      active.every((row) => rowHolds(row, told.values)) &&
      placed.every(
        ({ at, member, size }) => size >= 0 && (!member.end || affine(member.end, told.values) === at + size),
      );
    if (!isHeld) return [];
    const duration = placed.reduce((most, { at, size }) => Math.max(most, at + size), 0);
    const window = windowOf(model, { draft, values: told.values, members });
    return [{ present: placed, duration, isClosed: told.isClosed, ...window, values: told.values }];
  });
}

function isLiteralTrue(literal: Literal, values: ReadonlyMap<number, number>): boolean {
  const value = values.get(literal >= 0 ? literal : -1 - literal);
  return isTrue(literal >= 0 ? 0 : -1, [value ?? 0]);
}

function rowHolds({ vars, coeffs, least, most }: Row, values: ReadonlyMap<number, number>): boolean {
  let sum = 0;
  vars.forEach((variable, i) => {
    sum += coeffs[i]! * values.get(variable)!;
  });
  return sum >= least && sum <= most;
}

/** When the task may start, by the domains of the variables that tell its times; an absent interval's own do not count. */
function windowOf(
  model: Model,
  { draft, values, members }: { draft: TaskDraft; values: ReadonlyMap<number, number>; members: readonly Part[] },
) {
  let [earliest, latest] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const variable of tellingTimes(draft, members)) {
    const { domain } = model.variables[variable]!;
    earliest = Math.max(earliest, domain[0]! - values.get(variable)!);
    latest = Math.min(latest, domain.at(-1)! - values.get(variable)!);
  }
  return { earliest, latest };
}

/** The variables that tell when a task is in which some intervals exist. */
function tellingTimes({ members: all, others, starts }: TaskDraft, members: readonly Part[]): number[] {
  const times = starts.map(([variable]) => variable);
  for (const { variables } of others) for (const [variable] of variables) times.push(variable);
  if (all.every(({ presence }) => presence.length === 0)) return times;
  const own = new Set(all.flatMap((m) => (m.presence.length > 0 ? timesOf(m) : [])));
  const used = new Set(members.flatMap(timesOf));
  const told = times.filter((variable) => !own.has(variable) || used.has(variable));
  // Where nothing exists and nothing else tells the start, the task is somewhere all the same.
  return told.length > 0 ? told : times;
}

function timesOf({ start, end }: Part): number[] {
  return end ? [start.variable, end.variable] : [start.variable];
}

import { isTrue } from '../../../language/constraint.ts';
import type { Constraint } from '../../../language/constraints/index.ts';
import type { Literal } from '../../../language/expression.ts';
import type { Model } from '../../../language/model.ts';
import { choicesOf } from './choices.ts';
import type { Member, TaskDraft } from './classes.ts';
import { fixedValue } from './parts.ts';
import type { Row } from './rows.ts';

/** One way to do a task. */
export interface Mode {
  /** The intervals that exist in it, with their sizes. */
  readonly present: readonly { readonly member: Member; readonly size: number }[];
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

/** The modes of a task, by the values of fixed variables, without those that its rows exclude; undefined when there are too many or a time is unclear. */
export function modesOf(
  model: Model,
  { draft, rules, values }: { readonly draft: TaskDraft; readonly rules: LocalRules; readonly values: Float64Array },
): Mode[] | undefined {
  const choices = choicesOf(model, { booleans: draft.booleans, constraints: rules.choices, values });
  return choices?.flatMap((booleans) => modeOf(model, { draft, rows: rules.rows, booleans }) ?? []);
}

interface ModeDraft {
  readonly draft: TaskDraft;
  readonly rows: readonly Row[];
  readonly booleans: ReadonlyMap<number, number>;
}

function modeOf(model: Model, { draft, rows, booleans }: ModeDraft): Mode | undefined {
  const values = new Map(booleans);
  for (const [variable, shift] of draft.starts) values.set(variable, shift);
  const active = rows.filter((row) => row.enforce.every((literal) => isLiteralTrue(literal, values)));
  const isHere = ({ presence }: Member): boolean => presence.every((literal) => isLiteralTrue(literal, values));
  const members = draft.members.filter(isHere);
  const free = solveSizes(model, { draft, active, values });
  const isTold = setEnds({ draft, active, values, members });
  const sizeOf = ({ size }: Member): number => size.offset + (values.get(size.variable) ?? 0);
  const isHeld =
    active.every((row) => rowHolds(row, values)) &&
    members.every((m) => sizeOf(m) >= 0 && (!m.end || endOf(m.end, values) === m.at + sizeOf(m)));
  if (!isHeld) return undefined;
  const present = members.map((member) => ({ member, size: sizeOf(member) }));
  const isClosed = isTold && !members.some(({ size }) => free.includes(size.variable));
  const duration = present.reduce((most, { member, size }) => Math.max(most, member.at + size), 0);
  return { present, duration, isClosed, ...windowOf(model, { draft, values, members }), values };
}

function isLiteralTrue(literal: Literal, values: ReadonlyMap<number, number>): boolean {
  const value = values.get(literal >= 0 ? literal : -1 - literal);
  return isTrue(literal >= 0 ? 0 : -1, [value ?? 0]);
}

function endOf(end: { variable: number; offset: number }, values: ReadonlyMap<number, number>): number {
  return (values.get(end.variable) ?? 0) + end.offset;
}

interface Solving {
  readonly draft: TaskDraft;
  readonly active: readonly Row[];
  readonly values: Map<number, number>;
}

/** Sizes as equations tell them, one after the other; gives those that nothing tells, which are as small as they may be. */
function solveSizes(model: Model, { draft, active, values }: Solving): number[] {
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const row of active) {
      if (row.least !== row.most) continue;
      const open = row.vars.filter((variable) => !values.has(variable));
      if (open.length !== 1 || !draft.sizes.includes(open[0]!)) continue;
      values.set(open[0]!, solved(row, open[0]!, values));
      isChanged = true;
    }
  }
  const free = draft.sizes.filter((variable) => !values.has(variable));
  for (const variable of free) {
    const { domain } = model.variables[variable]!;
    values.set(variable, Math.max(domain[0]!, Math.min(0, domain.at(-1)!)));
  }
  return free.filter((variable) => fixedValue(model, variable) === undefined);
}

/** The value of the one open variable of an equation. */
function solved({ vars, coeffs, least }: Row, open: number, values: ReadonlyMap<number, number>): number {
  let sum = least;
  let own = 1;
  vars.forEach((variable, i) => {
    if (variable === open) own = coeffs[i]!;
    else sum -= coeffs[i]! * values.get(variable)!;
  });
  return sum / own;
}

/** Ends by the intervals that exist, or by equations, or else at the start; whether none is left to chance. */
function setEnds({ draft, active, values, members }: Solving & { members: readonly Member[] }): boolean {
  let isTold = true;
  for (const { variables } of draft.ends) {
    const setFrom = (variable: number, value: number): void => {
      const anchor = value - variables.find(([v]) => v === variable)![1];
      for (const [v, shift] of variables) values.set(v, anchor + shift);
    };
    const member = members.find(({ end }) => end && variables.some(([v]) => v === end.variable));
    if (member) {
      const size = member.size.offset + (values.get(member.size.variable) ?? 0);
      setFrom(member.end!.variable, member.at + size - member.end!.offset);
      continue;
    }
    const isEnd = (variable: number): boolean => variables.some(([v]) => v === variable);
    const row = active.find((r) => r.least === r.most && r.vars.filter((v) => !values.has(v)).length === 1);
    const open = row?.vars.find((v) => !values.has(v));
    if (row && open !== undefined && isEnd(open)) setFrom(open, solved(row, open, values));
    else {
      setFrom(variables[0]![0], 0);
      isTold = false;
    }
  }
  return isTold;
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
  { draft, values, members }: { draft: TaskDraft; values: ReadonlyMap<number, number>; members: readonly Member[] },
) {
  const own = new Set(draft.members.flatMap((m) => (m.presence.length ? timesOf(m) : [])));
  const used = new Set(members.flatMap(timesOf));
  let [earliest, latest] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const all = [...draft.starts, ...draft.ends.flatMap(({ variables }) => variables)].map(([variable]) => variable);
  const told = all.filter((variable) => !own.has(variable) || used.has(variable));
  // Where nothing exists and nothing else tells the start, the task is somewhere all the same.
  for (const variable of told.length > 0 ? told : all) {
    const { domain } = model.variables[variable]!;
    earliest = Math.max(earliest, domain[0]! - values.get(variable)!);
    latest = Math.min(latest, domain.at(-1)! - values.get(variable)!);
  }
  return { earliest, latest };
}

function timesOf({ start, end }: Member): number[] {
  return end ? [start.variable, end.variable] : [start.variable];
}

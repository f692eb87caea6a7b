import type { Model } from '../../../language/model.ts';
import type { TaskDraft } from './classes.ts';
import { type Affine, fixedValue, type Part } from './parts.ts';
import type { Row } from './rows.ts';

/** What is to be told of a task in which its Booleans are decided. */
interface Solving {
  readonly draft: TaskDraft;
  /** Rows that hold in it. */
  readonly active: readonly Row[];
  /** The intervals that exist in it. */
  readonly members: readonly Part[];
  /** Lengths that an open gap may have instead of the least one. */
  readonly gaps: readonly number[];
  /** What is known; of times, when the task starts at 0. */
  readonly values: Map<number, number>;
}

interface Solution {
  readonly values: Map<number, number>;
  /** Whether nothing was left to be chosen here. */
  readonly isClosed: boolean;
}

/** The value of a variable and a constant, as far as it is known. */
export function affine({ offset, variable }: Affine, values: ReadonlyMap<number, number>): number | undefined {
  if (variable < 0) return offset;
  const value = values.get(variable);
  return value === undefined ? undefined : value + offset;
}

/**
 * Sizes and times as equations and intervals tell them, one after the other. Gaps that are left open are as small as they
 * may be, or of a given length, each of which is a solution of its own; sizes that nothing tells are as small as they may be,
 * and times are at the start.
 */
export function solutionsOf(model: Model, given: Solving, isClosed = true): Solution[] {
  const { active, draft, members, values } = given;
  const groupOf = new Map(
    draft.others.flatMap((group) => group.variables.map(([variable]) => [variable, group] as const)),
  );
  const tell = (variable: number, value: number): void => tellIn(values, groupOf.get(variable), { variable, value });
  const tellByRows = (): boolean => {
    let isChanged = false;
    for (const row of active) {
      if (row.least !== row.most) continue;
      const open = row.vars.filter((variable) => !values.has(variable));
      if (open.length !== 1 || !(draft.sizes.includes(open[0]!) || groupOf.has(open[0]!))) continue;
      tell(open[0]!, solved(row, open[0]!, values));
      isChanged = true;
    }
    return isChanged;
  };
  const tellByMembers = (): boolean => {
    let isChanged = false;
    for (const { end, size, start } of members) {
      const [from, length, to] = [affine(start, values), affine(size, values), end && affine(end, values)];
      if (!end) continue;
      if (from !== undefined && length !== undefined && to === undefined)
        tell(end.variable, from + length - end.offset);
      else if (from !== undefined && length === undefined && to !== undefined)
        tell(size.variable, to - from - size.offset);
      else if (from === undefined && length !== undefined && to !== undefined)
        tell(start.variable, to - length - start.offset);
      else continue;
      isChanged = true;
    }
    return isChanged;
  };
  while (tellByRows() || tellByMembers());
  const gap = active.find((row) => isGap(row, given, groupOf));
  if (gap) {
    const variable = gap.vars.find((one) => !values.has(one))!;
    const known = gap.vars.find((one) => one !== variable)!;
    return gapsOf(rangeOf(active, variable, known), given.gaps).flatMap((distance) => {
      const own = new Map(values);
      tellIn(own, groupOf.get(variable), { variable, value: values.get(known)! + distance });
      return solutionsOf(model, { ...given, values: own }, false);
    });
  }
  const free = draft.sizes.filter((variable) => !values.has(variable));
  for (const variable of free) {
    const { domain } = model.variables[variable]!;
    values.set(variable, Math.max(domain[0]!, Math.min(0, domain.at(-1)!)));
  }
  while (tellByMembers() || tellByRows());
  const untold = draft.others.filter(({ variables }) => !values.has(variables[0]![0]));
  for (const { variables } of untold) tell(variables[0]![0], 0);
  const isOpen = free.some(
    (variable) => fixedValue(model, variable) === undefined && members.some(({ size }) => size.variable === variable),
  );
  return [{ values, isClosed: isClosed && untold.length === 0 && !isOpen }];
}

type Group = TaskDraft['others'][number];

/** Tells a variable, and with it all that differ from it by constants. */
function tellIn(
  values: Map<number, number>,
  group: Group | undefined,
  { value, variable }: { readonly variable: number; readonly value: number },
): void {
  if (!group) {
    values.set(variable, value);
    return;
  }
  const anchor = value - group.variables.find(([one]) => one === variable)![1];
  for (const [one, shift] of group.variables) values.set(one, anchor + shift);
}

/** Whether a row is about the distance of a time that is not told from one that is. */
function isGap(row: Row, { values }: Solving, groups: ReadonlyMap<number, unknown>): boolean {
  const { coeffs, vars } = row;
  if (vars.length !== 2 || Math.abs(coeffs[0]!) !== 1 || coeffs[1] !== -coeffs[0]!) return false;
  const open = vars.filter((variable) => !values.has(variable));
  return open.length === 1 && groups.has(open[0]!);
}

/** What rows on two variables alone leave of the first less the second. */
function rangeOf(rows: readonly Row[], variable: number, known: number): readonly [low: number, high: number] {
  let [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const { coeffs, least, most, vars } of rows) {
    if (vars.length !== 2 || coeffs[0] !== -coeffs[1]! || Math.abs(coeffs[0]!) !== 1) continue;
    const at = vars.indexOf(variable);
    if (at < 0 || vars[1 - at] !== known) continue;
    const isUp = coeffs[at]! > 0;
    low = Math.max(low, isUp ? least : -most);
    high = Math.min(high, isUp ? most : -least);
  }
  return [low, high];
}

/** Distances in a range: the one nearest to 0, and given lengths. */
function gapsOf([low, high]: readonly [number, number], lengths: readonly number[]): number[] {
  const nearest = Math.max(low, Math.min(0, high)) + 0;
  const sign = high > -low ? 1 : -1;
  return [
    nearest,
    ...lengths.map((length) => sign * length).filter((gap) => gap > low && gap < high && gap !== nearest),
  ];
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

import type { ConstraintOf } from '../../../../language/constraints/index.ts';
import type { Expression } from '../../../../language/expression.ts';
import type { Bounds } from '../bounds.ts';
import type { Filter, FilterContext } from './filter.ts';

/** Narrows two expressions to what both can be. */
function equate(a: Expression, b: Expression, bounds: Bounds): boolean {
  return bounds.narrow(a, bounds.least(b), bounds.most(b)) && bounds.narrow(b, bounds.least(a), bounds.most(a));
}

function meet(a: Expression, b: Expression, bounds: Bounds): boolean {
  return bounds.least(a) <= bounds.most(b) && bounds.least(b) <= bounds.most(a);
}

export function max({ target, exprs }: ConstraintOf<'max'>, { bounds }: FilterContext): Filter {
  const greatest = (): readonly [least: number, most: number] => {
    let [least, most] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const e of exprs) {
      least = Math.max(least, bounds.least(e));
      most = Math.max(most, bounds.most(e));
    }
    return [least, most];
  };
  return {
    narrow() {
      if (!bounds.narrow(target, ...greatest())) return false;
      const [from, to] = [bounds.least(target), bounds.most(target)];
      if (!exprs.every((e) => bounds.narrow(e, Number.NEGATIVE_INFINITY, to))) return false;
      const tall = exprs.filter((e) => bounds.most(e) >= from);
      return tall.length > 1 || (tall.length === 1 && bounds.narrow(tall[0]!, from, Number.POSITIVE_INFINITY));
    },
    isBroken() {
      const [least, most] = greatest();
      return bounds.least(target) > most || bounds.most(target) < least;
    },
  };
}

export function element({ index, exprs, target }: ConstraintOf<'element'>, { bounds }: FilterContext): Filter {
  /** The positions that the index can still take, from bounds. */
  const choices = (): number[] => {
    const last = Math.min(exprs.length - 1, bounds.most(index));
    const list: number[] = [];
    for (let i = Math.max(0, bounds.least(index)); i <= last; i++) if (meet(exprs[i]!, target, bounds)) list.push(i);
    return list;
  };
  return {
    narrow() {
      const list = choices();
      if (list.length === 0 || !bounds.narrow(index, list[0]!, list.at(-1)!)) return false;
      if (list.length === 1) return equate(exprs[list[0]!]!, target, bounds);
      const from = Math.min(...list.map((i) => bounds.least(exprs[i]!)));
      const to = Math.max(...list.map((i) => bounds.most(exprs[i]!)));
      return bounds.narrow(target, from, to);
    },
    isBroken: () => choices().length === 0,
  };
}

/** Takes the values of fixed expressions from the ends of the others. */
export function allDifferent({ exprs }: ConstraintOf<'allDifferent'>, { bounds }: FilterContext): Filter {
  const taken = (): Set<number> | undefined => {
    const values = new Set<number>();
    for (const e of exprs) {
      const value = bounds.least(e);
      if (value !== bounds.most(e)) continue;
      if (values.has(value)) return undefined;
      values.add(value);
    }
    return values;
  };
  return {
    narrow() {
      const values = taken();
      if (!values) return false;
      return exprs.every((e) => {
        let [from, to] = [bounds.least(e), bounds.most(e)];
        if (from === to) return true;
        while (values.has(from)) from++;
        while (values.has(to)) to--;
        return from <= to && bounds.narrow(e, from, to);
      });
    },
    isBroken: () => taken() === undefined,
  };
}

import type { Constraint } from '../../../../language/constraints/index.ts';
import { kindOf } from '../../../../language/constraints/index.ts';
import type { Filter, FilterContext } from './filter.ts';

/** At most this many values of the last open variable are tried. */
const MOST_VALUES = 4096;

/**
 * A filter for any kind, from what it means: it waits until one variable is open, takes values that do not hold from
 * both its ends, and judges when none is open.
 */
export function byDefinition(
  constraint: Constraint,
  { bounds, intervals }: FilterContext,
  variables: readonly number[],
): Filter {
  const holds = (): boolean => kindOf(constraint).holds(constraint, { values: bounds.lower, intervals });
  const holdsWith = (variable: number, value: number): boolean => {
    const kept = bounds.lower[variable]!;
    bounds.lower[variable] = value;
    const verdict = holds();
    bounds.lower[variable] = kept;
    return verdict;
  };
  /** The open variable; none, or undefined when there are several. */
  const lastOpen = (): number | 'none' | undefined => {
    let found: number | 'none' = 'none';
    for (const variable of variables) {
      if (bounds.isFixed(variable)) continue;
      if (found !== 'none') return undefined;
      found = variable;
    }
    return found;
  };
  const shave = (variable: number): boolean => {
    let [from, to] = [bounds.lower[variable]!, bounds.upper[variable]!];
    if (to - from >= MOST_VALUES) return true;
    while (from <= to && !holdsWith(variable, from)) from++;
    while (from <= to && !holdsWith(variable, to)) to--;
    return from <= to && bounds.atLeast(variable, from) && bounds.atMost(variable, to);
  };
  return {
    narrow() {
      const open = lastOpen();
      if (open === undefined) return true;
      return open === 'none' ? holds() : shave(open);
    },
    isBroken: () => lastOpen() === 'none' && !holds(),
    waitsForFixed: true,
  };
}

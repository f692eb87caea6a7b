import type { Literal } from '../../../../language/expression.ts';
import type { Bounds } from '../bounds.ts';
import type { Filter, FilterContext } from './filter.ts';

interface Literals {
  readonly literals: readonly Literal[];
}

/** How many literals are true, and how many can still be. */
function count({ literals }: Literals, bounds: Bounds): { readonly sure: number; readonly open: number } {
  let [sure, open] = [0, 0];
  for (const literal of literals) {
    if (bounds.isTrue(literal)) sure++;
    else if (!bounds.isFalse(literal)) open++;
  }
  return { sure, open };
}

/** Decides every literal that is open in the same way. */
function decide({ literals }: Literals, bounds: Bounds, value: boolean): boolean {
  return literals.every((literal) => {
    if (bounds.isTrue(literal) || bounds.isFalse(literal)) return true;
    return value ? bounds.assume(literal) : bounds.refuse(literal);
  });
}

export function boolOr(c: Literals, { bounds }: FilterContext): Filter {
  return {
    narrow() {
      const { sure, open } = count(c, bounds);
      if (sure > 0 || open > 1) return true;
      return open === 1 && decide(c, bounds, true);
    },
    isBroken: () => c.literals.every((literal) => bounds.isFalse(literal)),
  };
}

export function boolAnd(c: Literals, { bounds }: FilterContext): Filter {
  return {
    narrow: () => c.literals.every((literal) => bounds.assume(literal)),
    isBroken: () => c.literals.some((literal) => bounds.isFalse(literal)),
  };
}

export function atMostOne(c: Literals, { bounds }: FilterContext): Filter {
  return {
    narrow() {
      const { sure } = count(c, bounds);
      return sure === 0 || (sure === 1 && decide(c, bounds, false));
    },
    isBroken: () => count(c, bounds).sure > 1,
  };
}

export function exactlyOne(c: Literals, { bounds }: FilterContext): Filter {
  return {
    narrow() {
      const { sure, open } = count(c, bounds);
      if (sure === 1) return decide(c, bounds, false);
      // A literal that is listed twice counts twice, which the definition finds out at the end.
      return sure === 0 && open > 0 && (open > 1 || decide(c, bounds, true));
    },
    isBroken() {
      const { sure, open } = count(c, bounds);
      return sure > 1 || sure + open === 0;
    },
  };
}

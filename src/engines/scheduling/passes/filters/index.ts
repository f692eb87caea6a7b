import type { Constraint, Kind } from '../../../../language/constraints/index.ts';
import { byDefinition } from './byDefinition.ts';
import type { Filter, FilterContext, MakeFilter } from './filter.ts';
import { linear } from './linear.ts';
import { atMostOne, boolAnd, boolOr, exactlyOne } from './literals.ts';
import { noOverlap2D } from './noOverlap2D.ts';
import { allDifferent, element, max } from './values.ts';

/** The kinds that are worth more than {@link byDefinition}. */
const FILTERS: { readonly [K in Kind]?: MakeFilter<K> } = {
  linear,
  boolOr,
  boolAnd,
  atMostOne,
  exactlyOne,
  max,
  element,
  allDifferent,
  noOverlap2D,
};

/** The filter of a constraint, under its enforcement; `variables` are all that its kind's meaning looks at. */
export function filterOf(constraint: Constraint, context: FilterContext, variables: readonly number[]): Filter {
  const make = FILTERS[constraint.kind] as MakeFilter | undefined;
  const filter = make?.(constraint as never, context) ?? byDefinition(constraint, context, variables);
  return enforced(filter, constraint.enforce ?? [], context);
}

/** A filter that acts when all literals are true, and refuses the last one that is open once it cannot hold. */
export function enforced(filter: Filter, literals: readonly number[], { bounds }: FilterContext): Filter {
  if (literals.length === 0) return filter;
  const lastOpen = (): number | 'none' | 'free' => {
    let open: number | 'none' = 'none';
    for (const literal of literals) {
      if (bounds.isFalse(literal)) return 'free';
      if (bounds.isTrue(literal) || literal === open) continue;
      if (open !== 'none') return 'free';
      open = literal;
    }
    return open;
  };
  return {
    narrow() {
      const open = lastOpen();
      if (open === 'free') return true;
      if (open === 'none') return filter.narrow();
      return !filter.isBroken() || bounds.refuse(open);
    },
    isBroken: () => lastOpen() === 'none' && filter.isBroken(),
    waitsForFixed: filter.waitsForFixed ?? false,
  };
}

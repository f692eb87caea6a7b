import type { ConstraintOf } from '../../../../language/constraints/index.ts';
import type { Domain } from '../../../../language/domain.ts';
import type { Filter, FilterContext } from './filter.ts';

/** Bounds consistency of a row, with the outermost ranges of its domain that it can still reach. */
export function linear({ vars, coeffs, domain }: ConstraintOf<'linear'>, { bounds }: FilterContext): Filter {
  const terms = { vars, coeffs };
  const reach = (): readonly [number, number] => within(domain, bounds.leastSum(terms), bounds.mostSum(terms));
  return {
    narrow() {
      const [from, to] = reach();
      return from <= to && bounds.narrowSum(terms, from, to);
    },
    isBroken() {
      const [from, to] = reach();
      return from > to;
    },
  };
}

/** The least and the greatest value of a domain between two numbers; the first above the second when there is none. */
function within(domain: Domain, least: number, most: number): readonly [number, number] {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < domain.length; i += 2) {
    const low = Math.max(domain[i]!, least);
    const high = Math.min(domain[i + 1]!, most);
    if (low > high) continue;
    from = Math.min(from, low);
    to = high;
  }
  return [from, to];
}

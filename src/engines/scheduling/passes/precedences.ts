import type { ConstraintOf } from '../../../language/constraints/index.ts';
import type { Model } from '../../../language/model.ts';
import type { Interval } from '../../../language/variables.ts';
import type { Bounds } from './bounds.ts';
import { Links } from './links.ts';

export interface Precedences {
  readonly successors: readonly number[][];
  readonly predecessors: readonly number[][];
}

/** A group of intervals that is scheduled in one step. */
type Group = readonly { readonly interval: Interval }[];

/**
 * Which groups come before which, read off the rows `later - earlier >= k` with k >= 0 between variables of their starts
 * and ends, enforced or not.
 *
 * It only guides the order in which groups are scheduled, so that it may see less than the rows say, or a circle.
 */
export function precedencesOf(model: Model, groups: readonly Group[], bounds: Bounds): Precedences {
  const members = new Members(model, groups);
  const pairs = new Set<number>();
  const successors = groups.map((): number[] => []);
  const predecessors = groups.map((): number[] => []);
  for (const c of model.constraints) {
    if (c.kind !== 'linear') continue;
    for (const { earlier, later } of orderedPairs(c, members, bounds)) {
      for (const first of members.of(earlier)) {
        for (const second of members.of(later)) {
          const pair = first * groups.length + second;
          if (first === second || pairs.has(pair)) continue;
          pairs.add(pair);
          successors[first]!.push(second);
          predecessors[second]!.push(first);
        }
      }
    }
  }
  return { successors, predecessors };
}

/** The groups whose starts or ends a variable tells. */
class Members {
  readonly #same: Links;
  readonly #groups = new Map<number, Set<number>>();

  constructor(model: Model, groups: readonly Group[]) {
    this.#same = new Links(model.variables.length);
    const own = new Set(groups.flatMap((group) => group.flatMap(({ interval }) => variablesOf(interval))));
    for (const c of model.constraints) {
      // The start of an operation that has no resource is that of its alternatives, which have.
      if (c.kind === 'linear' && isEquation(c) && !c.vars.every((variable) => own.has(variable)))
        this.#same.joinAll(c.vars);
    }
    groups.forEach((group, at) => {
      for (const { interval } of group) for (const variable of variablesOf(interval)) this.#add(variable, [at]);
    });
    for (const { start, end } of model.intervals) {
      if (start.vars.length === 1 && end.vars.length === 1) this.#add(end.vars[0]!, [...this.of(start.vars[0]!)]);
    }
  }

  #add(variable: number, groups: readonly number[]): void {
    const root = this.#same.find(variable);
    const known = this.#groups.get(root) ?? new Set();
    for (const group of groups) known.add(group);
    if (known.size > 0) this.#groups.set(root, known);
  }

  of(variable: number): ReadonlySet<number> {
    return this.#groups.get(this.#same.find(variable)) ?? NONE;
  }
}

const NONE: ReadonlySet<number> = new Set();

/** The variables that stand alone for a start or an end. */
function variablesOf({ start, end }: Interval): number[] {
  return [start, end].flatMap(({ vars }) => (vars.length === 1 ? [vars[0]!] : []));
}

/** Whether a row makes two variables equal, up to a constant. */
function isEquation({ vars, coeffs, domain }: ConstraintOf<'linear'>): boolean {
  return vars.length === 2 && coeffs[0] === -coeffs[1]! && domain[0] === domain.at(-1);
}

/** The pairs of variables, of starts or ends, that a row puts in order, whatever its other variables are. */
function orderedPairs(
  c: ConstraintOf<'linear'>,
  members: Members,
  bounds: Bounds,
): { earlier: number; later: number }[] {
  const times = [...c.vars.keys()].filter((i) => members.of(c.vars[i]!).size > 0);
  if (times.length !== 2) return [];
  const [p, q] = times as [number, number];
  if (c.coeffs[p] !== -c.coeffs[q]! || c.coeffs[p] === 0) return [];
  const [up, down] = c.coeffs[p]! > 0 ? [c.vars[p]!, c.vars[q]!] : [c.vars[q]!, c.vars[p]!];
  const others = {
    vars: c.vars.filter((_, i) => i !== p && i !== q),
    coeffs: c.coeffs.filter((_, i) => i !== p && i !== q),
  };
  const pairs = [];
  if (c.domain[0]! - bounds.mostSum(others) >= 0) pairs.push({ earlier: down, later: up });
  if (bounds.leastSum(others) - c.domain.at(-1)! >= 0) pairs.push({ earlier: up, later: down });
  return pairs;
}

import { compare } from '../language/constraints/linear.ts';
import { type Literal, minus, not } from '../language/expression.ts';
import type { Interval } from '../language/variables.ts';
import type { ConstraintRewrite } from './rewrite.ts';
import type { Target } from './target.ts';

/** Replaces "do not overlap" by an order of each pair that the bounds leave open; the order of a pair is shared. */
export const noOverlapToLinear: ConstraintRewrite<'noOverlap'> = {
  name: 'noOverlapToLinear',
  from: 'noOverlap',
  adds: 'o[a, b] for each pair: if o and both present then end a <= start b, if not o and both present then end b <= start a',
  exact: true,
  replace(c, target) {
    target.refuseBeyond('pairs', (c.intervals.length * (c.intervals.length - 1)) / 2);
    c.intervals.forEach((a, i) => {
      for (const b of c.intervals.slice(i + 1)) separate(target, Math.min(a, b), Math.max(a, b));
    });
  },
};

function separate(target: Target, first: number, second: number): void {
  const [a, b] = [target.intervals[first]!, target.intervals[second]!];
  const [ab, ba] = [precedence(target, a, b), precedence(target, b, a)];
  if (ab === 'always' || ba === 'always') return;
  const present = [...(a.presence ?? []), ...(b.presence ?? [])];
  if (ab === 'never' && ba === 'never') {
    target.post({ kind: 'boolOr', literals: present.map(not) });
  } else if (ab === 'never') {
    postBefore(target, { first: b, second: a, when: present });
  } else if (ba === 'never') {
    postBefore(target, { first: a, second: b, when: present });
  } else {
    const order = target.shared(`before ${first} ${second}`, () => target.boolean());
    postBefore(target, { first: a, second: b, when: [order, ...present] });
    postBefore(target, { first: b, second: a, when: [not(order), ...present] });
  }
}

/** What the bounds say of "a ends before or when b starts". */
export function precedence(target: Target, a: Interval, b: Interval): 'always' | 'never' | 'possible' {
  const [least, greatest] = target.bounds(minus(b.start, a.end));
  return least >= 0 ? 'always' : greatest < 0 ? 'never' : 'possible';
}

interface Precedence {
  readonly first: Interval;
  readonly second: Interval;
  readonly when: Literal[];
}

function postBefore(target: Target, { first, second, when }: Precedence): void {
  target.post({ ...compare(minus(second.start, first.end), '>=', 0), ...(when.length ? { enforce: when } : {}) });
}

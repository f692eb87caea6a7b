import { compare } from '../language/constraints/linear.ts';
import { type NoOverlap, transitionTime } from '../language/constraints/noOverlap.ts';
import { type Literal, minus, not } from '../language/expression.ts';
import type { Interval } from '../language/variables.ts';
import type { ConstraintRewrite } from './rewrite.ts';
import type { Target } from './target.ts';

/** Replaces "do not overlap" by an order of each pair that the bounds leave open; the order of a pair is shared. */
export const noOverlapToLinear: ConstraintRewrite<'noOverlap'> = {
  name: 'noOverlapToLinear',
  from: 'noOverlap',
  adds: 'o[a, b] for each pair: if o and both present then end a + time[a, b] <= start b, if not o and both present then end b + time[b, a] <= start a',
  exact: true,
  replace(c, target) {
    target.refuseBeyond('pairs', (c.intervals.length * (c.intervals.length - 1)) / 2);
    for (let i = 0; i < c.intervals.length; i++) {
      for (let j = i + 1; j < c.intervals.length; j++) separate(target, placed(c, i, j), placed(c, j, i));
    }
  },
};

/** An interval as the first of a pair, and the time that lies between the two. */
export interface Placed {
  readonly index: number;
  readonly time: number;
}

/** The interval at a position of the list, as the first of a pair. */
export function placed(c: NoOverlap, from: number, to: number): Placed {
  return { index: c.intervals[from]!, time: transitionTime(c, from, to) };
}

/** Posts that one of two intervals comes first, when both are present. */
export function separate(target: Target, one: Placed, other: Placed): void {
  const [p, q] = one.index <= other.index ? [one, other] : [other, one];
  const [a, b] = [target.intervals[p.index]!, target.intervals[q.index]!];
  const [ab, ba] = [precedence(target, a, b, p.time), precedence(target, b, a, q.time)];
  if (ab === 'always' || ba === 'always') return;
  const present = [...(a.presence ?? []), ...(b.presence ?? [])];
  if (ab === 'never' && ba === 'never') {
    target.post({ kind: 'boolOr', literals: present.map(not) });
  } else if (ab === 'never') {
    postBefore(target, { first: b, second: a, time: q.time, when: present });
  } else if (ba === 'never') {
    postBefore(target, { first: a, second: b, time: p.time, when: present });
  } else {
    const order = target.shared(orderKey(target, p, q), () => target.boolean());
    postBefore(target, { first: a, second: b, time: p.time, when: [order, ...present] });
    postBefore(target, { first: b, second: a, time: q.time, when: [not(order), ...present] });
  }
}

/**
 * Two intervals that can both be of size 0 at one point are in both orders there, so that each of two constraints with
 * other times may need another one.
 */
function orderKey(target: Target, p: Placed, q: Placed): string {
  const canCoincide = [p, q].every(({ index }) => target.bounds(target.intervals[index]!.size)[0] <= 0);
  const times = canCoincide && (p.time > 0 || q.time > 0) ? ` ${p.time} ${q.time}` : '';
  return `before ${p.index} ${q.index}${times}`;
}

/** What the bounds say of "a ends before or when b starts", or so much earlier. */
export function precedence(target: Target, a: Interval, b: Interval, time = 0): 'always' | 'never' | 'possible' {
  const [least, greatest] = target.bounds(minus(b.start, a.end));
  return least >= time ? 'always' : greatest < time ? 'never' : 'possible';
}

interface Precedence {
  readonly first: Interval;
  readonly second: Interval;
  readonly time: number;
  readonly when: Literal[];
}

function postBefore(target: Target, { first, second, time, when }: Precedence): void {
  target.post({ ...compare(minus(second.start, first.end), '>=', time), ...(when.length ? { enforce: when } : {}) });
}

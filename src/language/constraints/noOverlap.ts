import { z } from 'zod';
import { type ConstraintKind, presentSpans } from '../constraint.ts';
import { base, interval, list } from './fields.ts';

const schema = z.strictObject({ kind: z.literal('noOverlap'), ...base, intervals: list(interval) });

/**
 * *Means* the present intervals can be put in an order in which each ends before or when the next starts.
 *
 * An interval of size 0 may touch another one's ends but not lie strictly inside it.
 */
export type NoOverlap = z.infer<typeof schema>;

export const noOverlap: ConstraintKind<NoOverlap> = {
  kind: 'noOverlap',
  schema,
  visit(c, visitor) {
    for (const i of c.intervals) visitor.interval(i);
  },
  holds(c, at) {
    const spans = presentSpans(c.intervals, at).map(({ span }) => span);
    spans.sort((a, b) => a.start - b.start || a.end - b.end);
    return spans.every((span, i) => i === 0 || spans[i - 1]!.end <= span.start);
  },
  print(c, names) {
    return `noOverlap(${c.intervals.map(names.interval).join(', ')})`;
  },
};

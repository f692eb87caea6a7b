import { dayNumber, minuteOf } from '../../src/domain/calendar.ts';
import type { Span } from '../../src/domain/parts.ts';
import type { Problem, Run } from './problem.ts';

const DAY = 1440;

/**
 * A span for each batch, on the lane of its machine, in the order of time.
 *
 * *Means* it begins when the clocks of the zone say so, and lasts the minutes that really pass.
 */
export function spansOf({ clock, horizon, machines }: Problem, { batches }: Run): Span[] {
  return batches
    .flatMap(({ machine, phases }): Span[] => {
      const [from, to] = [Math.max(0, phases[0]!.from), phases.at(-1)!.to];
      if (to <= 0 || from >= horizon) return [];
      const text = clock.textOf(from);
      const day = dayNumber(text.slice(0, 10)) - dayNumber(clock.dates[0]!);
      const start = day * DAY + minuteOf(text.slice(11, 16));
      return [{ lane: machines[machine]!.id, from: start, to: start + to - from }];
    })
    .sort((a, b) => a.from - b.from);
}

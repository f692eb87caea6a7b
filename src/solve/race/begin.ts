import { firstOf } from '../../engines/local/first.ts';
import type { Matrix } from '../../engines/matrix.ts';
import { firstSchedule } from '../../engines/scheduling/first.ts';
import { DovetailError } from '../../errors.ts';
import type { Model } from '../../language/model.ts';
import type { Forms } from './forms.ts';
import type { Incumbents } from './incumbents.ts';
import type { Portfolio } from './portfolio.ts';

/** A model with more intervals than this is left to a thread, since whoever asks would have to wait. */
const MOST_INTERVALS = 3000;

/** What it solves, and where that comes from and goes to. */
interface Beginning {
  readonly model: Model;
  readonly forms: Forms;
  readonly incumbents: Incumbents;
}

/**
 * Gives a schedule, or a model in rows that is not large, its first solution before any thread has begun: to start one
 * takes longer than to find one.
 *
 * Not under a budget of ticks, where all work has to count.
 */
export function begin({ model, forms, incumbents }: Beginning, { contenders }: Portfolio): void {
  if (incumbents.best) return;
  const engine = contenders[0]?.engine;
  if (engine === 'scheduling' && model.intervals.length <= MOST_INTERVALS) {
    const first = firstSchedule(model);
    if (first) incumbents.take(first, engine);
  } else if (engine === 'local') {
    const first = firstInRows(forms);
    if (first) incumbents.take(first, engine);
  }
}

/** None when the model cannot be brought into rows, which the race then says of the engines that need them. */
function firstInRows(forms: Forms): ArrayLike<number> | undefined {
  try {
    return firstOf(forms.for('local').input as Matrix);
  } catch (thrown) {
    if (thrown instanceof DovetailError) return undefined;
    throw thrown;
  }
}

import { dayNumber, minuteOf } from '../../../src/domain/calendar.ts';
import { each, eachRepeated } from '../../../src/domain/entries.ts';
import { alreadyAs } from '../../../src/domain/words.ts';
import { LONGEST_HORIZON } from '../input.ts';
import type { Context } from './context.ts';

/** Faults of the time zone, the horizon and the blocks. */
export function validateTime(context: Context): void {
  const { given, horizon, report } = context;
  if (!isTimeZone(given.timeZone)) {
    report(
      ['timeZone'],
      'unknown-time-zone',
      `There is no time zone ${given.timeZone}.`,
      'write it like Europe/Berlin.',
    );
  }
  if (horizon) validateHorizon(context, dayNumber(horizon.to) - dayNumber(horizon.from) + 1);
  each(given.blocks, (block, index) => {
    const times = [block.arrive, block.onFloor, block.lunch, block.offFloor, block.depart].map(minuteOf);
    const midnights = times.filter((time, i) => i > 0 && time < times[i - 1]!).length;
    const length = times[4]! - times[0]! + 1440 * midnights;
    if (length > 0 && length <= 1440) return;
    const what = `The times of block ${block.number} do not follow one another within a day, over midnight or not.`;
    report(['blocks', index], 'block-times-reversed', what, 'order them: arrive, onFloor, lunch, offFloor, depart.');
  });
  eachRepeated(
    given.blocks,
    ({ number }) => String(number),
    ({ number }, index, first) => {
      const what = `Block ${number} is there ${alreadyAs(first)}.`;
      report(['blocks', index, 'number'], 'duplicate-block', what, 'give each block its own number.');
    },
  );
}

function validateHorizon({ horizon, report }: Context, days: number): void {
  if (days < 1) {
    const what = `The horizon begins on ${horizon!.from} and ends on ${horizon!.to}, so it has no day.`;
    report(['horizon', 'to'], 'horizon-empty', what, 'swap the two dates; both are inclusive.');
  }
  if (days > LONGEST_HORIZON) {
    const what = `The horizon has ${days} days, at most ${LONGEST_HORIZON}.`;
    report(['horizon', 'to'], 'horizon-too-long', what, 'schedule it in several runs.');
  }
}

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}

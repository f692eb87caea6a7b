import { z } from 'zod';
import { minuteOf } from '../../../src/domain/calendar.ts';
import { time } from './fields.ts';
import { placeCosts } from './placeCosts.ts';

/** *Means* `weight` for each session of the run that begins before `from` (12:00). */
export const afternoon = placeCosts({
  template: 'afternoon',
  meaning: 'Sessions are in the afternoon.',
  says: ({ from }) => `Sessions begin at ${from} or later.`,
  parameters: z.strictObject({ from: time.describe('the begin of the afternoon').default('12:00') }),
  times: ({ from }, _, { start }) => Number(start < minuteOf(from)),
  text: ({ from }) => `It begins before ${from}.`,
});

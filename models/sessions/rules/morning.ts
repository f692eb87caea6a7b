import { z } from 'zod';
import { minuteOf } from '../../../src/domain/calendar.ts';
import { time } from './fields.ts';
import { placeCosts } from './placeCosts.ts';

/** *Means* `weight` for each session of the run that begins at `until` (12:00) or later. */
export const morning = placeCosts({
  template: 'morning',
  meaning: 'Sessions are in the morning.',
  says: ({ until }) => `Sessions begin before ${until}.`,
  parameters: z.strictObject({ until: time.describe('the end of the morning').default('12:00') }),
  times: ({ until }, _, { start }) => Number(start >= minuteOf(until)),
  text: ({ until }) => `It begins at ${until} or later.`,
});

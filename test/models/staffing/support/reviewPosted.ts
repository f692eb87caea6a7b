import type { InputDraft } from '../../../../models/staffing/generate/entities.ts';
import { staffing } from '../../../../models/staffing/index.ts';
import { allPosted } from './postedFaults.ts';

/**
 * What the review says about posted work when a run is answerable for it: every posted assignment becomes an event of
 * its own, proposed where it is posted, in a horizon that holds them all.
 */
export function reviewPosted(given: InputDraft) {
  const { affinity: _, ...rest } = given;
  const work = allPosted(given);
  const days = work.map(({ day }) => day).sort();
  const events = work.map(({ event, employee: _e, block: _b, day, movable: _m, externalId: _x, ...facts }) => ({
    ...facts,
    id: event,
    start: day,
    due: new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10),
  }));
  const input = staffing.parse({ ...rest, horizon: { from: days[0], to: days.at(-1) }, events, posted: [], pins: [] });
  const assignments = work.map(({ event, employee, day, block }) => ({
    event,
    employee,
    day,
    ...(block ? { block } : {}),
  }));
  return staffing.review(input, { assignments });
}

import type { Input } from '../../../models/staffing/input.ts';
import type { Solution } from '../../../models/staffing/solution.ts';
import { type EventGiven, typeOf } from './facts.ts';

/** What a missing estimate counts. */
const MINUTES_UNSAID = 60;

/** One piece of work of somebody on a day. */
export interface Work {
  readonly event: string;
  readonly type: string;
  readonly employee: string;
  readonly day: string;
  readonly block?: number | undefined;
  readonly minutes: number;
  readonly product?: string | undefined;
  readonly pairing?: string | undefined;
  /** A proposal may be blamed; a pin is of the run; posted work is there anyway. */
  readonly origin: 'proposal' | 'pin' | 'posted';
}

/** Where the posted work of an event is, whether it is said at the event or in the list. */
export function postingOf(input: Input, event: EventGiven) {
  return event.posted ?? input.posted.find((one) => one.event === event.id);
}

/** Whether an event is placed by the run: active, to be scheduled, and not posted for good, outside or on a locked day. */
export function isOfRun(input: Input, event: EventGiven): boolean {
  if (!event.active || !event.autoSchedule) return false;
  const posting = postingOf(input, event);
  if (posting === undefined) return true;
  const { from, to } = input.horizon;
  return posting.movable && posting.day >= from && posting.day <= to && !input.lockedDays.includes(posting.day);
}

function minutesOf(input: Input, type: string, minutes: number | undefined): number {
  return minutes ?? typeOf(input, type)?.minutes ?? MINUTES_UNSAID;
}

function workOf(input: Input, event: EventGiven, at: Place, origin: Work['origin']): Work {
  const { id, type, product, pairing } = event;
  const { employee, day, block } = at;
  return {
    event: id,
    type,
    product,
    pairing,
    employee,
    day,
    block,
    origin,
    minutes: minutesOf(input, type, event.minutes),
  };
}

interface Place {
  readonly employee: string;
  readonly day: string;
  readonly block?: number | undefined;
}

/** Everything there is to judge: proposals, pins, and posted work that stays where it is. */
export function worksOf(input: Input, solution: Solution): Work[] {
  const event = (id: string) => input.events.find((one) => one.id === id)!;
  const pins = input.pins.map((pin) => workOf(input, event(pin.event), pin, 'pin'));
  const proposals = solution.assignments
    .map((one) => workOf(input, event(one.event), one, 'proposal'))
    .filter((one) => !pins.some((pin) => isSamePlace(pin, one)));
  return [...postedWorks(input), ...pins, ...proposals];
}

function isSamePlace(a: Work, b: Work): boolean {
  return a.event === b.event && a.employee === b.employee && a.day === b.day && a.block === b.block;
}

function postedWorks(input: Input): Work[] {
  const known = input.events
    .filter((event) => postingOf(input, event) !== undefined && !isOfRun(input, event))
    .map((event) => {
      const listed = input.posted.find((one) => one.event === event.id);
      const work = workOf(input, event, postingOf(input, event)!, 'posted');
      return { ...work, minutes: listed?.minutes ?? work.minutes };
    });
  const others = input.posted
    .filter((one) => !input.events.some(({ id }) => id === one.event))
    .map(({ event, type, employee, day, block, product, pairing, minutes }): Work => {
      const counted = minutesOf(input, type!, minutes);
      return { event, type: type!, employee, day, block, product, pairing, minutes: counted, origin: 'posted' };
    });
  return [...known, ...others];
}

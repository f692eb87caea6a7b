import { dayNumber, type Frame } from '../../src/domain/calendar.ts';
import { byId } from '../../src/domain/ids.ts';
import { distinct } from '../../src/domain/names.ts';
import { type EventInput, type Input, type PinInput, type PostedInput, PRIORITIES } from './input.ts';
import {
  type Assignment,
  assignmentOf,
  type Earlier,
  type EventInfo,
  NONE,
  type Place,
  type TypeInfo,
} from './problem.ts';

/** What reading the work needs to know already. */
export interface Draft {
  readonly frame: Frame;
  readonly types: readonly TypeInfo[];
  readonly typeIndex: ReadonlyMap<string, number>;
  readonly employeeIndex: ReadonlyMap<string, number>;
  readonly numbering: Numbering;
  readonly lockedDays: Uint8Array;
  readonly frozenDays: Uint8Array;
}

/** From ids to positions. */
export function indexById(list: readonly { readonly id: string; readonly index: number }[]): Map<string, number> {
  return new Map(list.map((item) => [item.id, item.index]));
}

/** Gives equal texts equal numbers. */
export type Numbering = (kind: 'product' | 'pairing', text: string | undefined) => number;

export function numbersFor(): Numbering {
  const known = { product: new Map<string, number>(), pairing: new Map<string, number>() };
  return (kind, text) => {
    if (text === undefined) return NONE;
    const number = known[kind].get(text) ?? known[kind].size;
    known[kind].set(text, number);
    return number;
  };
}

/** The events, each with where it may go or stands, and the work that is fixed. */
export function workOf(
  input: Input,
  draft: Draft,
): { events: EventInfo[]; fixed: Assignment[]; distant: Assignment[] } {
  const postedOf = new Map<string, PostedInput>();
  for (const posted of input.posted) postedOf.set(posted.event, posted);
  for (const { id, posted } of input.events) if (posted) postedOf.set(id, { ...posted, event: id });
  const pinOf = new Map(input.pins.map((pin) => [pin.event, pin]));
  const frozenOf = new Map(frozenIn(input, draft).map((pin) => [pin.event, pin]));
  const wasPlaced = new Set(input.previous?.assignments.map(({ event }) => event));
  const place = (at: { employee: string; day: string; block?: number | undefined }): Place => ({
    employee: draft.employeeIndex.get(at.employee)!,
    day: dayNumber(at.day) - draft.frame.origin,
    block: at.block ?? NONE,
  });
  const fixed: Assignment[] = [];
  const distant: Assignment[] = [];
  const pins: Assignment[] = [];
  const labels = distinct(input.events.map(({ id, name, reference }) => [id, name ?? reference ?? id]));
  const events = [...input.events].sort(byId).map((event, index) => {
    const posted = postedOf.get(event.id);
    const at = posted && place(posted);
    const movable =
      posted?.movable === true && event.active && event.autoSchedule && isFree(at!.day, draft, wasPlaced.has(event.id));
    const isFixed = posted !== undefined && !movable;
    const pin = pinOf.get(event.id) ?? (isFixed ? undefined : frozenOf.get(event.id));
    const state = pin ? 'pinned' : isFixed ? 'posted' : event.active && event.autoSchedule ? 'open' : 'inactive';
    const info = eventInfo(event, { index, label: labels.get(event.id)!, state, old: movable ? at : undefined }, draft);
    if (pin) pins.push(assignmentOf(info, place(pin), 'pin'));
    return info;
  });
  const eventIndex = indexById(events);
  for (const posted of [...postedOf.values()].sort((a, b) => (a.event < b.event ? -1 : 1))) {
    const event = events[eventIndex.get(posted.event) ?? NONE];
    const at = place(posted);
    const isNear = at.day >= 0 && at.day < draft.frame.days;
    if (event && event.state !== 'posted') continue;
    (isNear ? fixed : distant).push(event ? postedEvent(event, at, posted) : postedAlone(posted, at, draft));
  }
  return { events, fixed: [...fixed, ...pins], distant };
}

/**
 * Whether posted work on a day may move: the day is in the horizon, not locked, and not frozen, unless the earlier
 * schedule says where the work is.
 */
function isFree(day: number, { frame, lockedDays, frozenDays }: Draft, wasPlaced: boolean): boolean {
  return day >= frame.first && day <= frame.last && lockedDays[day] === 0 && (wasPlaced || frozenDays[day] === 0);
}

/** The assignments of the earlier schedule that stay because their day is frozen. */
export function frozenIn(input: Input, { frame, frozenDays, employeeIndex }: Omit<Draft, 'numbering'>): PinInput[] {
  const open = new Set(input.events.filter((event) => event.active && event.autoSchedule).map(({ id }) => id));
  return (input.previous?.assignments ?? []).filter(({ event, employee, day }) => {
    const at = dayNumber(day) - frame.origin;
    return (
      at >= frame.first && at <= frame.last && frozenDays[at] === 1 && employeeIndex.has(employee) && open.has(event)
    );
  });
}

/** Where the events of the input were in the earlier schedule, if there is one. */
export function earlierOf(
  { previous }: Input,
  { frame, employeeIndex }: Pick<Draft, 'frame' | 'employeeIndex'>,
  eventIndex: ReadonlyMap<string, number>,
): Map<number, Earlier> | undefined {
  if (!previous) return undefined;
  const earlier = new Map<number, Earlier>();
  for (const { event, employee, day, block } of previous.assignments) {
    const index = eventIndex.get(event);
    if (index === undefined) continue;
    earlier.set(index, {
      who: employee,
      employee: employeeIndex.get(employee) ?? NONE,
      day: dayNumber(day) - frame.origin,
      block: block ?? NONE,
    });
  }
  return earlier;
}

function eventInfo(
  event: EventInput,
  run: Pick<EventInfo, 'index' | 'label' | 'old' | 'state'>,
  { frame, types, typeIndex, numbering }: Draft,
): EventInfo {
  const type = types[typeIndex.get(event.type)!]!;
  const due = dayNumber(event.due) - frame.origin;
  return {
    ...run,
    id: event.id,
    called: [event.name, event.reference].filter((name) => name !== undefined),
    type: type.index,
    first: Math.max(dayNumber(event.start) - frame.origin, frame.first),
    last: Math.min(due - 1, frame.last),
    due,
    minutes: event.minutes ?? type.minutes,
    product: numbering('product', event.product),
    pairing: numbering('pairing', event.pairing),
    priority: PRIORITIES.indexOf(event.priority),
  };
}

function postedEvent(event: EventInfo, at: Place, posted: PostedInput): Assignment {
  return { ...assignmentOf(event, at, 'posted'), minutes: posted.minutes ?? event.minutes };
}

function postedAlone(posted: PostedInput, at: Place, { types, typeIndex, numbering }: Draft): Assignment {
  const type = types[typeIndex.get(posted.type!)!]!;
  return {
    ...at,
    event: NONE,
    id: posted.event,
    label: posted.event,
    minutes: posted.minutes ?? type.minutes,
    type: type.index,
    product: numbering('product', posted.product),
    pairing: numbering('pairing', posted.pairing),
    origin: 'posted',
  };
}

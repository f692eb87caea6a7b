import { clockOf } from '../../src/domain/calendar.ts';
import type { LaneSpan, Parts, Where } from '../../src/domain/parts.ts';
import { ADVISORIES } from './advisories.ts';
import { conflictOf, postedAt } from './conflicts.ts';
import { RELIEFS } from './fixes/reliefs.ts';
import { hopeless } from './hopeless.ts';
import { inputSchema } from './input.ts';
import { near } from './near.ts';
import { placesOf } from './places.ts';
import { type Assignment, assignmentOf, type Companion, NONE, type Problem } from './problem.ts';
import { Schedule } from './schedule.ts';
import type { Staff } from './staff.ts';
import { warningsOf } from './warnings.ts';
import { placementsIn } from './whatIf/placements.ts';
import { dateOn, nameOf } from './words.ts';

const DAY_MINUTES = 24 * 60;

/** What the domain kit asks of staffing. */
export const PARTS: Parts<Staff> = {
  scheduleOf: (problem, work) => new Schedule(problem, work),
  itemWord: 'event',
  rankOf: ({ rank }, of) => rank['event' in of ? of.event : of.index]!,
  itemOf: ({ events }, { event }) => events[event],
  itemsOf: ({ events }) => events,
  labelOf: ({ label }) => label,
  calledBy: ({ called }) => called,
  whyIdle: ({ label, state }) => (state === 'inactive' ? `${label} is not active.` : undefined),
  placesOf,
  *tableOf({ employees, frame }, item) {
    for (let day = frame.first; day <= frame.last; day++) {
      for (const { index: employee } of employees) yield { item, employee, day };
    }
  },
  placeOf: ({ events }, { event, employee, day }) => ({ item: events[event]!, employee, day }),
  isSamePlace: (a, b) => a.item === b.item && a.employee === b.employee && a.day === b.day,
  candidateAt: (_, { item, employee, day }) => assignmentOf(item, { employee, day, block: NONE }, 'proposal'),
  variantsAt({ blocks, types }, { item, employee, day }: Companion) {
    if (!types[item.type]!.blocks) return [];
    return blocks.map(({ number: block }) => assignmentOf(item, { employee, day, block }, 'proposal'));
  },
  oldOf: (_, item) => item.old && assignmentOf(item, item.old, 'posted'),
  beside: (schedule, { employee, day }) => schedule.at(employee, day),
  earlier: (problem) => problem.input.previous && placementsIn(problem, problem.input.previous),
  whereOf,
  workAt({ employees, frame }, item, { who, at: { day, block } }) {
    const employee = employees.findIndex(({ id }) => id === who);
    const date = frame.dates.indexOf(`${day}`);
    if (employee < 0 || date < 0) return undefined;
    return assignmentOf(item, { employee, day: date, block: Number(block ?? NONE) }, 'proposal');
  },
  daysOf: ({ frame }) => frame.dates.slice(frame.first, frame.last + 1),
  zoneOf: ({ input }) => input.timeZone,
  lanesOf: ({ employees }) => employees.map(({ id, name }) => ({ id, label: name })),
  spansOf,
  companyPlaces({ employees }, company, { employee, day }) {
    const others = employees.map(({ index }) => index).filter((one) => one !== employee);
    return [employee, ...others].map((one) => ({ item: company, employee: one, day }));
  },
  kindOf: ({ types }, { type }) => types[type]!.name,
  sayPlace: (problem, { employee, day }) => `with ${nameOf(problem, employee)} on ${dateOn(problem, day)}`,
  warningsOf,
  conflictOf,
  near,
  advisories: ({ problem }) => ADVISORIES[problem.input.profile],
  enteredAt: ({ input }, item) => `/events/${input.events.findIndex(({ id }) => id === item.id)}`,
  postedAt,
  reliefs: RELIEFS,
  schema: inputSchema,
  hopeless,
};

/** The employee's lane; the whole day where no clock time is known. */
function spansOf(problem: Problem, { employee, day, block, type, minutes }: Assignment): LaneSpan[] {
  const { blocks, domains, employees, frame } = problem;
  if (day < frame.first || day > frame.last) return [];
  const midnight = (day - frame.first) * DAY_MINUTES;
  const start = blocks.find(({ number }) => number === block)?.arrive ?? domains.time[type]!;
  const lane = employees[employee]!.id;
  if (start === NONE) return [{ lane, from: midnight, to: midnight + DAY_MINUTES, isWholeDay: true, minutes }];
  return [{ lane, from: midnight + start, to: midnight + start + minutes }];
}

/** An employee, a day, a block and when that begins, by names. */
function whereOf({ blocks, domains, employees, frame }: Problem, { employee, day, block, type }: Assignment): Where {
  const start = blocks.find(({ number }) => number === block)?.arrive ?? domains.time[type]!;
  const at = {
    day: frame.dates[day]!,
    ...(block === NONE ? {} : { block }),
    ...(start === NONE ? {} : { time: clockOf(start) }),
  };
  return { who: employees[employee]!.id, at };
}

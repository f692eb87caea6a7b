import { clockOf, minuteOf } from '../../src/domain/calendar.ts';
import type { Parts } from '../../src/domain/parts.ts';
import { ruleWarnings } from '../../src/domain/warnings.ts';
import type { Caseload } from './caseload.ts';
import { type Input, inputSchema } from './input.ts';
import {
  type ItemInfo,
  isSamePlace,
  lanesOf,
  overlap,
  type Problem,
  type Spot,
  sessionOf,
  stretchOf,
} from './problem.ts';
import { RELIEFS } from './reliefs.ts';
import { bookOf, declaredRules } from './ruleBook.ts';
import { Schedule } from './schedule.ts';
import { dayName, providerName } from './words.ts';

const DAY_MINUTES = 24 * 60;

/** What the domain kit asks of the sessions model. */
export const PARTS: Parts<Caseload> = {
  scheduleOf: (problem, sessions) => new Schedule(problem, sessions),
  itemWord: 'session',
  rankOf: ({ rank }, of) => rank['item' in of ? of.item : of.index]!,
  itemOf: ({ items }, { item }) => items[item],
  itemsOf: ({ items }) => items,
  labelOf: ({ id }) => id,
  isOfRun: ({ state }) => state !== 'posted',
  isOpen: ({ state }) => state === 'open',
  whyIdle: () => undefined,
  placesOf: (problem, item) => [...spotsOf(problem, item)].filter(({ isOpen }) => isOpen).map(({ spot }) => spot),
  *tableOf(problem, item) {
    for (const { spot } of spotsOf(problem, item)) yield spot;
  },
  placeOf: ({ items }, { item, student, provider, day, start }) => ({
    item: items[item]!,
    student,
    provider,
    day,
    start,
  }),
  isSamePlace,
  candidateAt: (problem, place) => sessionOf(problem, place.item.index, place, 'proposal'),
  variantsAt: () => [],
  oldOf: () => undefined,
  beside: (schedule, session) =>
    schedule
      .with(session.provider, session.day)
      .filter((other) => other !== session && overlap(stretchOf(other), stretchOf(session))),
  earlier: () => undefined,
  whereOf: (problem, { provider, day, start }) => ({
    who: problem.providers[provider]?.id ?? '',
    at: { day: dayName(problem, day), start: clockOf(start) },
  }),
  workAt(problem, item, { who, at: { day, start } }) {
    const { grid, providers } = problem;
    const provider = providers.findIndex(({ id }) => id === who);
    const index = grid.days.indexOf(day as never);
    if (provider < 0 || index < 0 || typeof start !== 'string') return undefined;
    const place = { student: item.student, provider, day: index, start: minuteOf(start) };
    return sessionOf(problem, item.index, place, 'proposal');
  },
  daysOf: ({ grid }) => grid.days,
  lanesOf: ({ providers }) => providers.map(({ id, name }) => ({ id, label: name })),
  spanOf({ grid, providers }, { provider, day, start, minutes }) {
    if (day < 0 || day >= grid.days.length || provider < 0) return undefined;
    const from = day * DAY_MINUTES + start;
    return { lane: providers[provider]!.id, from, to: from + minutes };
  },
  companyPlaces: (_, company, place) => [{ ...place, item: company, student: company.student }],
  kindOf: () => undefined,
  sayPlace: (problem, { provider, day, start }) =>
    `with ${providerName(problem, provider)} on ${dayName(problem, day)} at ${clockOf(start)}`,
  warningsOf: (caseload) => {
    const { input } = caseload.problem;
    return ruleWarnings(bookOf(input.strategy), caseload, declaredRules(input));
  },
  conflictsOf: () => [],
  reliefs: RELIEFS,
  inForm: (value) => inputSchema.parse(value) as Input,
  hopeless: () => undefined,
};

/** Every time of the grid with everybody who may hold an item, and whether rules leave it open. */
function* spotsOf(problem: Problem, item: ItemInfo): Generator<{ spot: Spot; isOpen: boolean }> {
  const { domains, grid, students } = problem;
  for (let day = 0; day < grid.days.length; day++) {
    for (let slot = 0; slot < grid.slots; slot++) {
      for (const { lane, provider } of lanesOf(students[item.student]!)) {
        const spot = { item, student: item.student, provider, day, start: grid.from + slot * grid.every };
        yield { spot, isOpen: domains.open[(lane * grid.days.length + day) * grid.slots + slot] === 1 };
      }
    }
  }
}

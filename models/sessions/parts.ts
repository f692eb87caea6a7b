import { clockOf, minuteOf } from '../../src/domain/calendar.ts';
import type { LaneSpan, Parts, Where } from '../../src/domain/parts.ts';
import type { RuleBreach } from '../../src/domain/rules/rule.ts';
import { without } from '../../src/domain/stretches.ts';
import { ruleWarnings } from '../../src/domain/warnings.ts';
import type { Conflict } from '../../src/solve/issue.ts';
import type { Placement } from '../../src/solve/placement.ts';
import { isOfAbsent } from './absent.ts';
import type { Caseload, Sessions } from './caseload.ts';
import { inputSchema } from './input.ts';
import { near } from './near.ts';
import { type ItemInfo, isSamePlace, overlap, type Problem, type Session, sessionOf, stretchOf } from './problem.ts';
import { RELIEFS } from './reliefs.ts';
import { bookOf, declaredRules } from './ruleBook.ts';
import { Schedule } from './schedule.ts';
import { looseIn, type Solution } from './solution.ts';
import { spotsOf } from './spots.ts';
import { dayName, providerName } from './words.ts';

const DAY_MINUTES = 1440;

/** What the domain kit asks of the sessions model. */
export const PARTS: Parts<Caseload> = {
  scheduleOf: (problem, sessions) => new Schedule(problem, sessions),
  rankOf: ({ rank }, of) => rank['item' in of ? of.item : of.index]!,
  itemOf: ({ items }, { item }) => items[item],
  itemsOf: ({ items }) => items,
  labelOf: ({ label }) => label,
  calledBy: () => [],
  whyIdle: () => undefined,
  placesOf: (problem, item) => [...spotsOf(problem, item)],
  tableOf: spotsOf,
  placeOf: ({ items }, session) => ({ ...session, item: items[session.item]! }),
  isSamePlace,
  candidateAt: (problem, place) => sessionOf(problem, place.item.index, place, 'proposal'),
  variantsAt: () => [],
  oldOf,
  beside: (schedule, session) =>
    schedule.with(session.provider, session.day).filter((one) => overlap(stretchOf(session), stretchOf(one))),
  earlier: (problem) => problem.input.previous && placementsIn(problem, problem.input.previous),
  whereOf,
  workAt(problem, item, { who, at: { day, start } }) {
    const provider = problem.providerIndex.get(who);
    const index = problem.grid.days.map(String).indexOf(`${day}`);
    if (provider === undefined || index < 0 || !/^\d\d:\d\d$/.test(`${start}`)) return undefined;
    const place = { student: item.student, provider, day: index, start: minuteOf(`${start}`) };
    return sessionOf(problem, item.index, place, 'proposal');
  },
  daysOf: ({ grid }) => grid.days,
  lanesOf: ({ providers }) => providers.map(({ id, name }) => ({ id, label: name })),
  spansOf({ providers }, { provider, day, start, minutes }) {
    const from = day * DAY_MINUTES + start;
    return [{ lane: providers[provider]!.id, from, to: from + minutes }];
  },
  atWork,
  companyPlaces: (_, company, place) => [{ ...place, item: company, student: company.student }],
  kindOf: () => undefined,
  sayPlace: (problem, { provider, day, start }) =>
    `with ${providerName(problem, provider)} on ${dayName(problem, day)} at ${clockOf(start)}`,
  warningsOf: (caseload) => {
    const { input } = caseload.problem;
    return ruleWarnings(bookOf(input.strategy), caseload, declaredRules(input));
  },
  conflictOf,
  near,
  reliefs: RELIEFS,
  schema: inputSchema,
  itemWord: 'session',
  hopeless: () => undefined,
};

/** The work of providers at any of their sites, without what is blocked to them. */
function atWork({ closed, grid, providers, sites }: Problem): LaneSpan[] {
  return providers.flatMap(({ id, index }) =>
    grid.days.flatMap((_, day) => {
      const open = sites.flatMap((_, site) => {
        const shut = closed.works[(index * sites.length + site) * grid.days.length + day];
        return shut ? without([{ from: 0, to: DAY_MINUTES }], shut) : [];
      });
      const left = without(open, closed.blockedProviders[index * grid.days.length + day] ?? []);
      return left.map(({ from, to }) => ({ lane: id, from: from + day * DAY_MINUTES, to: to + day * DAY_MINUTES }));
    }),
  );
}

/** Movable posted sessions are the first of those that are open. */
function oldOf(problem: Problem, { index, state, student }: ItemInfo): Session | undefined {
  const { firstItem, old, open, sessions } = problem.students[student]!;
  const place = old[index - firstItem - (sessions - open)];
  return state === 'open' && place ? sessionOf(problem, index, place, 'posted') : undefined;
}

function whereOf(problem: Problem, { provider, day, start, student }: Session): Where {
  const site = problem.sites[problem.students[student]!.site]!.id;
  return { who: problem.providers[provider]!.id, at: { day: dayName(problem, day), start: clockOf(start), site } };
}

/** What a solution lists, as far as its names are known, and the pins that it leaves to the input. */
export function placementsIn(problem: Problem, solution: Solution): Placement[] {
  const pins = problem.fixed.filter(({ origin }) => origin === 'pin');
  return [...pins, ...looseIn(problem, solution)]
    .sort((a, b) => a.item - b.item)
    .map((session) => ({ item: session.id, ...whereOf(problem, session) }));
}

/** Posted sessions may be off the grid, and with providers of other services. */
function conflictOf(sessions: Sessions, { assignments, rule, text }: RuleBreach<Caseload>): Conflict | undefined {
  const { problem, rules } = sessions;
  if (rules.some(({ id, rule: { template } }) => id === rule && template === 'structure')) return undefined;
  const isAway = isOfAbsent(sessions);
  return {
    rule,
    text,
    items: assignments.map(({ id }) => id),
    who: [...new Set(assignments.map(({ provider }) => problem.providers[provider]?.id ?? 'nobody'))].sort(),
    when: [...new Set(assignments.map(({ day }) => day))].sort().map((day) => dayName(problem, day)),
    ...(assignments.some(isAway) ? { reopen: 'absent' as const } : {}),
  };
}

import type { Input } from '../../../models/staffing/input.ts';
import {
  blocksOf,
  chosenBy,
  clock,
  datesOf,
  type EmployeeGiven,
  isAbsent,
  isClosed,
  isThere,
  plusDays,
  type RuleInForce,
  rulesOf,
  satisfies,
  typeOf,
  weekOf,
  worksByPattern,
} from './facts.ts';
import { instantOf } from './instant.ts';
import { isOfRun, postingOf, type Work } from './works.ts';

/** What is judged: an input, a rule of it, and all work, posted work with the rest. */
export interface Case {
  readonly input: Input;
  readonly rule: RuleInForce;
  readonly works: readonly Work[];
}

/** Pieces of work that break a rule together; none for work that is missing. */
type Offence = readonly Work[];

type Check = (given: Case) => Offence[];

const day = (a: Work, b: Work): boolean => a.day === b.day;
const person = (a: Work, b: Work): boolean => a.employee === b.employee;
const personDay = (a: Work, b: Work): boolean => person(a, b) && day(a, b);

function employeeOf(input: Input, id: string): EmployeeGiven {
  return input.employees.find((one) => one.id === id)!;
}

/** Each piece of work by itself. */
function each(breaks: (given: Case, work: Work) => boolean): Check {
  return (given) => given.works.filter((work) => breaks(given, work)).map((work) => [work]);
}

/** For each piece of work, those that break the rule together with it. */
function around(group: (given: Case, work: Work) => Offence): Check {
  return (given) => given.works.map((work) => group(given, work)).filter((offence) => offence.length > 0);
}

/** The cap of a person: the own one, else the rule's, and none for an exempt role. */
function capOf({ input, rule }: Case, id: string): number {
  const { caps, role } = employeeOf(input, id);
  return (
    caps.get(rule.id) ?? (rule.parameters.exemptRoles?.includes(role) ? Number.POSITIVE_INFINITY : rule.parameters.max)
  );
}

/** At most this many of some types of a person in each group. */
function atMost(same: (given: Case, a: Work, b: Work) => boolean): Check {
  return around((given, work) => {
    const { types } = given.rule.parameters;
    if (!types.includes(work.type)) return [];
    const group = given.works.filter((one) => types.includes(one.type) && same(given, work, one));
    return group.length > capOf(given, work.employee) ? group : [];
  });
}

const isSameWeek = ({ input }: Case, a: Work, b: Work): boolean => weekOf(input, a.day) === weekOf(input, b.day);

/** Work of the one kind beside work of the other. */
function besides(same: (a: Work, b: Work) => boolean): Check {
  return around(({ rule: { parameters }, works }, work) => {
    const others = works.filter((one) => parameters.excludes.includes(one.type) && same(work, one));
    if (!parameters.types.includes(work.type) || others.length === 0) return [];
    return [...works.filter((one) => parameters.types.includes(one.type) && same(work, one)), ...others];
  });
}

const structure = each(({ input, works }, work) => {
  const event = input.events.find(({ id }) => id === work.event);
  if (work.origin !== 'proposal' || event === undefined) return false;
  const isOpen = isOfRun(input, event) && !input.pins.some((pin) => pin.event === event.id);
  const isOnce = works.filter((one) => one.event === work.event).length === 1;
  const { from, to } = input.horizon;
  const isInTime = work.day >= event.start && work.day < event.due && work.day >= from && work.day <= to;
  const hasBlock = typeOf(input, work.type)?.blocks
    ? blocksOf(input).some(({ number }) => number === work.block)
    : work.block === undefined;
  return !(isOpen && isOnce && isInTime && hasBlock && employeeOf(input, work.employee).active);
});

const available = each(({ input, rule }, work) => {
  const employee = employeeOf(input, work.employee);
  return rule.parameters.layer === 'absence' ? isAbsent(employee, work.day) : !worksByPattern(employee, work.day);
});

const openDay = each(({ input, rule }, work) =>
  (rule.parameters.closed === 'holidays' ? input.holidays : input.lockedDays).includes(work.day),
);

const qualified = each(
  ({ input, rule }, work) =>
    rule.parameters.types.includes(work.type) && !satisfies(employeeOf(input, work.employee), rule.parameters),
);

const follower: Check = ({ input, rule, works }) => {
  const { leader, follower: type, employee } = rule.parameters;
  const ofPair = (of: string, pairing: string | undefined) =>
    works.filter((one) => one.type === of && pairing !== undefined && one.pairing === pairing);
  const alone = works
    .filter((work) => work.type === leader && work.pairing !== undefined)
    .filter(({ pairing }) =>
      input.events.some(
        (event) =>
          event.type === type &&
          event.pairing === pairing &&
          isOfRun(input, event) &&
          !works.some((work) => work.event === event.id),
      ),
    )
    .map((work) => [work]);
  const led = works
    .filter((work) => work.type === type)
    .flatMap((work) => {
      const leaders = ofPair(leader, work.pairing);
      if (leaders.length === 0) return [[work]];
      const beside = leaders.some((one) => day(one, work) && (employee !== 'same' || person(one, work)));
      return beside ? [] : [[work, ...leaders]];
    });
  const unchosen = works
    .filter((work) => work.type === type && employee !== 'same')
    .filter((work) =>
      (employee as Exclude<typeof employee, 'same'>).every((choice) =>
        chosenBy(input, choice, work.day).every(({ id }) => id !== work.employee),
      ),
    )
    .map((work) => [work]);
  return [...alone, ...led, ...unchosen];
};

const needsBase = each((given, work) => lacksBase(given, work) || hasLeftSupport(given, work));

function lacksBase({ input, rule: { parameters }, works }: Case, work: Work): boolean {
  if (!parameters.types.includes(work.type)) return false;
  if (parameters.exemptRoles?.includes(employeeOf(input, work.employee).role)) return false;
  return !works.some((one) => one !== work && parameters.bases.includes(one.type) && personDay(one, work));
}

/** A base of the run that is not where it was posted, where posted support now has no base. */
function hasLeftSupport(given: Case, work: Work): boolean {
  const { input, rule, works } = given;
  const event = input.events.find(({ id }) => id === work.event);
  const was = event && isOfRun(input, event) ? postingOf(input, event) : undefined;
  if (was === undefined || work.origin !== 'proposal' || !rule.parameters.bases.includes(work.type)) return false;
  if (was.employee === work.employee && was.day === work.day) return false;
  return works.some(
    (one) => one.origin === 'posted' && one.employee === was.employee && one.day === was.day && lacksBase(given, one),
  );
}

const fullDay = around(({ rule: { parameters }, works }, work) => {
  if (work.minutes < parameters.minutes) return [];
  const others = works.filter((one) => one !== work && parameters.types.includes(one.type) && personDay(one, work));
  return others.length > 0 ? [work, ...others] : [];
});

const uniqueBlock = around(({ rule: { parameters }, works }, work) => {
  if (!parameters.types.includes(work.type) || work.block === undefined) return [];
  const group = works.filter(
    (one) => parameters.types.includes(one.type) && one.block === work.block && day(one, work),
  );
  return group.length > 1 ? group : [];
});

const weeklyMinutes = around((given, work) => {
  const group = given.works.filter((one) => person(one, work) && isSameWeek(given, one, work));
  return group.reduce((sum, { minutes }) => sum + minutes, 0) > capOf(given, work.employee) ? group : [];
});

/** What of a person's days is too much, if the run adds a day of work to those that are fixed. */
function tooManyDays({ works }: Case, group: Offence, isTooMuch: boolean): Offence {
  const isFixed = ({ employee, day: date }: Work) =>
    works.some((one) => one.origin !== 'proposal' && one.employee === employee && one.day === date);
  return isTooMuch && !group.every(isFixed) ? group : [];
}

const maxDaysPerWeek = around((given, work) => {
  const group = given.works.filter((one) => person(one, work) && isSameWeek(given, one, work));
  return tooManyDays(given, group, new Set(group.map((one) => one.day)).size > capOf(given, work.employee));
});

const maxConsecutiveDays = around((given, work) => {
  const own = given.works.filter((one) => person(one, work));
  const worksOn = (date: string) => own.some((one) => one.day === date);
  let first = work.day;
  while (worksOn(plusDays(first, -1))) first = plusDays(first, -1);
  let last = work.day;
  while (worksOn(plusDays(last, 1))) last = plusDays(last, 1);
  const row = own.filter((one) => one.day >= first && one.day <= last);
  return tooManyDays(given, row, datesOf(first, last).length > capOf(given, work.employee));
});

const minRest = around(({ input, rule: { parameters }, works }, work) => {
  const first = timeOf(input, work);
  if (first === undefined) return [];
  const next = works.filter((one) => {
    const second = timeOf(input, one);
    if (second === undefined || !person(one, work) || one.day <= work.day) return false;
    return second.from - first.to < parameters.hours * 60;
  });
  return next.length > 0 ? [work, ...next] : [];
});

const noOverlap = around(({ input, works }, work) => {
  const mayOverlap = (one: Work): boolean => followerOf(input, one)?.overlap === true;
  const at = timeOf(input, work);
  const others = works.filter((one) => {
    const other = timeOf(input, one);
    if (at === undefined || other === undefined || one === work || !person(one, work)) return false;
    if (mayOverlap(one) || mayOverlap(work)) return false;
    return at.from < other.to && other.from < at.to;
  });
  return others.length > 0 ? [work, ...others] : [];
});

function followerOf(input: Input, { type }: Work) {
  return rulesOf(input).find(({ template, parameters }) => template === 'follower' && parameters.follower === type)
    ?.parameters;
}

/** When work begins and ends, in minutes that pass, if a clock time is known. */
function timeOf(input: Input, work: Work): { readonly from: number; readonly to: number } | undefined {
  const at = (minute: number): number => instantOf(input.timeZone, work.day, minute);
  const block = blocksOf(input).find(({ number }) => number === work.block);
  if (block) {
    const [arrive, depart] = [clock(block.arrive), clock(block.depart)];
    return { from: at(arrive), to: at(depart <= arrive ? depart + 24 * 60 : depart) };
  }
  const time = followerOf(input, work)?.time ?? typeOf(input, work.type)?.time;
  return time === undefined ? undefined : { from: at(clock(time)), to: at(clock(time)) + work.minutes };
}

const minPerWeek: Check = ({ input, rule: { parameters }, works }) => {
  const dates = datesOf(input.horizon.from, input.horizon.to).filter((date) => !isClosed(input, date));
  return [...new Set(dates.map((date) => weekOf(input, date)))].flatMap((week) =>
    input.employees
      .filter(({ active, role }) => active && (parameters.roles === undefined || parameters.roles.includes(role)))
      .filter((one) => {
        const there = dates.filter((date) => weekOf(input, date) === week && isThere(input, one, date));
        const own = works.filter(({ employee, type }) => employee === one.id && parameters.types.includes(type));
        return own.filter(({ day }) => weekOf(input, day) === week).length < Math.min(parameters.min, there.length);
      })
      .map(() => []),
  );
};

const CHECKS: Readonly<Record<string, Check>> = {
  structure,
  available,
  'open-day': openDay,
  qualified,
  'max-per-day': atMost((_, a, b) => personDay(a, b)),
  'max-per-week': atMost((given, a, b) => person(a, b) && isSameWeek(given, a, b)),
  'exclusive-per-day': besides(personDay),
  'exclusive-days': besides(day),
  follower,
  'needs-base': needsBase,
  'full-day': fullDay,
  'unique-block': uniqueBlock,
  'weekly-minutes': weeklyMinutes,
  'max-days-per-week': maxDaysPerWeek,
  'max-consecutive-days': maxConsecutiveDays,
  'min-rest': minRest,
  'no-overlap': noOverlap,
  'min-per-week': minPerWeek,
};

/** The events that break each hard rule that is on; only what a proposal takes part in, or nothing at all, is broken. */
export function brokenRules(input: Input, works: readonly Work[]): Record<string, string[]> {
  const broken: Record<string, string[]> = {};
  for (const rule of rulesOf(input)) {
    const offences = CHECKS[rule.template]?.({ input, rule, works }) ?? [];
    const blamed = offences.filter(
      (offence) => offence.length === 0 || offence.some(({ origin }) => origin === 'proposal'),
    );
    if (blamed.length === 0) continue;
    broken[rule.id] = [...new Set(blamed.flat().map(({ event }) => event))].sort();
  }
  return broken;
}

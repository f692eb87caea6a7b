import type { Input } from '../../models/sessions/input.ts';
import {
  atOnce,
  dayOfWeek,
  gridOf,
  isOn,
  minute,
  minutesBetween,
  runsOf,
  type Sitting,
  type Solution,
  shares,
  sittingsOf,
  touches,
} from './naiveSessions/facts.ts';

type Numbers = Readonly<Record<string, number>>;

/** A rule as the plain reading knows it. */
export interface PlainRule {
  readonly id: string;
  readonly template: string;
  readonly parameters: Record<string, unknown>;
  readonly weight: number;
}

/**
 * A plain reading of the rules of sessions, over names and single minutes, without a thought for speed: which hard rules a
 * schedule breaks, and what it costs by each soft one.
 */
export function naiveReview(input: Input, rules: readonly PlainRule[], solution: Solution) {
  const all = sittingsOf(input, solution);
  const hard = new Set<string>();
  const soft = new Map<string, number>();
  for (const rule of rules) {
    const broken = HARD[rule.template]?.(input, all, rule.parameters as never);
    if (broken) hard.add(rule.id);
    const cost = SOFT[rule.template]?.(input, all, rule.parameters as never);
    if (cost !== undefined) soft.set(rule.id, cost(rule.weight));
  }
  return { hard, soft };
}

type Hard = (input: Input, all: readonly Sitting[], parameters: never) => boolean;
type Soft = (input: Input, all: readonly Sitting[], parameters: never) => (weight: number) => number;

const studentOf = (input: Input, { student }: Sitting) => input.students.find(({ id }) => id === student)!;
const added = (all: readonly Sitting[]): Sitting[] => all.filter(({ isNew }) => isNew);
const hasNew = (some: readonly Sitting[]): boolean => some.some(({ isNew }) => isNew);

/** Every list of sittings of one student and day, and of one provider and day. */
const perStudentDay = (all: readonly Sitting[]) => [
  ...Map.groupBy(all, ({ student, day }) => JSON.stringify([student, day])).values(),
];
const perProviderDay = (all: readonly Sitting[]) => [
  ...Map.groupBy(all, ({ provider, day }) => JSON.stringify([provider, day])).values(),
];
const everyMinute = (some: readonly Sitting[]) => [...new Set(some.flatMap(({ minutes }) => minutes))];

const HARD: Readonly<Record<string, Hard>> = {
  structure: (input, all) =>
    added(all).some((one) => {
      const { providers } = studentOf(input, one);
      const isOnGrid = gridOf(input).includes(one.start) && one.minutes.at(-1)! < minute(input.grid.to);
      return !isOnGrid || !input.grid.days.includes(one.day as never) || !providers.includes(one.provider);
    }) ||
    input.students.some(({ id, sessions }) => {
      const own = all.filter((one) => one.student === id && one.counts);
      return own.length > sessions && hasNew(own);
    }),
  works: (input, all) =>
    added(all).some((one) => {
      const { work } = input.providers.find(({ id }) => id === one.provider)!;
      const { site } = studentOf(input, one);
      if (!work) {
        const served = input.students.filter(({ providers }) => providers.includes(one.provider));
        return (
          !served.some((other) => other.site === site) ||
          one.minutes.some((at) => at < minute(input.grid.from) || at >= minute(input.grid.to))
        );
      }
      const open = work.filter((entry) => entry.site === site && isOn(entry, one.day));
      return !one.minutes.every((at) => open.some(({ from, to }) => minute(from) <= at && at < minute(to)));
    }),
  hours: (input, all) =>
    added(all).some((one) => {
      const { grade, site } = studentOf(input, one);
      const own = input.hours.filter((entry) => entry.site === site && entry.grade === grade);
      const open = own.filter((entry) => isOn(entry, one.day));
      return (
        own.length > 0 && !one.minutes.every((at) => open.some(({ from, to }) => minute(from) <= at && at < minute(to)))
      );
    }),
  bells: (input, all) =>
    added(all).some((one) => {
      const { grade, site } = studentOf(input, one);
      return input.bells.some((bell) => bell.site === site && bell.grades.includes(grade ?? '') && touches(one, bell));
    }),
  activities: (input, all) =>
    added(all).some((one) => {
      const { teacher, site } = studentOf(input, one);
      return input.activities.some((entry) => entry.site === site && entry.teacher === teacher && touches(one, entry));
    }),
  blocked: (input, all) =>
    added(all).some((one) => {
      const { id, grade, site, teacher } = studentOf(input, one);
      return input.blocked.some(
        (entry) =>
          touches(one, entry) &&
          (entry.provider === one.provider ||
            entry.student === id ||
            entry.site === site ||
            (entry.grade !== undefined && entry.grade === grade) ||
            (entry.teacher !== undefined && entry.teacher === teacher)),
      );
    }),
  'no-overlap': (_, all) =>
    perStudentDay(all).some((day) =>
      everyMinute(day).some((at) => atOnce(day, at).length > 1 && hasNew(atOnce(day, at))),
    ),
  'max-per-day': (_, all, { max }: Numbers) => perStudentDay(all).some((day) => day.length > max! && hasNew(day)),
  'max-consecutive': (_, all, { minutes }: Numbers) =>
    perStudentDay(all).some((day) =>
      runsOf(day).some(
        ([first, last]) =>
          last - first + 1 > minutes! && hasNew(day.filter((one) => one.start >= first && one.start <= last)),
      ),
    ),
  'min-break': (_, all, { minutes }: Numbers) =>
    perStudentDay(all).some((day) => {
      const runs = runsOf(day);
      return runs.slice(1).some(([next], i) => {
        const before = runs[i]![1];
        const beside = day.filter((one) => one.minutes.at(-1) === before || one.start === next);
        return next - before - 1 < minutes! && hasNew(beside);
      });
    }),
  'min-days-between': (_, all, { days }: Numbers) =>
    all.some((one, i) =>
      all
        .slice(i + 1)
        .some(
          (other) =>
            one.student === other.student &&
            hasNew([one, other]) &&
            Math.abs(dayOfWeek(one.day) - dayOfWeek(other.day)) <= days!,
        ),
    ),
  capacity: (input, all, { max }: Numbers) =>
    perProviderDay(all).some((day) => {
      const own = input.providers.find(({ id }) => id === day[0]!.provider)!.capacity ?? max!;
      return everyMinute(day).some((at) => atOnce(day, at).length > Math.min(own, max!) && hasNew(atOnce(day, at)));
    }),
  'same-group': (_, all, { students }: { students: string[] }) =>
    added(all)
      .filter(({ student }) => students.includes(student))
      .some((one) =>
        students.some(
          (other) =>
            !all.some(
              ({ student, provider, day, start }) =>
                student === other && provider === one.provider && day === one.day && start === one.start,
            ),
        ),
      ),
  apart: (_, all, { students }: { students: string[] }) =>
    perProviderDay(all.filter(({ student }) => students.includes(student))).some((day) =>
      everyMinute(day).some((at) => atOnce(day, at).length > 1 && hasNew(atOnce(day, at))),
    ),
  lunch: (_, all, { from, to, minutes }: { from: string; to: string; minutes: number }) =>
    perProviderDay(all).some((day) => {
      const window = minutesBetween(minute(from), minute(to));
      const within = day.filter((one) => shares(one.minutes, window));
      const isFree = (at: number): boolean =>
        minutesBetween(at, at + minutes).every((one) => window.includes(one) && atOnce(day, one).length === 0);
      return hasNew(within) && !window.some(isFree);
    }),
  'max-minutes': (input, all, { day, week }: Numbers) => {
    const busy = (some: readonly Sitting[]): number => {
      const starts = gridOf(input);
      const taken = [...Map.groupBy(some, (one) => one.day).values()].map(
        (list) => starts.filter((at) => atOnce(list, at).length > 0).length,
      );
      return input.grid.startsEvery * taken.reduce((sum, one) => sum + one, 0);
    };
    const exceeds = (some: readonly Sitting[], max: number | undefined): boolean =>
      max !== undefined && busy(some) > max && busy(some) > busy(some.filter(({ isNew }) => !isNew));
    const byProvider = [...Map.groupBy(all, ({ provider }) => provider).values()];
    return perProviderDay(all).some((some) => exceeds(some, day)) || byProvider.some((some) => exceeds(some, week));
  },
};

const FACTORS: Numbers = { low: 0.5, normal: 1, high: 2, critical: 4 };

const SOFT: Readonly<Record<string, Soft>> = {
  place: (input, all) => (weight) =>
    input.students.reduce((sum, { id, minutes, priority, sessions }) => {
      const placed = all.filter(({ counts, student }) => counts && student === id).length;
      const each = Math.round(weight * FACTORS[priority]! * (1 + 0.001 * sessions * minutes));
      return sum + Math.max(0, sessions - placed) * each;
    }, 0),
  prefer: (input, all) => (weight) =>
    weight *
    added(all).reduce((sum, one) => {
      const { avoid, prefer } = studentOf(input, one);
      const isAvoided = avoid.some((entry) => touches(one, entry));
      const within = prefer.some(
        (entry) => isOn(entry, one.day) && one.minutes.every((at) => minute(entry.from) <= at && at < minute(entry.to)),
      );
      return sum + Number(isAvoided) + Number(prefer.length > 0 && !within);
    }, 0),
  keep: (input, all) => (weight) =>
    weight *
    input.posted.filter(
      (old) =>
        old.movable &&
        input.students.find(({ id }) => id === old.student)!.providers.includes(old.provider) &&
        !all.some(
          ({ student, provider, day, start }) =>
            student === old.student && provider === old.provider && day === old.day && start === minute(old.start),
        ),
    ).length,
  'second-pass':
    (input, all, { free }: Numbers) =>
    (weight) =>
      weight *
      perProviderDay(all).reduce(
        (sum, day) =>
          sum + gridOf(input).reduce((more, at) => more + Math.max(0, atOnce(day, at).length - (free ?? 3)), 0),
        0,
      ),
  spread: (_, all) => (weight) => weight * perStudentDay(all).reduce((sum, day) => sum + day.length - 1, 0),
  'even-days': (input, all) => (weight) =>
    weight *
    input.providers.reduce((sum, { id, work }) => {
      const days = input.grid.days.filter((day) => !work || work.some((entry) => isOn(entry, day)));
      const counts = days.map((day) => all.filter((one) => one.provider === id && one.day === day).length);
      return sum + (counts.length > 1 ? Math.max(...counts) - Math.min(...counts) : 0);
    }, 0),
  company:
    (input, all, { by }: { by: 'grade' | 'teacher' }) =>
    (weight) => {
      const groups = all.flatMap((one) => {
        const kind = studentOf(input, one)[by];
        return kind === undefined
          ? []
          : [JSON.stringify([one.provider, one.day, one.start, studentOf(input, one).site, kind])];
      });
      return weight * new Set(groups).size;
    },
  morning:
    (_, all, { until }: { until?: string }) =>
    (weight) =>
      weight * added(all).filter(({ start }) => start >= minute(until ?? '12:00')).length,
  afternoon:
    (_, all, { from }: { from?: string }) =>
    (weight) =>
      weight * added(all).filter(({ start }) => start < minute(from ?? '12:00')).length,
  compactness: (input, all) => (weight) =>
    weight *
    perProviderDay(all).reduce((sum, day) => {
      const busy = gridOf(input).map((at) => atOnce(day, at).length > 0);
      const begun = busy.filter((isBusy, i) => isBusy && !busy[i - 1]).length;
      return sum + Math.max(0, begun - 1);
    }, 0),
};

/** The templates that the plain reading knows. */
export const KNOWN = { hard: Object.keys(HARD), soft: Object.keys(SOFT) };

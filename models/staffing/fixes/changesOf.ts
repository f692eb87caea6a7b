import { dateOf, dayNumber, WEEKDAYS } from '../../../src/domain/calendar.ts';
import type { OwnStep, SaidRelief } from '../../../src/domain/fixes/reliefs.ts';
import { pathPart } from '../../../src/domain/fixes/ruleChange.ts';
import type { Change } from '../../../src/solve/change.ts';
import type { BlockInput, EmployeeInput, Input } from '../input.ts';
import type { Problem } from '../problem.ts';
import { PROFILES } from '../profiles/index.ts';
import type { Relief } from '../rules/relief.ts';
import type { ActiveRule } from '../rules/rule.ts';
import type { Staff } from '../staff.ts';
import { dateOn, nameOf } from '../words.ts';

type Of<K extends Relief['kind']> = Extract<Relief, { kind: K }>;

interface Around {
  readonly problem: Problem;
  /** As it is by now, when steps before this one have changed it. */
  readonly input: Input;
  readonly rule: ActiveRule;
}

/** Numbers of blocks go up to this one. */
const LAST_BLOCK = 99;

/** A step as a sentence and as changes of the input; undefined when the input has no room for it. */
export function changesOf(problem: Problem, input: Input, { rule, relief }: OwnStep<Staff>): SaidRelief | undefined {
  const say = SAYINGS[relief.kind] as (relief: Relief, around: Around) => SaidRelief | undefined;
  return say(relief, { problem, input, rule });
}

const SAYINGS: { readonly [K in Relief['kind']]: (relief: Of<K>, around: Around) => SaidRelief | undefined } = {
  cap: ({ employee, max }, { problem, input, rule }) => {
    const { entry, path } = employeeIn(problem, input, employee);
    const before = entry.caps.get(rule.id) ?? (rule.parameters as { max?: number }).max;
    return {
      text: `Let ${nameOf(problem, employee)} have up to ${max} where the rule ${rule.id} allows ${before}.`,
      changes: [{ set: `${path}/caps`, value: Object.fromEntries([...entry.caps, [rule.id, max]]) }],
    };
  },
  available: ({ employee, day, layer }, { problem, input }) => {
    const { entry, path } = employeeIn(problem, input, employee);
    const date = dateOn(problem, day);
    const what = layer === 'absence' ? 'time off' : 'the weekly pattern';
    const about = { entry, path, date };
    const changes =
      layer === 'absence'
        ? withoutTimeOff(input, about)
        : withOverride(input, { ...about, weekday: problem.frame.weekday[day]! });
    return { text: `Have ${nameOf(problem, employee)} work on ${date}, in spite of ${what}.`, changes };
  },
  'open-day': ({ day, list }, { problem, input }) => {
    const date = dateOn(problem, day);
    const kept = input[list].filter((one) => one !== date);
    if (kept.length === input[list].length) return undefined;
    const verb = { holidays: 'Open', lockedDays: 'Unlock', frozenDays: 'Unfreeze' }[list];
    return { text: `${verb} ${date}.`, changes: [{ set: list, value: kept }] };
  },
  role: ({ employee, role }, { problem, input }) => {
    const { entry, path } = employeeIn(problem, input, employee);
    return {
      text: `Make ${nameOf(problem, employee)} ${role} instead of ${entry.role}.`,
      changes: [{ set: `${path}/role`, value: role }],
    };
  },
  skill: ({ employee, skill }, { problem, input }) => {
    const { entry, path } = employeeIn(problem, input, employee);
    return {
      text: `Give ${nameOf(problem, employee)} the skill ${skill}.`,
      changes: [{ set: `${path}/skills`, value: [...entry.skills, skill] }],
    };
  },
  dates: ({ event, day }, { problem, input }) => {
    const { id, label } = problem.events[event]!;
    const at = input.events.findIndex((one) => one.id === id);
    const { start } = input.events[at]!;
    const date = dateOn(problem, day);
    const isEarly = date < start;
    const change = isEarly
      ? { set: `events/${pathPart(id, at)}/start`, value: date }
      : { set: `events/${pathPart(id, at)}/due`, value: dateOf(dayNumber(date) + 1) };
    return {
      text: `Let ${label} ${isEarly ? 'begin' : 'be'} as ${isEarly ? 'early' : 'late'} as ${date}.`,
      changes: [change],
    };
  },
  block: (_, { input }) => {
    const blocks = input.blocks ?? PROFILES[input.profile].blocks;
    const last = blocks.reduce<BlockInput | undefined>((a, b) => (a && a.number > b.number ? a : b), undefined);
    if (!last || last.number === LAST_BLOCK) return undefined;
    return {
      text: `Add block ${last.number + 1}, with the times of block ${last.number}.`,
      changes: [{ set: 'blocks', value: [...blocks, { ...last, number: last.number + 1 }] }],
    };
  },
  unpin: ({ event }, { problem, input }) => {
    const { id, label } = problem.events[event]!;
    const pins = input.pins.filter((pin) => pin.event !== id);
    return pins.length === input.pins.length
      ? undefined
      : { text: `Take out the pin of ${label}.`, changes: [{ set: 'pins', value: pins }] };
  },
};

function employeeIn(problem: Problem, input: Input, employee: number): { entry: EmployeeInput; path: string } {
  const { id } = problem.employees[employee]!;
  const at = input.employees.findIndex((one) => one.id === id);
  return { entry: input.employees[at]!, path: `employees/${pathPart(id, at)}` };
}

interface AboutDay {
  readonly entry: EmployeeInput;
  readonly path: string;
  readonly date: string;
}

/** The employee's time off without one day, also that which is listed beside the employees. */
function withoutTimeOff({ timeOff }: Input, { entry, path, date }: AboutDay): Change[] {
  const [before, after] = [-1, 1].map((step) => dateOf(dayNumber(date) + step));
  const without = <Stretch extends { from: string; to: string }>(stretches: readonly Stretch[]): Stretch[] =>
    stretches.flatMap((one) => {
      if (!covers(one, date)) return [one];
      return [
        { ...one, to: before! },
        { ...one, from: after! },
      ].filter((part) => part.from <= part.to);
    });
  const listed = timeOff.filter(({ employee }) => employee === entry.id);
  const others = timeOff.filter(({ employee }) => employee !== entry.id);
  return [
    ...(entry.timeOff.some((one) => covers(one, date))
      ? [{ set: `${path}/timeOff`, value: without(entry.timeOff) }]
      : []),
    ...(listed.some((one) => covers(one, date)) ? [{ set: 'timeOff', value: [...others, ...without(listed)] }] : []),
  ];
}

function covers({ from, to }: { readonly from: string; readonly to: string }, date: string): boolean {
  return from <= date && date <= to;
}

/** The employee's overrides with one more for a day; it replaces those of the same day alone, which it would contradict. */
function withOverride(
  { overrides }: Input,
  { entry, path, date, weekday }: AboutDay & { readonly weekday: number },
): Change[] {
  const isOfDay = ({ from, to }: { readonly from: string; readonly to: string }): boolean =>
    from === date && to === date;
  const value = [
    ...entry.overrides.filter((one) => !isOfDay(one)),
    { from: date, to: date, days: { [WEEKDAYS[weekday]!]: true } },
  ];
  const kept = overrides.filter((one) => one.employee !== entry.id || !isOfDay(one));
  return [
    { set: `${path}/overrides`, value },
    ...(kept.length < overrides.length ? [{ set: 'overrides', value: kept }] : []),
  ];
}

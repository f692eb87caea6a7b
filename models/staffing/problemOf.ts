import { dayNumber, type Frame, frameOf, minuteOf, WEEKDAYS } from '../../src/domain/calendar.ts';
import { type Elapsed, elapsedIn } from '../../src/domain/elapsed.ts';
import { byId } from '../../src/domain/ids.ts';
import type { BlockInput, EmployeeInput, Input } from './input.ts';
import {
  type BlockInfo,
  type Domains,
  type EmployeeInfo,
  type EventInfo,
  NONE,
  type Problem,
  type Rotation,
  type TypeInfo,
  type TypeSet,
} from './problem.ts';
import { PROFILES } from './profiles/index.ts';
import { earlierOf, indexById, numbersFor, workOf } from './workOf.ts';

/** Minutes of an event when neither it nor its type gives an estimate. */
export const MISSING_MINUTES = 60;

/** Reads an input that has no fault into counted form. */
export function problemOf(input: Input): Problem {
  const profile = PROFILES[input.profile];
  const frame = frameOf(input.horizon.from, input.horizon.to, input.weekStartsOn);
  const types = typesOf(new Map([...Object.entries(profile.types), ...input.types]));
  const typeIndex = new Map(types.map((type) => [type.name, type.index]));
  const employees = withLists(input)
    .sort(byId)
    .map((employee, index) => employeeInfo(employee, index, frame));
  const numbering = numbersFor();
  const closed = { holidays: dayFlags(input.holidays, frame), lockedDays: dayFlags(input.lockedDays, frame) };
  const frozenDays = dayFlags(input.frozenDays, frame);
  const draft = { frame, types, typeIndex, employeeIndex: indexById(employees), numbering, ...closed, frozenDays };
  const { distant, events, fixed } = workOf(input, draft);
  return {
    input,
    frame,
    elapsed: elapsedOf(input, frame),
    types,
    employees,
    events,
    fixed,
    distant,
    ...closed,
    frozenDays,
    earlier: earlierOf(input, draft, indexById(events)),
    blocks: (input.blocks ?? profile.blocks).map(blockInfo).sort((a, b) => a.number - b.number),
    open: events.filter((event) => event.state === 'open'),
    rank: rankOf(events),
    domains: widestDomains(frame, types, employees),
    rotations: rotationsOf(input, frame, draft.employeeIndex),
    affinity: affinityOf(input, indexById(events), draft.employeeIndex),
    typeSet: typeSets(types, typeIndex),
  };
}

/** The zone is looked at when a rule asks for the first clock time. */
function elapsedOf({ timeZone }: Input, { origin, days }: Frame): Elapsed {
  let elapsed: Elapsed | undefined;
  return (day, minute) => {
    elapsed ??= elapsedIn(timeZone, origin, days);
    return elapsed(day, minute);
  };
}

/** A block that departs at an earlier clock time than it arrives does so on the next day. */
function blockInfo(block: BlockInput): BlockInfo {
  const [arrive, depart] = [minuteOf(block.arrive), minuteOf(block.depart)];
  return { number: block.number, arrive, depart: depart > arrive ? depart : depart + 1440 };
}

function typesOf(given: Input['types']): TypeInfo[] {
  return [...given].map(([name, type], index) => ({
    index,
    name,
    blocks: type.blocks,
    minutes: type.minutes ?? MISSING_MINUTES,
    time: type.time === undefined ? NONE : minuteOf(type.time),
  }));
}

/** The employees with the time off and the overrides that are listed beside them, which come after their own. */
function withLists(input: Input): EmployeeInput[] {
  const [timeOff, overrides] = [
    Map.groupBy(input.timeOff, ({ employee }) => employee),
    Map.groupBy(input.overrides, ({ employee }) => employee),
  ];
  return input.employees.map((employee) => ({
    ...employee,
    timeOff: [...employee.timeOff, ...(timeOff.get(employee.id) ?? [])],
    overrides: [...employee.overrides, ...(overrides.get(employee.id) ?? [])],
  }));
}

function employeeInfo(employee: EmployeeInput, index: number, frame: Frame): EmployeeInfo {
  const day = (date: string): number => dayNumber(date) - frame.origin;
  return {
    index,
    id: employee.id,
    name: employee.name ?? employee.id,
    role: employee.role,
    skills: employee.skills,
    active: employee.active,
    weekly: WEEKDAYS.map((weekday) => employee.weekly[weekday] ?? true),
    overrides: employee.overrides
      .map(({ from, to, days }) => ({
        from: day(from),
        to: day(to),
        days: WEEKDAYS.map((weekday) => days[weekday] ?? null),
      }))
      .sort((a, b) => b.from - a.from || a.to - b.to),
    timeOff: employee.timeOff.map(({ from, to }) => ({ from: day(from), to: day(to) })),
    lastDay: employee.terminationDate === undefined ? Number.POSITIVE_INFINITY : day(employee.terminationDate),
    caps: employee.caps,
  };
}

function dayFlags(dates: readonly string[], frame: Frame): Uint8Array {
  const flags = new Uint8Array(frame.days);
  for (const date of dates) {
    const day = dayNumber(date) - frame.origin;
    if (day >= 0 && day < frame.days) flags[day] = 1;
  }
  return flags;
}

function rankOf(events: readonly EventInfo[]): Int32Array {
  const order = [...events].sort((a, b) => b.priority - a.priority || a.due - b.due || a.index - b.index);
  const rank = new Int32Array(events.length);
  order.forEach((event, position) => {
    rank[event.index] = position;
  });
  return rank;
}

function widestDomains(frame: Frame, types: readonly TypeInfo[], employees: readonly EmployeeInfo[]): Domains {
  const open = new Uint8Array(frame.days).fill(1, frame.first, frame.last + 1);
  const available = new Uint8Array(employees.length * frame.days);
  const eligible = new Uint8Array(types.length * employees.length);
  for (const { index, active } of employees) {
    if (!active) continue;
    available.fill(1, index * frame.days, (index + 1) * frame.days);
    for (const type of types) eligible[type.index * employees.length + index] = 1;
  }
  const time = Int32Array.from(types.map((type) => type.time));
  return { open, available, eligible, time, overlaps: new Uint8Array(types.length) };
}

function rotationsOf(input: Input, frame: Frame, employeeIndex: ReadonlyMap<string, number>): Map<string, Rotation> {
  const rotations = new Map<string, Rotation>();
  const rotation = (kind: string): Rotation => {
    const known = rotations.get(kind);
    if (known) return known;
    const made = { primary: new Int32Array(frame.days).fill(NONE), backup: new Int32Array(frame.days).fill(NONE) };
    rotations.set(kind, made);
    return made;
  };
  const put = (day: number, entry: { kind: string; employee: string; backup?: string | undefined }): void => {
    const { primary, backup } = rotation(entry.kind);
    primary[day] = employeeIndex.get(entry.employee)!;
    backup[day] = entry.backup === undefined ? NONE : employeeIndex.get(entry.backup)!;
  };
  for (const entry of input.rotations) {
    const weekday = WEEKDAYS.indexOf(entry.weekday);
    for (let day = 0; day < frame.days; day++) if (frame.weekday[day] === weekday) put(day, entry);
  }
  for (const entry of input.rotationExceptions) {
    const day = dayNumber(entry.date) - frame.origin;
    if (day >= 0 && day < frame.days) put(day, entry);
  }
  return rotations;
}

function affinityOf(
  input: Input,
  eventIndex: ReadonlyMap<string, number>,
  employeeIndex: ReadonlyMap<string, number>,
): Map<number, Map<number, number>> {
  const scores = new Map<number, Map<number, number>>();
  for (const { event, employee, score } of input.affinity) {
    const index = eventIndex.get(event)!;
    const row = scores.get(index) ?? new Map<number, number>();
    scores.set(index, row.set(employeeIndex.get(employee)!, score));
  }
  return scores;
}

/** Rules ask with the lists of their parameters, again and again; a list that was seen before is not spelled out. */
function typeSets(types: readonly TypeInfo[], typeIndex: ReadonlyMap<string, number>): Problem['typeSet'] {
  const byList = new WeakMap<readonly string[], TypeSet>();
  const byFlags = new Map<string, TypeSet>();
  return (names) => {
    const known = names && byList.get(names);
    if (known) return known;
    const has = flagsOf(names, types.length, typeIndex);
    const flags = has.join('');
    const set = byFlags.get(flags) ?? { has };
    byFlags.set(flags, set);
    if (names) byList.set(names, set);
    return set;
  };
}

function flagsOf(
  names: readonly string[] | undefined,
  size: number,
  typeIndex: ReadonlyMap<string, number>,
): Uint8Array {
  const has = new Uint8Array(size).fill(names === undefined ? 1 : 0);
  for (const name of names ?? []) has[typeIndex.get(name)!] = 1;
  return has;
}

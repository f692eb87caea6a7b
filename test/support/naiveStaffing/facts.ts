import type { Input } from '../../../models/staffing/input.ts';
import { KEYWORDS } from '../../../models/staffing/preferences.ts';
import { PROFILES } from '../../../models/staffing/profiles/index.ts';
import type { Profile } from '../../../models/staffing/profiles/profile.ts';
import { DIRECTIONS } from '../../../src/domain/rules/input.ts';

export type EmployeeGiven = Input['employees'][number];
export type EventGiven = Input['events'][number];

/** One choice of an ordered list of people. */
export type Choice = { readonly role?: string; readonly rotation?: string; readonly backup?: string };

/** Every parameter a rule may have; a rule has some of them. */
export interface Parameters {
  readonly layer?: 'absence' | 'pattern';
  readonly closed?: 'holidays' | 'locked-days';
  readonly types: readonly string[];
  readonly excludes: readonly string[];
  readonly bases: readonly string[];
  readonly roles?: readonly string[];
  readonly skills?: readonly string[];
  readonly exemptRoles?: readonly string[];
  readonly preferred: readonly string[];
  readonly max: number;
  readonly min: number;
  readonly minutes: number;
  readonly hours: number;
  readonly days?: number;
  readonly block: number;
  readonly kind: string;
  readonly kinds: readonly { readonly kind: string; readonly types: readonly string[] }[];
  readonly leader: string;
  readonly follower: string;
  readonly employee: 'same' | readonly Choice[];
  readonly time?: string;
  readonly overlap?: boolean;
  readonly per?: 'team' | 'employee';
  readonly ranks: Readonly<Record<string, number>>;
  readonly otherwise?: number;
  readonly factors?: Readonly<Record<string, number>>;
}

/** A rule that is on, with the effective weight of a soft one. */
export interface RuleInForce {
  readonly id: string;
  readonly template: string;
  readonly weight: number;
  readonly parameters: Parameters;
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
const DAY_MS = 86_400_000;

/** The date a number of days later, by a Date in UTC. */
export function plusDays(date: string, days: number): string {
  return new Date(new Date(`${date}T00:00:00Z`).getTime() + days * DAY_MS).toISOString().slice(0, 10);
}

/** Days from one date to another, negative when the other is earlier. */
export function daysBetween(from: string, to: string): number {
  return (new Date(`${to}T00:00:00Z`).getTime() - new Date(`${from}T00:00:00Z`).getTime()) / DAY_MS;
}

/** Every date of a range, both ends included. */
export function datesOf(from: string, to: string): string[] {
  const dates = [];
  for (let date = from; date <= to; date = plusDays(date, 1)) dates.push(date);
  return dates;
}

/** The weekday of a date, in words. */
export function weekdayOf(date: string): (typeof WEEKDAYS)[number] {
  return WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()]!;
}

/** The first date of the week of a date. */
export function weekOf(input: Input, date: string): string {
  const since = WEEKDAYS.indexOf(weekdayOf(date)) - WEEKDAYS.indexOf(input.weekStartsOn);
  return plusDays(date, -((since + 7) % 7));
}

/** Minutes after midnight of a clock time. */
export function clock(time: string): number {
  const [hours, minutes] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}

function profileOf(input: Input): Profile {
  return PROFILES[input.profile];
}

/** The type of that name: the input's before the profile's. */
export function typeOf(input: Input, type: string) {
  return input.types.get(type) ?? profileOf(input).types[type];
}

/** The blocks of a day: the input's instead of the profile's. */
export function blocksOf(input: Input) {
  return input.blocks ?? profileOf(input).blocks;
}

// Only so that thousands of tries at a schedule stay quick.
const known = new WeakMap<Input, RuleInForce[]>();

/** The rules that are on: the profile's, each with what the input lays over it, then the input's own. */
export function rulesOf(input: Input): RuleInForce[] {
  const rules = known.get(input) ?? merge(input);
  known.set(input, rules);
  return rules;
}

function merge(input: Input): RuleInForce[] {
  const profile = profileOf(input).rules;
  const laid = profile.map((one) => {
    const over = input.rules.find(({ id }) => id === one.id);
    const parameters = { ...one.parameters, ...over?.parameters };
    return { ...one, on: over?.enabled ?? true, weight: over?.weight ?? one.weight ?? 0, parameters };
  });
  const own = input.rules
    .filter(({ id }) => !profile.some((one) => one.id === id))
    .map(({ enabled, weight, template, ...one }) => ({
      ...one,
      on: enabled,
      template: template!,
      weight: weight ?? 0,
    }));
  return [...laid, ...own]
    .filter(({ on }) => on)
    .map(({ id, template, weight, parameters }) => ({
      id,
      template,
      weight: Math.round(weight * multiplierOf(input, id, template)),
      parameters: parameters as unknown as Parameters,
    }));
}

function multiplierOf(input: Input, id: string, template: string): number {
  const meant = input.preferences.filter(
    ({ rule, keyword }) =>
      rule === id || (keyword !== undefined && KEYWORDS[keyword as keyof typeof KEYWORDS] === template),
  );
  let last: (typeof meant)[number] | undefined;
  for (const one of meant) if (!last || Date.parse(one.setAt!) > Date.parse(last.setAt!)) last = one;
  if (last === undefined) return 1;
  return last.multiplier ?? DIRECTIONS[last.direction!];
}

/** Whether time off or the end of the contract keeps someone away on a day. */
export function isAbsent({ timeOff, terminationDate }: EmployeeGiven, day: string): boolean {
  if (terminationDate !== undefined && day > terminationDate) return true;
  return timeOff.some(({ from, to }) => from <= day && day <= to);
}

/** Whether the weekly pattern, or a dated override of it that has an opinion, says that someone works on a day. */
export function worksByPattern({ weekly, overrides }: EmployeeGiven, day: string): boolean {
  const weekday = weekdayOf(day);
  let from = '';
  let says = weekly[weekday] ?? true;
  for (const override of overrides) {
    const opinion = override.days[weekday] ?? null;
    if (opinion === null || day < override.from || day > override.to || override.from < from) continue;
    from = override.from;
    says = opinion;
  }
  return says;
}

/** Whether someone is there on a day, by those of the availability rules that are on. */
export function isThere(input: Input, employee: EmployeeGiven, day: string): boolean {
  if (!employee.active) return false;
  return rulesOf(input)
    .filter(({ template }) => template === 'available')
    .every(({ parameters: { layer } }) =>
      layer === 'absence' ? !isAbsent(employee, day) : worksByPattern(employee, day),
    );
}

/** Whether a rule that is on closes a day for everybody. */
export function isClosed(input: Input, day: string): boolean {
  return rulesOf(input)
    .filter(({ template }) => template === 'open-day')
    .some(({ parameters: { closed } }) => (closed === 'holidays' ? input.holidays : input.lockedDays).includes(day));
}

/** Whether someone has a role or a skill for a type, by one rule. */
export function satisfies(employee: EmployeeGiven, { roles = [], skills = [] }: Parameters): boolean {
  return roles.includes(employee.role) || skills.some((skill) => employee.skills.includes(skill));
}

/** Whether someone may do a type by every rule that is on. */
export function isQualified(input: Input, employee: EmployeeGiven, type: string): boolean {
  return rulesOf(input)
    .filter(({ template, parameters }) => template === 'qualified' && parameters.types.includes(type))
    .every(({ parameters }) => satisfies(employee, parameters));
}

/** Who has the rotation of a kind on a day: the exception of that date, else the weekday's. */
export function dutyOf(input: Input, kind: string, day: string) {
  return (
    input.rotationExceptions.find((one) => one.kind === kind && one.date === day) ??
    input.rotations.find((one) => one.kind === kind && one.weekday === weekdayOf(day))
  );
}

/** Everybody whom one choice of a list means on a day. */
export function chosenBy(input: Input, choice: Choice, day: string): EmployeeGiven[] {
  const { role, rotation, backup } = choice;
  if (role !== undefined) return input.employees.filter((one) => one.role === role);
  const id = rotation === undefined ? dutyOf(input, backup!, day)?.backup : dutyOf(input, rotation, day)?.employee;
  return input.employees.filter((one) => one.id === id);
}

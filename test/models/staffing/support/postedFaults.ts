import type { InputDraft, PostedDraft } from '../../../../models/staffing/generate/entities.ts';

type Employee = NonNullable<InputDraft['employees']>[number];

interface Work extends PostedDraft {
  readonly type: string;
}

const MINUTES: Record<string, number> = {
  ...{ core: 390, juicer: 450, 'juicer-production': 450, 'juicer-survey': 15, 'juicer-deep-clean': 240 },
  ...{ 'digital-setup': 30, 'digital-refresh': 30, 'digital-teardown': 30, digitals: 15, freeosk: 30 },
  ...{ supervisor: 5, other: 60 },
};
const JUICER = ['juicer', 'juicer-production'];
const MAIN = ['core', ...JUICER];

/** Everything that is posted, of events of the run too. */
export function allPosted(input: InputDraft): Work[] {
  const onEvents = (input.events ?? []).flatMap(({ id, posted, type, minutes, pairing }) =>
    posted ? [{ ...posted, event: id, type, ...(minutes ? { minutes } : {}), ...(pairing ? { pairing } : {}) }] : [],
  );
  return [...((input.posted ?? []) as Work[]), ...onEvents];
}

export const minutesOf = ({ minutes, type }: Work): number => minutes ?? MINUTES[type]!;

/** The Sunday on or before a date. */
export function weekOf(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - day.getUTCDay());
  return day.toISOString().slice(0, 10);
}

/** Sentences about posted work that breaks a hard rule of the retail profile, counted naively with dates as they are. */
export function postedFaults(input: InputDraft): string[] {
  const work = allPosted(input);
  const people = new Map(input.employees!.map((one) => [one.id, one]));
  const own = work.flatMap((one) => faultsOfOne(one, people.get(one.employee), { input, work }));
  const days = Map.groupBy(work, ({ day, employee }) => `${employee} ${day}`);
  const weeks = Map.groupBy(work, ({ day, employee }) => `${employee} ${weekOf(day)}`);
  const blocks = Map.groupBy(
    work.filter(({ block }) => block !== undefined),
    ({ block, day }) => `block ${block} ${day}`,
  );
  return [
    ...own,
    ...[...days].flatMap(([key, list]) => named(key, faultsOfDay(list, people.get(list[0]!.employee)!))),
    ...[...weeks].flatMap(([key, list]) => named(key, faultsOfWeek(list, people.get(list[0]!.employee)!))),
    ...[...blocks].flatMap(([key, list]) => named(key, list.length > 1 ? ['holds several'] : [])),
  ];
}

const named = (key: string, faults: string[]): string[] => faults.map((fault) => `${key} ${fault}`);

function faultsOfOne(one: Work, person: Employee | undefined, { input, work }: { input: InputDraft; work: Work[] }) {
  const faults: string[] = [];
  if (!person || person.active === false) return [`${one.event} has nobody`];
  if ([...(input.holidays ?? []), ...(input.lockedDays ?? [])].includes(one.day)) faults.push('is on a closed day');
  if (!qualifies(person, one.type)) faults.push('has somebody who is not qualified');
  if (!isThere(person, one.day)) faults.push('has somebody who is away');
  if ((one.type === 'core') !== (one.block !== undefined)) faults.push('has a block and needs none, or none');
  const partners = work.filter(({ pairing }) => pairing !== undefined && pairing === one.pairing);
  const leaderType =
    one.type === 'supervisor' ? 'core' : one.type === 'juicer-survey' ? 'juicer-production' : undefined;
  const leader = partners.find(({ type }) => type === leaderType);
  if (leaderType && leader?.day !== one.day) faults.push('is not with its leader');
  if (one.type === 'juicer-survey' && leader?.employee !== one.employee)
    faults.push('has another person than its leader');
  if (one.type === 'juicer-deep-clean' && work.some(({ day, type }) => day === one.day && type === 'juicer-production'))
    faults.push('is on a day with production');
  return named(one.event, faults);
}

function qualifies({ role, skills = [] }: Employee, type: string): boolean {
  if (type === 'core') return true;
  if (type.startsWith('juicer'))
    return ['juicer-barista', 'club-supervisor'].includes(role) || skills.includes('juicer');
  return ['lead', 'club-supervisor'].includes(role);
}

function isThere({ overrides = [], terminationDate, timeOff = [], weekly = {} }: Employee, date: string): boolean {
  const covers = ({ from, to }: { from: string; to: string }): boolean => from <= date && date <= to;
  if (timeOff.some(covers) || (terminationDate !== undefined && date > terminationDate)) return false;
  const weekday = new Date(`${date}T00:00:00Z`)
    .toLocaleDateString('en-US', { weekday: 'long', timeZone: 'UTC' })
    .toLowerCase() as keyof typeof weekly;
  const says = overrides.filter((one) => covers(one) && typeof one.days[weekday] === 'boolean');
  return says.length > 0 ? says.every((one) => one.days[weekday] === true) : (weekly[weekday] ?? true);
}

function faultsOfDay(list: readonly Work[], { role }: Employee): string[] {
  const count = (types: readonly string[]): number => list.filter(({ type }) => types.includes(type)).length;
  const isExempt = role === 'club-supervisor';
  const support = list.filter(({ type }) => type === 'freeosk' || type.startsWith('digital'));
  return [
    ...(count(['core']) > 1 && !isExempt ? ['has several core'] : []),
    ...(count(JUICER) > 1 ? ['has juicer work twice'] : []),
    ...(count(JUICER) > 0 && count(['core']) > 0 ? ['has juicer work and core'] : []),
    ...(list.some((one) => minutesOf(one) >= 480) && count(MAIN) > 1 ? ['has a full day and more'] : []),
    ...(support.length > 0 && count(MAIN) === 0 ? ['has support work without a base'] : []),
  ];
}

function faultsOfWeek(list: readonly Work[], { caps = {} }: Employee): string[] {
  const minutes = list.reduce((sum, one) => sum + minutesOf(one), 0);
  return [
    ...(list.filter(({ type }) => type === 'core').length > (caps.H12 ?? 6) ? ['has too many core'] : []),
    ...(list.filter(({ type }) => JUICER.includes(type)).length > (caps.H23 ?? 5) ? ['has too much juicer work'] : []),
    ...(minutes > (caps.H24 ?? 2400) ? [`has ${minutes} minutes`] : []),
  ];
}

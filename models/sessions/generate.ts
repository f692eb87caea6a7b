import { clockOf } from '../../src/domain/calendar.ts';
import { type Random, randomOf } from '../../src/domain/random.ts';
import { DovetailError } from '../../src/errors.ts';
import { postedIn } from './generate/posted.ts';
import type { InputDraft } from './input.ts';

/** How large a generated problem is to be. */
export interface Size {
  readonly students: number;
  /** A week, of all students together. */
  readonly sessions: number;
  readonly providers: number;
  readonly sites: number;
}

/** The sizes that are measured and talked about. */
export const REFERENCE_SIZES = {
  E1: { students: 5, sessions: 16, providers: 1, sites: 1 },
  E2: { students: 60, sessions: 200, providers: 3, sites: 2 },
  E3: { students: 1000, sessions: 3500, providers: 40, sites: 12 },
} as const satisfies Record<string, Size>;

type Entry<K extends keyof InputDraft> = NonNullable<InputDraft[K]> extends (infer T)[] ? T : never;
type SiteDraft = Entry<'sites'>;
type ProviderDraft = Entry<'providers'> & { readonly work: NonNullable<Entry<'providers'>['work']> };
type StudentDraft = Entry<'students'>;

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;
const GRADES = ['K', '1', '2', '3', '4', '5'];
const LESSONS = ['music', 'gym', 'art', 'library'];
const ROLES = ['resource', 'speech', 'occupational therapy'];

/**
 * A school district: sites with bells, teachers with activities, providers of whom some serve two sites or leave at noon,
 * and students whose sessions do not quite fit.
 *
 * *Shapes* the JSON form of `inputSchema`. The same arguments give the same bytes everywhere; there is no clock in it.
 * *Errors* `input/invalid` for sizes that no district can have.
 */
export function generate({ seed, ...size }: Size & { readonly seed: number }): InputDraft {
  requireSizes({ ...size, seed });
  const sites = Array.from({ length: size.sites }, (_, i) => ({ id: `site-${i + 1}`, name: `School ${i + 1}` }));
  const providers = providersOf(size, sites);
  const students = studentsOf(size, providers, randomOf(seed, 'students'));
  const input: InputDraft = {
    name: `${size.students} students with ${size.sessions} sessions a week at ${size.sites} sites`,
    profile: 'school',
    sites,
    providers,
    students,
    ...closedIn(sites, providers, { students, random: randomOf(seed, 'closed') }),
    rules: rulesFor(students, providers),
  };
  return { ...input, posted: postedIn(input, randomOf(seed, 'posted')) };
}

/** Whoever serves two sites is there on alternate days; every fourth leaves at noon on Fridays. */
function providersOf(size: Size, sites: readonly SiteDraft[]): ProviderDraft[] {
  return Array.from({ length: size.providers }, (_, i) => {
    const own = sites.filter((_, at) => at % size.providers === i || at === i % size.sites);
    const served = i % 3 === 2 && size.sites > 1 ? [...own, sites[(i + 1) % size.sites]!] : own;
    const work = DAYS.map((day, d) => ({
      ...{ site: served[d % served.length]!.id, day, from: '08:00' },
      to: day === 'friday' && i % 4 === 1 ? '12:00' : '15:00',
    }));
    // Who takes one at a time has more to do than there is time.
    const capacity = i % 3 === 1 ? { capacity: i % 6 === 1 ? 1 : 2 } : {};
    return { id: `p${i + 1}`, name: `Provider ${i + 1}`, role: ROLES[i % ROLES.length]!, work, ...capacity };
  });
}

function studentsOf(size: Size, providers: readonly ProviderDraft[], random: Random): StudentDraft[] {
  const counts = sessionCounts(size, random);
  return counts.map((sessions, i): StudentDraft => {
    const provider = providers[i % providers.length]!;
    const served = [...new Set(provider.work.map(({ site }) => site))];
    const site = served[Math.floor(i / providers.length) % served.length]!;
    const others = providers.filter(({ id, work }) => id !== provider.id && work.some((one) => one.site === site));
    const second = others.length > 0 && random.chance(20) ? [random.pick(others).id] : [];
    const grade = random.pick(GRADES);
    const wish = {
      day: [...DAYS],
      ...random.pick([
        { from: '08:00', to: '11:00' },
        { from: '12:30', to: '15:00' },
      ]),
    };
    return {
      id: `s${String(i + 1).padStart(String(size.students).length, '0')}`,
      ...{ grade, teacher: `${grade}-${random.pick(['a', 'b'])}`, site, sessions },
      minutes: random.pick([20, 30, 30, 30, 45]),
      providers: [provider.id, ...second],
      ...(random.chance(10) ? { priority: 'high' } : random.chance(5) ? { priority: 'low' } : {}),
      ...(random.chance(10) ? { prefer: [wish] } : random.chance(5) ? { avoid: [wish] } : {}),
    };
  });
}

/** As even as can be, and then some given from one student to another. */
function sessionCounts({ sessions, students }: Size, random: Random): number[] {
  const counts = Array.from({ length: students }, (_, i) => Math.floor((sessions + i) / students));
  for (let i = 0; i < students; i++) {
    const [from, to] = [random.below(students), random.below(students)];
    if (counts[from]! < 2 || counts[to]! > 4) continue;
    counts[from]!--;
    counts[to]!++;
  }
  return counts;
}

function closedIn(
  sites: readonly SiteDraft[],
  providers: readonly ProviderDraft[],
  { students, random }: { readonly students: readonly StudentDraft[]; readonly random: Random },
): Pick<InputDraft, 'bells' | 'activities' | 'hours' | 'blocked'> {
  const day = [...DAYS];
  const [young, old] = [GRADES.slice(0, 3), GRADES.slice(3)];
  const bells = sites.flatMap(({ id: site }) => [
    { site, grades: young, day, from: '10:00', to: '10:20', name: 'recess' },
    { site, grades: old, day, from: '10:30', to: '10:50', name: 'recess' },
    { site, grades: young, day, from: '11:15', to: '11:55', name: 'lunch' },
    { site, grades: old, day, from: '12:00', to: '12:40', name: 'lunch' },
  ]);
  const activities = sites.flatMap(({ id: site }) =>
    GRADES.flatMap((grade) => ['a', 'b'].map((letter) => `${grade}-${letter}`)).flatMap((teacher) =>
      [0, 1].map(() => {
        const start = 480 + 15 * random.below(25);
        return { site, teacher, day: random.pick(DAYS), ...stretch(start, 45), name: random.pick(LESSONS) };
      }),
    ),
  );
  const hours = sites
    .filter((_, i) => i % 2 === 1)
    .map(({ id: site }) => ({ site, grade: 'K', day, from: '08:00', to: '11:30' }));
  const meetings = providers
    .filter((_, i) => i % 2 === 0)
    .map(({ id }) => ({ provider: id, day: random.pick(DAYS), from: '14:00', to: '15:00', reason: 'a meeting' }));
  const visits = students
    .filter((_, i) => i % 20 === 7)
    .map(({ id }) => ({
      student: id,
      day: random.pick(DAYS),
      ...stretch(480 + 30 * random.below(12), 60),
      reason: 'a doctor',
    }));
  const assembly = { site: sites[0]!.id, day: 'friday', from: '14:00', to: '14:45', reason: 'assembly' } as const;
  return { bells, activities, hours, blocked: [assembly, ...meetings, ...visits] };
}

function stretch(start: number, minutes: number): { from: string; to: string } {
  return { from: clockOf(start), to: clockOf(start + minutes) };
}

/** Some students come together, some never do. */
function rulesFor(
  students: readonly StudentDraft[],
  providers: readonly ProviderDraft[],
): NonNullable<InputDraft['rules']> {
  const alone = new Set(providers.filter(({ capacity }) => capacity === 1).map(({ id }) => id));
  const alike = Map.groupBy(students, ({ minutes, providers, sessions, site }) =>
    JSON.stringify([site, providers[0], sessions, minutes]),
  );
  // Nobody comes together to somebody who takes one at a time.
  const pairs = [...alike.values()].filter((list) => list.length > 1 && !alone.has(list[0]!.providers[0]!));
  const most = Math.ceil(students.length / 40);
  const rule = (template: string, pair: readonly StudentDraft[], i: number) => ({
    id: `${template}-${i + 1}`,
    template,
    parameters: { students: pair.map(({ id }) => id) },
  });
  return [
    ...pairs.slice(0, most).map((list, i) => rule('same-group', list.slice(0, 2), i)),
    ...pairs.slice(most, 3 * most).map((list, i) => rule('apart', list.slice(0, 2), i)),
  ];
}

function requireSizes(given: Size & { readonly seed: number }): void {
  const least = { students: 1, sessions: 1, providers: 1, sites: 1, seed: 0 };
  for (const [name, low] of Object.entries(least) as [keyof typeof least, number][]) {
    const value = given[name];
    const from = name === 'sessions' ? given.students : low;
    const to = name === 'sessions' ? 10 * given.students : name === 'seed' ? 0xffffffff : 100_000;
    if (Number.isSafeInteger(value) && value >= from && value <= to) continue;
    throw new DovetailError('input/invalid', `Cannot generate ${name} = ${value}.`, {
      maybe: `give a whole number in ${from}..${to}.`,
    });
  }
}

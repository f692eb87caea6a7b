import { clockOf, minuteOf } from '../../src/domain/calendar.ts';
import { without } from '../../src/domain/stretches.ts';
import { daysOf, type StretchInput } from './input.ts';
import type { Numbering } from './names.ts';
import { type ByDay, type Closed, type Grid, NONE, type Problem, type Stretch } from './problem.ts';

type Base = Pick<Problem, 'grid' | 'input' | 'providers' | 'providerIndex' | 'sites' | 'students' | 'studentIndex'>;

interface Keys {
  readonly gradeAt: Numbering;
  readonly teacherAt: Numbering;
  readonly siteIndex: ReadonlyMap<string, number>;
}

/** A day's minutes. */
const DAY = 1440;

/** Everything that takes no sessions, by whom it closes. */
export function closedOf(base: Base, keys: Keys): Problem['closed'] {
  const { grid, input } = base;
  const { gradeAt, teacherAt, siteIndex } = keys;
  const bells = new Groups<Closed>(grid);
  input.bells.forEach(({ site, grades, name = 'a bell', ...at }, entry) => {
    for (const grade of new Set(grades)) {
      const why = (day: string, { from, to }: Stretch): string =>
        `Grade ${grade} has ${name} on ${day} from ${clockOf(from)} to ${clockOf(to)}.`;
      bells.add(gradeAt(siteIndex.get(site)!, grade), at, (day, one) => ({ ...one, entry, why: why(day, one) }));
    }
  });
  const activities = new Groups<Closed>(grid);
  input.activities.forEach(({ site, teacher, name = 'an activity', ...at }, entry) => {
    const why = (day: string, { from, to }: Stretch): string =>
      `The students of ${teacher} have ${name} on ${day} from ${clockOf(from)} to ${clockOf(to)}.`;
    activities.add(teacherAt(siteIndex.get(site)!, teacher), at, (day, one) => ({ ...one, entry, why: why(day, one) }));
  });
  return {
    works: worksOf(base, siteIndex),
    hours: hoursOf(base, keys),
    bells: bells.list,
    activities: activities.list,
    ...blockedOf(base, keys),
  };
}

/** The times that students avoid and prefer. */
export function wishesOf({ grid, input, students, studentIndex }: Base): Pick<Problem, 'avoid' | 'prefer' | 'prefers'> {
  const [avoid, prefer] = [new Groups<Stretch>(grid), new Groups<Stretch>(grid)];
  const prefers = new Uint8Array(students.length);
  for (const student of input.students) {
    const key = studentIndex.get(student.id)!;
    for (const at of student.avoid) avoid.add(key, at, (_, one) => one);
    for (const at of student.prefer) prefer.add(key, at, (_, one) => one);
    prefers[key] = Number(student.prefer.length > 0);
  }
  return { avoid: avoid.list, prefer: prefer.list, prefers };
}

/** Stretches by key and day; what is said of days outside the grid has no effect. */
class Groups<T extends Stretch> {
  readonly list: T[][] = [];
  readonly keys = new Set<number>();
  readonly #grid: Grid;

  constructor(grid: Grid) {
    this.#grid = grid;
  }

  add(key: number, at: StretchInput, make: (day: string, stretch: Stretch) => T): void {
    for (const name of daysOf(at)) {
      const day = this.#grid.days.indexOf(name);
      if (day === NONE) continue;
      const group = this.at(key, day);
      group.push(make(name, { from: minuteOf(at.from), to: minuteOf(at.to) }));
    }
  }

  at(key: number, day: number): T[] {
    this.keys.add(key);
    this.list[key * this.#grid.days.length + day] ??= [];
    return this.list[key * this.#grid.days.length + day]!;
  }
}

/** What some open stretches of a day leave closed. */
function complement(open: readonly Stretch[], why: string): Closed[] {
  return without([{ from: 0, to: DAY }], open).map((one) => ({ ...one, why, entry: NONE }));
}

function saying(open: readonly Stretch[]): string {
  return open.map(({ from, to }) => `${clockOf(from)} to ${clockOf(to)}`).join(', ');
}

/**
 * By whom works where; who never works at a site has nothing there. A provider without work, who serves one site only, is
 * there at all times of the grid.
 */
function worksOf({ grid, input, providers, providerIndex, sites, students }: Base, siteIndex: Keys['siteIndex']) {
  const open = new Groups<Stretch>(grid);
  const served = new Map<number, number>();
  for (const { providers: who, site } of students) for (const provider of who) served.set(provider, site);
  for (const { id, work } of input.providers) {
    const provider = providerIndex.get(id)!;
    const everywhere = [{ site: sites[served.get(provider) ?? 0]?.id ?? '', day: [...grid.days], ...input.grid }];
    for (const { site, ...at } of work ?? everywhere) {
      const index = siteIndex.get(site);
      if (index !== undefined) open.add(provider * sites.length + index, at, (_, one) => one);
    }
  }
  const closed = new Groups<Closed>(grid);
  for (const key of open.keys) {
    const { name } = providers[Math.floor(key / sites.length)]!;
    const site = sites[key % sites.length]!;
    grid.days.forEach((day, d) => {
      const stretches = open.at(key, d);
      const when = stretches.length > 0 ? 'works' : 'does not work';
      const hours = stretches.length > 0 ? ` only from ${saying(stretches)}` : '';
      closed.at(key, d).push(...complement(stretches, `${name} ${when} at ${site.name} on ${day}${hours}.`));
    });
  }
  return closed.list;
}

/** A grade that has hours is closed at all other times, on days without an entry too. */
function hoursOf({ grid, input }: Base, { gradeAt, siteIndex }: Keys): ByDay<Closed> {
  const open = new Groups<Stretch>(grid);
  const grades = new Map<number, string>();
  for (const { site, grade, ...at } of input.hours) {
    const key = gradeAt(siteIndex.get(site)!, grade);
    grades.set(key, grade);
    open.add(key, at, (_, one) => one);
  }
  const closed = new Groups<Closed>(grid);
  for (const [key, grade] of grades) {
    grid.days.forEach((day, d) => {
      const stretches = open.at(key, d);
      const when = stretches.length > 0 ? `is there only from ${saying(stretches)}` : 'is not there';
      closed.at(key, d).push(...complement(stretches, `Grade ${grade} ${when} on ${day}.`));
    });
  }
  return closed.list;
}

/** Students are blocked by their own name, site, grade and teacher, providers by theirs. */
function blockedOf({ grid, input, providerIndex, students, studentIndex }: Base, { siteIndex }: Keys) {
  const [blockedStudents, blockedProviders] = [new Groups<Closed>(grid), new Groups<Closed>(grid)];
  const sorted = [...input.students].sort((a, b) => studentIndex.get(a.id)! - studentIndex.get(b.id)!);
  input.blocked.forEach((blocked, entry) => {
    const { provider, site, student, grade, teacher, reason = 'blocked time', ...at } = blocked;
    const who = provider ?? site ?? student ?? teacher ?? `Grade ${grade}`;
    const make = (day: string, one: Stretch): Closed => {
      const why = `${who} has ${reason} on ${day} from ${clockOf(one.from)} to ${clockOf(one.to)}.`;
      return { ...one, entry, why };
    };
    if (provider !== undefined) blockedProviders.add(providerIndex.get(provider)!, at, make);
    for (const one of provider === undefined ? students : []) {
      const given = sorted[one.index]!;
      const isMeant =
        given.id === student ||
        (site !== undefined && siteIndex.get(site) === one.site) ||
        (grade !== undefined && given.grade === grade) ||
        (teacher !== undefined && given.teacher === teacher);
      if (isMeant) blockedStudents.add(one.index, at, make);
    }
  });
  return { blockedStudents: blockedStudents.list, blockedProviders: blockedProviders.list };
}

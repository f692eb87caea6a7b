import { minuteOf, WEEKDAYS, type Weekday } from '../../src/domain/calendar.ts';
import { byId, indexById } from '../../src/domain/ids.ts';
import { closedOf, wishesOf } from './closedOf.ts';
import { fixedOf } from './fixedOf.ts';
import { daysOf, type Input, PRIORITIES, type ProviderInput } from './input.ts';
import { type Names, numbering } from './names.ts';
import {
  type Earlier,
  type Grid,
  type ItemInfo,
  type Lane,
  NONE,
  type Problem,
  type ProviderInfo,
  type StudentInfo,
} from './problem.ts';

const WEEK = 7;

/** Reads an input that has no fault into counted form. */
export function problemOf(input: Input): Problem {
  const grid = gridOf(input.grid);
  const sites = [...input.sites].sort(byId).map(({ id, name }) => ({ id, name: name ?? id }));
  const providers = [...input.providers].sort(byId).map((provider, index) => providerInfo(provider, index, grid));
  const providerIndex = indexById(providers);
  const sorted = [...input.students].sort(byId);
  const studentIndex = indexById(sorted);
  const names = { sites: indexById(sites), providers: providerIndex, students: studentIndex };
  const work = fixedOf(input, { grid, ...names });
  const lanes: Lane[] = [];
  const items: ItemInfo[] = [];
  const [gradeAt, teacherAt] = [numbering(), numbering()];
  const students = sorted.map((student, index): StudentInfo => {
    const { id, sessions, minutes } = student;
    const site = names.sites.get(student.site)!;
    const who = [...new Set(student.providers.map((one) => providerIndex.get(one)!))].sort((a, b) => a - b);
    const { old, pinned, posted } = work.of[index]!;
    const [firstLane, firstItem] = [lanes.length, items.length];
    for (const provider of who) lanes.push({ student: index, provider });
    for (let k = 0; k < sessions; k++) {
      const state = k < posted ? 'posted' : k < posted + pinned ? 'pinned' : 'open';
      const label = `${student.name ?? id}#${k + 1}`;
      items.push({ index: items.length, id: `${id}#${k + 1}`, label, student: index, state });
    }
    return {
      ...{ index, id, name: student.name ?? id, site, sessions, minutes, providers: who, old, firstLane, firstItem },
      grade: student.grade === undefined ? NONE : gradeAt(site, student.grade),
      teacher: student.teacher === undefined ? NONE : teacherAt(site, student.teacher),
      priority: PRIORITIES.indexOf(student.priority),
      open: Math.max(0, sessions - posted - pinned),
    };
  });
  const perDay = new Float64Array(students.length * grid.days.length).fill(Infinity);
  const domains = { open: widest(grid, lanes, students), perDay };
  const base = { input, grid, sites, providers, students, items, lanes, domains, ...{ studentIndex, providerIndex } };
  return {
    ...base,
    fixed: work.sessions(students),
    rank: rankOf(items, students),
    closed: closedOf(base, { gradeAt, teacherAt, siteIndex: names.sites }),
    ...wishesOf(base),
    frozen: Uint8Array.from(grid.days, (day) => Number(input.frozenDays.includes(day))),
    earlier: earlierOf(input, { grid, ...names }),
  };
}

function gridOf({ days, from, to, startsEvery }: Input['grid']): Grid {
  const afterMonday = (day: Weekday): number => (WEEKDAYS.indexOf(day) + WEEK - 1) % WEEK;
  const inOrder = [...new Set(days)].sort((a, b) => afterMonday(a) - afterMonday(b));
  const [first, end] = [minuteOf(from), minuteOf(to)];
  return {
    days: inOrder,
    afterMonday: inOrder.map(afterMonday),
    from: first,
    to: end,
    every: startsEvery,
    slots: Math.ceil((end - first) / startsEvery),
  };
}

function providerInfo({ capacity, id, name, work }: ProviderInput, index: number, grid: Grid): ProviderInfo {
  const worked = new Set(work?.flatMap(daysOf) ?? grid.days);
  const days = [...grid.days.keys()].filter((day) => worked.has(grid.days[day]!));
  return { index, id, name: name ?? id, capacity: capacity ?? Infinity, days };
}

/** Every start from which a session ends within the grid. */
function widest({ days, every, from, slots, to }: Grid, lanes: readonly Lane[], students: readonly StudentInfo[]) {
  const open = new Uint8Array(lanes.length * days.length * slots);
  lanes.forEach(({ student }, lane) => {
    const end = Math.min(slots, Math.floor((to - from - students[student]!.minutes) / every) + 1);
    for (let day = 0; day < days.length && end > 0; day++) {
      const base = (lane * days.length + day) * slots;
      open.fill(1, base, base + end);
    }
  });
  return open;
}

/** The hardest first: of one priority, whoever needs the most minutes a week; each student's first sessions first. */
function rankOf(items: readonly ItemInfo[], students: readonly StudentInfo[]): Int32Array {
  const kOf = ({ index, student }: ItemInfo): number => index - students[student]!.firstItem;
  const order = [...items].sort((a, b) => {
    const [one, other] = [students[a.student]!, students[b.student]!];
    const minutes = other.sessions * other.minutes - one.sessions * one.minutes;
    return other.priority - one.priority || minutes || kOf(a) - kOf(b) || a.index - b.index;
  });
  const rank = new Int32Array(items.length);
  order.forEach(({ index }, position) => {
    rank[index] = position;
  });
  return rank;
}

function earlierOf({ previous }: Input, { grid, students, providers }: Names): Map<number, Earlier[]> | undefined {
  if (!previous) return undefined;
  const earlier = new Map<number, Earlier[]>();
  for (const { student, provider, day, start } of previous.sessions) {
    const index = students.get(student);
    if (index === undefined) continue;
    const at = { day: grid.days.indexOf(day), start: minuteOf(start) };
    const list = earlier.get(index) ?? [];
    earlier.set(index, list);
    list.push({ student: index, who: provider, provider: providers.get(provider) ?? NONE, ...at });
  }
  return earlier;
}

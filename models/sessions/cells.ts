import { NONE, type Problem, slotAt } from './problem.ts';

/**
 * Every student x provider x day x start that is left to choose from, as flat arrays.
 *
 * *Shapes* cells are numbered by student, day, slot, then provider, so that a stretch of one student's day is a stretch
 * of cells: those of student s and day d that begin in slots `a .. b - 1` are `first[at + a] .. first[at + b] - 1` with
 * `at = (s * days + d) * (slots + 1)`. `byProvider` has them by provider, day, slot, then student; `providerFirst` tells
 * where each provider, day and slot begins, likewise.
 */
export interface Cells {
  readonly count: number;
  readonly student: Int32Array;
  readonly provider: Int32Array;
  readonly day: Int32Array;
  readonly slot: Int32Array;
  readonly first: Int32Array;
  readonly byProvider: Int32Array;
  readonly providerFirst: Int32Array;
}

/** How many cells there are; cheap. */
export function countCells({ domains: { open } }: Problem): number {
  let count = 0;
  for (let i = 0; i < open.length; i++) count += open[i]!;
  return count;
}

/** Every start that the rules have left, of students who have a session to place. */
export function enumerateCells(problem: Problem): Cells {
  const { domains, grid, providers, students } = problem;
  const { slots } = grid;
  const days = grid.days.length;
  const most = countCells(problem);
  const [student, provider, day, slot] = [0, 1, 2, 3].map(() => new Int32Array(most)) as [
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  const first = new Int32Array(students.length * days * (slots + 1));
  let cell = 0;
  for (const one of students) {
    const lanes = one.open > 0 ? one.providers.length : 0;
    for (let d = 0; d < days; d++) {
      const at = (one.index * days + d) * (slots + 1);
      for (let s = 0; s < slots; s++) {
        first[at + s] = cell;
        for (let i = 0; i < lanes; i++) {
          if (domains.open[((one.firstLane + i) * days + d) * slots + s] === 0) continue;
          student[cell] = one.index;
          provider[cell] = one.providers[i]!;
          day[cell] = d;
          slot[cell++] = s;
        }
      }
      first[at + slots] = cell;
    }
  }
  const columns = [student, provider, day, slot].map((column) => column.subarray(0, cell));
  const [students_, providers_, days_, slots_] = columns as [Int32Array, Int32Array, Int32Array, Int32Array];
  const grouped = groupByProvider(
    { provider: providers_, day: days_, slot: slots_ },
    { days, slots, providers: providers.length },
  );
  return { count: cell, student: students_, provider: providers_, day: days_, slot: slots_, first, ...grouped };
}

/** A counting sort; within a group, cells keep their order. */
function groupByProvider(
  { provider, day, slot }: Pick<Cells, 'provider' | 'day' | 'slot'>,
  size: { readonly days: number; readonly slots: number; readonly providers: number },
): Pick<Cells, 'byProvider' | 'providerFirst'> {
  const width = size.slots + 1;
  const groupOf = (cell: number): number => (provider[cell]! * size.days + day[cell]!) * width + slot[cell]!;
  const providerFirst = new Int32Array(size.providers * size.days * width + 1);
  for (let cell = 0; cell < provider.length; cell++) providerFirst[groupOf(cell) + 1]!++;
  for (let i = 1; i < providerFirst.length; i++) providerFirst[i]! += providerFirst[i - 1]!;
  const next = providerFirst.slice();
  const byProvider = new Int32Array(provider.length);
  for (let cell = 0; cell < provider.length; cell++) byProvider[next[groupOf(cell)]!++] = cell;
  return { byProvider, providerFirst };
}

/** The cell of a student with a provider at a time, or NONE. */
export function findCell(
  { grid }: Problem,
  { first, provider }: Cells,
  at: { readonly student: number; readonly provider: number; readonly day: number; readonly start: number },
): number {
  const slot = slotAt(grid, at.start);
  if (slot === NONE || at.day === NONE) return NONE;
  const group = (at.student * grid.days.length + at.day) * (grid.slots + 1) + slot;
  for (let cell = first[group]!; cell < first[group + 1]!; cell++) if (provider[cell] === at.provider) return cell;
  return NONE;
}

import { ABSENT } from '../../src/domain/posting/poster.ts';
import type { Built } from './model.ts';
import type { Place } from './problem.ts';
import type { Schedule } from './schedule.ts';

/** The places that a solution of the model says. *Shapes* a value for each variable. */
export function placesIn({ posting, problem }: Built, values: ArrayLike<number>): Place[] {
  const { cells, firstCell } = posting;
  const { every, from } = problem.grid;
  const places: Place[] = [];
  for (let cell = 0; cell < cells.count; cell++) {
    if (values[firstCell + cell] !== 1) continue;
    const start = from + cells.slot[cell]! * every;
    places.push({ student: cells.student[cell]!, provider: cells.provider[cell]!, day: cells.day[cell]!, start });
  }
  return places;
}

/** Each cell as a legal schedule has it, and how many sessions of each student it places; NaN for everything else. */
export function startFrom(built: Built, schedule: Schedule): Float64Array {
  const { model, posting, problem } = built;
  const { cells, firstCell } = posting;
  const values = new Float64Array(model.variables.length).fill(Number.NaN);
  values.fill(0, firstCell, firstCell + cells.count);
  const placed = new Int32Array(problem.students.length);
  for (const session of schedule.assignments) {
    const cell = session.origin === 'proposal' ? posting.cellOf(session) : ABSENT;
    if (cell === ABSENT) continue;
    values[cell] = 1;
    placed[session.student]!++;
  }
  for (const student of problem.students) {
    if (!posting.hasCells(student)) continue;
    const count = placed[student.index]!;
    values[posting.decided(student)] = student.open === 1 ? 1 - count : count;
  }
  return values;
}

import { minuteOf } from '../../../src/domain/calendar.ts';
import { each, eachRepeated, requireKnown } from '../../../src/domain/entries.ts';
import { alreadyAs } from '../../../src/domain/words.ts';
import type { FaultCode } from '../faults.ts';
import type { PlaceInput, StudentInput } from '../input.ts';
import type { Context } from './context.ts';
import { requireProvider } from './people.ts';

/** Minutes of a day. */
const DAY = 1440;

/** Faults of posted sessions and pins. */
export function validateFixed(context: Context): void {
  const { given, report } = context;
  const students = new Map(given.students.flatMap((student) => (student ? [[student.id, student]] : [])));
  const counts = new Map<string, number>();
  each(given.posted, ({ deliveredBy, minutes, movable, ...place }, index) => {
    const path = ['posted', index];
    const student = validatePlace(context, place, { path, students });
    if (deliveredBy !== undefined) requireProvider(context, deliveredBy, [...path, 'deliveredBy']);
    const length = minutes ?? student?.minutes ?? 0;
    if (minuteOf(place.start) + length > DAY) {
      const what = `A session of ${length} minutes from ${place.start} on ends after midnight.`;
      report([...path, 'start'], 'past-midnight', what, 'begin earlier, or give fewer minutes.');
    }
    if (!movable && student?.providers.includes(place.provider)) countFixed(context, student, { counts, path });
  });
  each(given.pins, (place, index) => {
    const path = ['pins', index];
    const student = validatePlace(context, place, { path, students });
    if (student) countFixed(context, student, { counts, path });
  });
  validateRepeated(context, given.posted, { path: ['posted'], code: 'duplicate-posted' });
  validateRepeated(context, given.pins, { path: ['pins'], code: 'duplicate-pin' });
  const earlier = { path: ['previous', 'sessions'], code: 'duplicate-previous' } as const;
  validateRepeated(context, given.previous?.sessions, earlier);
}

interface At {
  readonly path: readonly PropertyKey[];
  readonly students: ReadonlyMap<string, StudentInput>;
}

function validatePlace(context: Context, { student, provider, day }: PlaceInput, { path, students }: At) {
  const { given, report } = context;
  const known = context.students;
  requireKnown(context, student, { path: [...path, 'student'], code: 'unknown-student', what: 'student', known });
  requireProvider(context, provider, [...path, 'provider']);
  if (!given.grid.days.includes(day)) {
    const what = `${day} is not a day of the grid: ${given.grid.days.join(', ')}.`;
    report([...path, 'day'], 'day-outside-grid', what, 'add it to the days of the grid, or leave the session out.');
  }
  return students.get(student);
}

function countFixed(
  { report }: Context,
  { id, sessions }: StudentInput,
  { counts, path }: { readonly counts: Map<string, number>; readonly path: readonly PropertyKey[] },
): void {
  const count = (counts.get(id) ?? 0) + 1;
  counts.set(id, count);
  if (count <= sessions) return;
  const what = `${id} is to have ${sessions} sessions, and this is number ${count} that is posted or pinned.`;
  report(path, 'too-many-fixed', what, 'raise the sessions of the student, or leave this one out.');
}

function validateRepeated(
  { report }: Context,
  list: readonly (PlaceInput | undefined)[] | undefined,
  { path, code }: { readonly path: readonly string[]; readonly code: FaultCode },
): void {
  eachRepeated(
    list,
    ({ student, provider, day, start }) => JSON.stringify([student, provider, day, start]),
    ({ student, day, start }, index, first) => {
      const what = `${student} is there on ${day} at ${start} ${alreadyAs(first)}.`;
      report([...path, index], code, what, 'keep one of the two.');
    },
  );
}

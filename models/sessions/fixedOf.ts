import { minuteOf } from '../../src/domain/calendar.ts';
import type { Input, PlaceInput } from './input.ts';
import type { Names } from './names.ts';
import { isSamePlace, NONE, type Place, type Session, type StudentInfo } from './problem.ts';

/** What is fixed of one student's sessions. */
export interface FixedSessions {
  readonly posted: number;
  readonly pinned: number;
  /** Where movable posted sessions are. */
  readonly old: readonly Place[];
}

/** The sessions that no run decides, by student. */
export interface FixedWork {
  readonly of: readonly FixedSessions[];
  /** All of them: posted ones first, those of a student numbered by their times. */
  sessions(students: readonly StudentInfo[]): Session[];
}

interface PostedPlace extends Place {
  readonly minutes: number | undefined;
  /** Whether it is one of the sessions that the student is to have, or another service's. */
  readonly counts: boolean;
}

interface Draft {
  readonly posted: PostedPlace[];
  readonly pins: Place[];
  readonly old: Place[];
}

/** Finds what is posted, pinned, or on a frozen day of the earlier schedule. */
export function fixedOf(input: Input, names: Names): FixedWork {
  const drafts = Array.from(names.students, (): Draft => ({ posted: [], pins: [], old: [] }));
  const mayHold = new Map(input.students.map(({ id, providers }) => [id, providers]));
  const replanned = new Set(input.previous?.sessions.map(({ student }) => student));
  const placeOf = ({ student, provider, day, start }: PlaceInput): Place => ({
    student: names.students.get(student)!,
    provider: names.providers.get(provider) ?? NONE,
    day: names.grid.days.indexOf(day),
    start: minuteOf(start),
  });
  for (const posted of input.posted) {
    const counts = mayHold.get(posted.student)!.includes(posted.provider);
    const draft = drafts[names.students.get(posted.student)!]!;
    const isFree = !input.frozenDays.includes(posted.day) || replanned.has(posted.student);
    const provider = posted.deliveredBy ?? posted.provider;
    if (posted.movable && counts && isFree) draft.old.push(placeOf(posted));
    else draft.posted.push({ ...placeOf({ ...posted, provider }), minutes: posted.minutes, counts });
  }
  for (const pin of input.pins) drafts[names.students.get(pin.student)!]!.pins.push(placeOf(pin));
  for (const before of frozenIn(input)) {
    const place = placeOf(before);
    const draft = drafts[place.student];
    const isThere = [...(draft?.posted ?? []), ...(draft?.pins ?? [])].some((one) => isSamePlace(one, place));
    if (place.provider !== NONE && place.day !== NONE && !isThere) draft?.pins.push(place);
  }
  for (const { old, pins, posted } of drafts) {
    posted.sort(byTime);
    pins.sort(byTime);
    old.sort(byTime);
  }
  return {
    of: drafts.map(({ posted, pins, old }) => ({
      posted: posted.filter(({ counts }) => counts).length,
      pinned: pins.length,
      old,
    })),
    sessions: (students) => [
      ...drafts.flatMap(({ posted }, index) => numbered(students[index]!, posted)),
      ...drafts.flatMap(({ posted, pins }, index) => pinned(students[index]!, pins, posted)),
    ],
  };
}

/** The sessions of the earlier schedule that stay because their day is frozen, as far as their provider still holds them. */
export function frozenIn({ frozenDays, previous, students }: Input): PlaceInput[] {
  const mayHold = new Map(students.map(({ id, providers }) => [id, providers]));
  return (previous?.sessions ?? []).filter(
    ({ student, provider, day }) => frozenDays.includes(day) && mayHold.get(student)?.includes(provider),
  );
}

function byTime(a: Place, b: Place): number {
  return a.day - b.day || a.start - b.start || a.provider - b.provider;
}

function numbered(student: StudentInfo, posted: readonly PostedPlace[]): Session[] {
  let k = 0;
  return posted.map(({ counts, minutes, ...place }) => {
    const of = counts ? { item: student.firstItem + k, id: `${student.id}#${k + 1}` } : { item: NONE, id: student.id };
    if (counts) k++;
    return { ...place, ...of, minutes: minutes ?? student.minutes, origin: 'posted' };
  });
}

function pinned({ firstItem, id, minutes }: StudentInfo, pins: readonly Place[], posted: readonly PostedPlace[]) {
  const before = posted.filter(({ counts }) => counts).length;
  return pins.map((place, i): Session => {
    const k = before + i;
    return { ...place, item: firstItem + k, id: `${id}#${k + 1}`, minutes, origin: 'pin' };
  });
}

import { dateOf, dayNumber, WEEKDAYS, weekdayOf } from '../../../src/domain/calendar.ts';
import type { EmployeeDraft, ExceptionDraft, RotationDraft, Turn } from './entities.ts';
import type { Season } from './season.ts';

/** Rotations by weekday, and the days on which they change. */
export interface Duty {
  readonly rotations: readonly RotationDraft[];
  readonly rotationExceptions: readonly ExceptionDraft[];
}

/** The kinds of the profile, with the days of the horizon on which primary and backup change places. */
const KINDS = { juicer: [1, 15], 'primary-lead': [4, 18] } as const;

const SERVES = {
  juicer: ({ role, skills = [] }: EmployeeDraft) => role === 'juicer-barista' || skills.includes('juicer'),
  'primary-lead': ({ role }: EmployeeDraft) => role === 'lead',
};

/**
 * The rotations of a team: on each weekday, people who work on it by their weekly pattern take turns, the next one is
 * the backup. Where nobody serves, the club supervisor does, without backup.
 */
export function dutyOf(team: readonly EmployeeDraft[], season: Season): Duty {
  const rotations: RotationDraft[] = [];
  const rotationExceptions: ExceptionDraft[] = [];
  for (const kind of ['juicer', 'primary-lead'] as const) {
    const serving = team.filter((one) => one.active !== false && SERVES[kind](one));
    WEEKDAYS.forEach((weekday, number) => {
      if (kind === 'juicer' && weekday === 'sunday') return;
      const present = serving.filter(({ weekly }) => weekly?.[weekday] !== false);
      const employee = present.length ? present[number % present.length]! : team[0]!;
      const backup = present.length > 1 ? present[(number + 1) % present.length]! : undefined;
      rotations.push({ weekday, kind, employee: employee.id, ...(backup ? { backup: backup.id } : {}) });
    });
    for (const offset of KINDS[kind]) {
      const turn = turnOn({ rotations, rotationExceptions }, kind, season.from + offset);
      if (!turn?.backup || season.from + offset > season.to) continue;
      const date = dateOf(season.from + offset);
      rotationExceptions.push({ date, kind, employee: turn.backup, backup: turn.employee });
    }
  }
  return { rotations, rotationExceptions };
}

/** Who has a duty on a day; undefined when nobody has. */
export function turnOn({ rotations, rotationExceptions }: Duty, kind: string, day: number): Turn | undefined {
  return (
    rotationExceptions.find((one) => one.kind === kind && dayNumber(one.date) === day) ??
    rotations.find((one) => one.kind === kind && one.weekday === WEEKDAYS[weekdayOf(day)])
  );
}

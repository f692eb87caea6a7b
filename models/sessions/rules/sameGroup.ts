import { z } from 'zod';
import { ABSENT } from '../../../src/domain/posting/poster.ts';
import { allOf } from '../../../src/domain/words.ts';
import { not } from '../../../src/language/expression.ts';
import type { Rule } from '../caseload.ts';
import type { Posting } from '../posting/posting.ts';
import { type Place, type Problem, providerDay, type Session } from '../problem.ts';
import { isOfRun, type Schedule } from '../schedule.ts';
import { calledIn, dayName, studentName } from '../words.ts';
import { students } from './fields.ts';

const parameters = z.strictObject({ students });

/**
 * *Means* where one of the students has a session of the run, each of them has one, of the run or posted, with the
 * same provider, on the same day, from the same start on. They must have equal numbers of sessions and equal minutes.
 * Where it is not hard, each time at which some of them are with a provider and others are not costs `weight`.
 */
export const sameGroup: Rule<z.infer<typeof parameters>> = {
  template: 'same-group',
  hard: true,
  softens: true,
  needsCompany: true,
  meaning: 'Some students have all their sessions together.',
  says: ({ students: ids }, problem) => `${allOf(calledIn(problem, ids))} have all their sessions together.`,
  parameters,
  mentions: (given) => ({ students: given.students }),
  validate({ id, parameters: given }, { given: input, report }) {
    const members = given.students.flatMap((name) => input.students.find((one) => one?.id === name) ?? []);
    const [first, ...others] = members;
    const other = others.find(({ sessions, minutes }) => sessions !== first!.sessions || minutes !== first!.minutes);
    if (!other) return;
    const what = `${first!.id} has ${first!.sessions} sessions of ${first!.minutes} minutes, ${other.id} has ${other.sessions} of ${other.minutes}; ${id} puts them together.`;
    const at = input.rules.findIndex((rule) => rule?.id === id);
    report(
      ['rules', at, 'parameters', 'students'],
      'group-unequal',
      what,
      'give them equal sessions, or leave one out.',
    );
  },
  post(rule, posting) {
    const members = membersOf(posting.problem, rule.parameters.students);
    for (const student of members) {
      for (const place of posting.placesOf(student)) posting.unit(rule, () => postPlace(posting, place, members));
    }
  },
  check({ parameters: given }, { problem, schedule, breaks }) {
    const members = membersOf(problem, given.students);
    for (const student of members) {
      for (const session of schedule.ofStudent(student).filter(isOfRun)) {
        const missing = missingAt(schedule, session, members);
        if (missing.length === 0) continue;
        const names = missing.map((one) => studentName(problem, one)).join(', ');
        const text = `${names} is not with ${session.id} on ${dayName(problem, session.day)}.`;
        const withdraw = session.origin === 'proposal' ? [session] : [];
        breaks({ text, assignments: [session], withdraw, unit: providerDay(problem, session) * 1440 + session.start });
      }
    }
  },
  explain({ parameters: given }, { problem, schedule, candidate }) {
    const members = membersOf(problem, given.students);
    if (!members.includes(candidate.student)) return undefined;
    const [missing] = missingAt(
      schedule,
      candidate,
      members.filter((one) => one !== candidate.student),
    );
    if (missing === undefined) return undefined;
    const { firstItem, sessions, name } = problem.students[missing]!;
    const own = problem.items.slice(firstItem, firstItem + sessions);
    const free = own.find((item) => item.state === 'open' && schedule.of(item.index).length === 0);
    const { provider, day, start } = candidate;
    const places = free === undefined ? [] : [{ item: free, student: missing, provider, day, start }];
    return { text: `${name} has to be there too.`, needs: `${name} at the same time`, missing: places };
  },
};

function membersOf({ studentIndex }: Problem, names: readonly string[]): number[] {
  return [...new Set(names)].map((name) => studentIndex.get(name)!).sort((a, b) => a - b);
}

function missingAt(schedule: Schedule, session: Session, members: readonly number[]): number[] {
  return members.filter((student) => !isThere(schedule, student, session));
}

function isThere(schedule: Schedule, student: number, { provider, day, start }: Place): boolean {
  return schedule.at(student, day).some((one) => one.provider === provider && one.start === start);
}

/** All who are not there already come together or not at all; said once for each place, by the first who may come. */
function postPlace(posting: Posting, place: Place, members: readonly number[]): void {
  const absent = members.filter((student) => !isThere(posting.fixed, student, place));
  const literals = absent.map((student) => posting.cellOf({ ...place, student }));
  const possible = literals.filter((literal) => literal !== ABSENT);
  if (possible[0] !== posting.cellOf(place)) return;
  if (possible.length < absent.length) {
    for (const literal of possible) posting.add({ kind: 'boolAnd', literals: [not(literal)] });
    return;
  }
  for (const literal of possible.slice(1)) {
    posting.add({ kind: 'linear', vars: [possible[0]!, literal], coeffs: [1, -1], domain: [0, 0] });
  }
}

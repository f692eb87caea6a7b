import { z } from 'zod';
import type { Rule } from '../caseload.ts';
import { close, overlap, type Stretch, stretchOf } from '../problem.ts';
import { eachMoment, isOfRun, lastOf } from '../schedule.ts';
import { dayName, sessionNames, studentName } from '../words.ts';

const parameters = z.strictObject({});

/** *Means* at each moment a student has at most one session; posted ones count, whoever holds them. */
export const noOverlap: Rule<z.infer<typeof parameters>> = {
  template: 'no-overlap',
  hard: true,
  isEssential: true,
  meaning: 'The sessions of a student do not overlap.',
  parameters,
  narrows(_, _domains, problem) {
    for (const session of problem.fixed) {
      const { firstLane, providers } = problem.students[session.student]!;
      providers.forEach((_, i) => void close(problem, firstLane + i, session.day, stretchOf(session)));
    }
  },
  post(_, posting) {
    for (const { index, minutes, open } of posting.problem.students) {
      for (let day = 0; open > 1 && day < posting.problem.grid.days.length; day++) {
        if (posting.mostAllowedOn(index, day) < 2) continue;
        for (const { from, to } of tilesFirst(windowsOf(posting.startsOf(index, day), minutes))) {
          const literals = posting.startsIn(index, day, from, to);
          if (literals.length > 1) posting.atMost(literals, 1);
        }
      }
    }
  },
  check(_, { problem, schedule, breaks }) {
    for (const sessions of schedule.studentDays()) {
      eachMoment(sessions, (atOnce) => {
        if (atOnce.length < 2 || !atOnce.some(isOfRun)) return;
        const { student, day } = atOnce[0]!;
        const text = `${studentName(problem, student)} has ${sessionNames(problem, atOnce)} at once on ${dayName(problem, day)}.`;
        breaks({ text, assignments: atOnce, withdraw: lastOf(problem, atOnce, atOnce.length - 1) });
      });
    }
  },
  explain(_, { problem, schedule, candidate }) {
    const own = stretchOf(candidate);
    const by = schedule.at(candidate.student, candidate.day).filter((one) => overlap(own, stretchOf(one)));
    if (by.length === 0) return undefined;
    return {
      text: `${studentName(problem, candidate.student)} has ${sessionNames(problem, by)} then.`,
      by,
      needs: 'another time',
    };
  },
};

/** The longest stretches of starts of which any two are less than a session apart. */
function windowsOf(starts: readonly number[], minutes: number): Stretch[] {
  let first = 0;
  return starts.flatMap((start, i) => {
    while (starts[first]! <= start - minutes) first++;
    const next = starts[i + 1];
    // The window of the next start says what this one would.
    return next !== undefined && starts[first]! > next - minutes ? [] : [{ from: starts[first]!, to: start + 1 }];
  });
}

/** Windows that share no start come first: an engine that looks for choices then finds few, which hold every start. */
function tilesFirst(windows: readonly Stretch[]): Stretch[] {
  let end = Number.NEGATIVE_INFINITY;
  const isTile = windows.map(({ from, to }) => {
    if (from < end) return false;
    end = to;
    return true;
  });
  return [...windows.filter((_, i) => isTile[i]), ...windows.filter((_, i) => !isTile[i])];
}

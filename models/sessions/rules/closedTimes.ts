import { z } from 'zod';
import type { Rule } from '../caseload.ts';
import { type Closed, close, NONE, overlap, type Place, type Problem, stretchOf } from '../problem.ts';
import type { Relief } from '../relief.ts';
import { isOfRun, lastOf } from '../schedule.ts';

const parameters = z.strictObject({});

interface ClosedTimes {
  readonly template: string;
  readonly meaning: string;
  /** The list of the input that says when it is open, or when it is closed. */
  readonly list: 'work' | 'hours' | 'bells' | 'activities' | 'blocked';
  /** What is closed to a student with a provider on a day. */
  closedTo(problem: Problem, place: Omit<Place, 'start'>): readonly Closed[];
}

/**
 * A rule that no session touches a time that is closed to its student or provider; where it is not hard, each session of
 * the run that does costs `weight`.
 */
export function closedTimes({ template, meaning, list, closedTo }: ClosedTimes): Rule<z.infer<typeof parameters>> {
  const firstTouched = (problem: Problem, session: Parameters<typeof stretchOf>[0] & Place): Closed | undefined => {
    const own = stretchOf(session);
    return closedTo(problem, session).find((closed) => overlap(own, closed));
  };
  return {
    template,
    hard: true,
    softens: true,
    meaning,
    parameters,
    narrows(_, _domains, problem) {
      problem.lanes.forEach((lane, index) => {
        for (let day = 0; day < problem.grid.days.length; day++) {
          for (const closed of closedTo(problem, { ...lane, day })) close(problem, index, day, closed);
        }
      });
    },
    post({ hardness, weight }, posting) {
      if (hardness === 'hard' || weight === 0) return;
      const { problem } = posting;
      posting.costPlaces((place) => {
        const { minutes } = problem.students[place.student]!;
        return firstTouched(problem, { ...place, minutes }) ? weight : 0;
      });
    },
    check(_, { problem, schedule, breaks }) {
      for (const session of schedule.assignments) {
        const closed = isOfRun(session) ? firstTouched(problem, session) : undefined;
        if (!closed) continue;
        breaks({ text: closed.why, assignments: [session], withdraw: lastOf(problem, [session], 1) });
      }
    },
    explain(_, { problem, candidate }) {
      const closed = firstTouched(problem, candidate);
      return closed && { text: closed.why, needs: 'another time' };
    },
    relax(_, { problem, candidate }): Relief[] {
      const entry = firstTouched(problem, candidate)?.entry ?? NONE;
      if (list === 'work' || list === 'hours') {
        const { student, provider, day } = candidate;
        return [{ kind: 'also', list, student, provider, day, ...stretchOf(candidate) }];
      }
      return entry === NONE ? [] : [{ kind: 'without', list, entry }];
    },
  };
}

import type { z } from 'zod';
import type { InForce, Rule } from '../caseload.ts';
import { type Problem, type Session, sessionOf } from '../problem.ts';
import { isOfRun } from '../schedule.ts';

interface PlaceCosts<P> {
  readonly template: string;
  readonly meaning: string;
  says?(parameters: P): string;
  readonly parameters: z.ZodType<P>;
  /** How often a session of the run at its place costs the weight. */
  times(parameters: P, problem: Problem, session: Session): number;
  /** What there is to say where it costs something. */
  text(parameters: P): string;
}

/** A soft rule that looks at one session at a time. */
export function placeCosts<P>({ template, meaning, says, parameters, times, text }: PlaceCosts<P>): Rule<P> {
  return {
    template,
    hard: false,
    meaning,
    ...(says ? { says } : {}),
    parameters,
    post({ parameters: given, weight }: InForce<P>, posting) {
      const { problem } = posting;
      if (weight === 0) return;
      posting.costPlaces((place) => {
        const { firstItem } = problem.students[place.student]!;
        return weight * times(given, problem, sessionOf(problem, firstItem, place, 'proposal'));
      });
    },
    check({ parameters: given, weight }, { problem, schedule, costs }) {
      for (const session of schedule.assignments) {
        if (isOfRun(session)) costs(weight * times(given, problem, session), session);
      }
    },
    explain({ parameters: given }, { problem, candidate }) {
      return times(given, problem, candidate) > 0 ? { text: text(given) } : undefined;
    },
  };
}

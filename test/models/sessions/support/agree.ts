import type { Sessions } from '../../../../models/sessions/caseload.ts';
import { findCell } from '../../../../models/sessions/cells.ts';
import type { Built } from '../../../../models/sessions/model.ts';
import { isSamePlace, NONE, type Place, type Problem, type Session } from '../../../../models/sessions/problem.ts';
import { Schedule } from '../../../../models/sessions/schedule.ts';
import { proposalsIn, solutionOf } from '../../../../models/sessions/solution.ts';
import { check } from '../../../../src/domain/review.ts';
import type { Literal } from '../../../../src/language/expression.ts';
import { complete } from '../../../support/complete.ts';

/** What the model says of a placement: its least penalty, or undefined when it is not allowed. */
export function modelSays({ model, posting, problem }: Built, places: readonly Place[]): number | undefined {
  const { cells, firstCell } = posting;
  const decisions = new Map<Literal, boolean>();
  for (let cell = 0; cell < cells.count; cell++) decisions.set(firstCell + cell, false);
  for (const place of places) {
    const cell = findCell(problem, cells, place);
    // Where the model has no place, or only one where two are asked for, it forbids them.
    if (cell === NONE || decisions.get(firstCell + cell)) return undefined;
    decisions.set(firstCell + cell, true);
  }
  return complete(model, decisions);
}

/** The proposals of some places. */
export function proposalsOf(problem: Problem, places: readonly Place[]): Session[] {
  return proposalsIn(problem, solutionOf(problem, places));
}

/** What the checks say of a placement: its penalty, or undefined when a hard rule is broken. */
export function checksSay(sessions: Sessions, places: readonly Place[]): number | undefined {
  const found = findings(sessions, places);
  return found.breaches.length > 0 ? undefined : found.penalty;
}

function findings(sessions: Sessions, places: readonly Place[]) {
  const { problem } = sessions;
  return check(sessions, new Schedule(problem, [...problem.fixed, ...proposalsOf(problem, places)]));
}

/** The difference between model and checks for a placement, in words; undefined when they agree. */
export function disagreement(built: Built, places: readonly Place[]): string | undefined {
  const [model, checks] = [modelSays(built, places), checksSay(built, places)];
  if (model === checks) return undefined;
  const found = findings(built, places);
  const why =
    found.breaches.map(({ rule, text }) => `${rule}: ${text}`).join(' ') || JSON.stringify([...found.penalties]);
  const where = JSON.stringify(solutionOf(built.problem, places).sessions);
  return `model ${model ?? 'forbids'}, checks ${checks ?? 'forbid'} for ${where}: ${why}`;
}

/** Everywhere that a student's session could be, legal or not, and no pin is: a solution that lists it adds nothing. */
export function everywhere({ fixed, grid, providers }: Problem, student: number): Place[] {
  return grid.days
    .flatMap((_, day) =>
      Array.from({ length: grid.slots }, (_, slot) => grid.from + slot * grid.every).flatMap((start) =>
        providers.map(({ index: provider }) => ({ student, provider, day, start })),
      ),
    )
    .filter((place) => !fixed.some((one) => one.origin === 'pin' && isSamePlace(one, place)));
}

/** Every choice of at most this many of a list, each once. */
function* choices<T>(list: readonly T[], most: number, from = 0): Generator<T[]> {
  yield [];
  if (most === 0) return;
  for (let i = from; i < list.length; i++) {
    for (const rest of choices(list, most - 1, i + 1)) yield [list[i]!, ...rest];
  }
}

/** Every placement of the open sessions there is, and of one more of each student than there are. */
export function* allPlacements(problem: Problem, from = 0): Generator<Place[]> {
  const student = problem.students[from];
  if (student === undefined) {
    yield [];
    return;
  }
  for (const rest of allPlacements(problem, from + 1)) {
    for (const own of choices(everywhere(problem, student.index), student.open + 1)) yield [...own, ...rest];
  }
}

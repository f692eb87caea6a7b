import { expect, test } from 'vitest';
import { sessions } from '../../../models/sessions/index.ts';
import type { Input } from '../../../models/sessions/input.ts';
import { sessionsFor } from '../../../models/sessions/sessionsOf.ts';
import { randomOf } from '../../../src/domain/random.ts';
import { DovetailError } from '../../../src/errors.ts';
import { solveDomain } from '../../../src/solve/solveDomain.ts';
import { cases } from '../../support/deep.ts';
import { drawInput } from '../../support/naiveSessions/draw.ts';
import type { Solution } from '../../support/naiveSessions/facts.ts';
import { naiveReview } from '../../support/naiveSessions.ts';

/** Enough to prove most of these. */
const TICKS = 20_000;

const RUNS = cases(12, 200);

test(`the reasons of ${RUNS} runs are true by a plain reading of the rules`, { timeout: 600_000 }, async () => {
  const random = randomOf(7, 'reasons');
  const kinds = new Map<string, number>();
  for (let runs = 0; runs < RUNS; ) {
    // Whoever needs company has no place alone that is legal, though there may be one together.
    const { rules = [], ...draft } = drawInput(random);
    // Every second run leaves out what is not worth its costs.
    const cheap = runs % 2 === 1 ? [{ id: 'place', weight: 40 }] : [];
    const value = { ...draft, rules: [...rules.filter(({ template }) => template !== 'same-group'), ...cheap] };
    if (!isSound(value)) continue;
    const { answer, solved } = await solveDomain(sessions, value, { engine: 'highs', ticks: TICKS });
    // A few take long to prove; which ones must not depend on the machine, so that work is counted.
    if (solved.outcome.proof !== 'optimal') continue;
    runs++;
    const input = sessions.parse(value) as Input;
    for (const { item, reason } of answer!.result.notPlaced) {
      kinds.set(reason.kind, (kinds.get(reason.kind) ?? 0) + 1);
      const solution = answer!.solution as Solution;
      expect(
        faultOf(input, solution, { item, kind: reason.kind }),
        JSON.stringify({ value, item, reason }),
      ).toBeUndefined();
    }
  }
  // Each kind has occurred, or the test would say nothing of it.
  expect([...kinds.keys()].sort()).toEqual(['blocked', 'crowded-out', 'outweighed']);
});

function isSound(value: object): boolean {
  try {
    sessions.parse(value);
    return true;
  } catch (thrown) {
    if (thrown instanceof DovetailError) return false;
    throw thrown;
  }
}

/** What is wrong with a reason, if anything. */
function faultOf(input: Input, solution: Solution, { item, kind }: { item: string; kind: string }): string | undefined {
  const rules = sessionsFor(input).rules.map(({ id, parameters, rule, weight }) => ({
    ...{ id, template: rule.template, weight },
    parameters: parameters as Record<string, unknown>,
  }));
  const read = (one: Solution) => naiveReview(input, rules, one);
  const places = everyPlace(input, item.slice(0, item.indexOf('#')));
  const alone = places.filter((place) => read({ sessions: [place] }).hard.size === 0);
  const beside = places
    .map((place) => read({ sessions: [...solution.sessions, place] }))
    .filter(({ hard }) => hard.size === 0);
  const cost = ({ soft }: { soft: ReadonlyMap<string, number> }): number =>
    [...soft.values()].reduce((a, b) => a + b, 0);
  switch (kind) {
    case 'blocked':
      return alone.length > 0 ? `${JSON.stringify(alone[0])} is legal alone` : undefined;
    case 'crowded-out':
      if (alone.length === 0) return 'no place is legal alone';
      return beside.length > 0 ? 'a place is free' : undefined;
    case 'outweighed':
      if (beside.length === 0) return 'no place is free';
      return beside.some((one) => cost(one) < cost(read(solution))) ? 'a place would cost less' : undefined;
    default:
      return `${kind} says nothing that a proved run could not decide`;
  }
}

function everyPlace({ grid, students }: Input, student: string): Solution['sessions'] {
  const { providers } = students.find(({ id }) => id === student)!;
  const starts = Array.from({ length: 12 }, (_, i) => 540 + 15 * i);
  const clock = (at: number): string =>
    `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
  return grid.days.flatMap((day) =>
    starts.flatMap((at) => providers.map((provider) => ({ student, provider, day, start: clock(at) }))),
  );
}

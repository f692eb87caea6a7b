import { CHECKS, linesOf } from './checks.ts';
import type { Failure } from './failure.ts';
import type { Observation, Ran } from './observe.ts';
import type { Expect } from './scenario.ts';

/** Every expectation that an observation does not meet; what always has to hold is checked as well. */
export function compare(expect: Expect, observation: Observation): Failure[] {
  if (observation.kind === 'failed') return [{ expectation: 'run', expected: 'an outcome', got: observation.message }];
  if (observation.kind === 'refused') return refused(expect, observation.faults);
  const failures = Object.entries(CHECKS).flatMap(([key, check]) => {
    const expected = expect[key as keyof Expect];
    return expected === undefined ? [] : check(expected as never, observation);
  });
  return [...failures, ...always(observation)];
}

function refused(
  { faults: expected }: Expect,
  found: readonly { readonly pointer: string; readonly code: string; readonly message: string }[],
): Failure[] {
  const got = linesOf(found);
  if (expected && linesOf(expected) === got) return [];
  return [
    {
      expectation: expected ? 'faults' : 'input',
      expected: expected ? linesOf(expected) : 'an input that is accepted',
      got,
      why: found.map(({ message }) => message).join(' '),
    },
  ];
}

/** Holds in every scenario: the review finds a legal schedule, and the same penalty as the model. */
function always({ schedule }: Ran): Failure[] {
  if (!schedule) return [];
  const { objective, review } = schedule;
  const failures: Failure[] = [];
  if (!review.isLegal) {
    const got = review.issues.map(({ rule, text }) => `${rule}: ${text}`).join(' ');
    failures.push({ expectation: 'legal', expected: 'no hard rule broken', got });
  }
  if (objective !== review.penalty) {
    const why = 'the model and the review count differently';
    failures.push({ expectation: 'objective', expected: `${review.penalty}`, got: `${objective}`, why });
  }
  return failures;
}

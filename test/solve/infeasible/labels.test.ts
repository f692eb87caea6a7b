import { afterAll, describe, expect, test } from 'vitest';
import { endWarmThreads } from '../../../src/engines/thread/host.ts';
import type { Model } from '../../../src/language/model.ts';
import { readModel } from '../../../src/language/read.ts';
import { explainInfeasible } from '../../../src/solve/infeasible/explainInfeasible.ts';
import { labelsOf } from '../../../src/solve/infeasible/labels.ts';

afterAll(endWarmThreads);

/** What `explain` names in a file of another program. */
async function named(text: string): Promise<readonly string[]> {
  const { model, placeOf } = readModel(new TextEncoder().encode(text));
  const explanation = await explainInfeasible(model, labelsOf(model, { placeOf, variables: true }));
  if (explanation.kind !== 'conflict') return [explanation.kind];
  expect(explanation).toMatchObject({ isMinimal: true, isVerified: true });
  return explanation.labels;
}

const BOOLEAN = 'variables { domain: [0, 1] }';
const INTERVAL = (size: number) =>
  `constraints { interval { start { vars: 0 coeffs: 1 } size { offset: ${size} } end { vars: 0 coeffs: 1 offset: 3 } } }`;

describe('what is to blame', () => {
  test('is numbered as the file numbers it, intervals included', async () => {
    const both = 'constraints { linear { vars: 0 coeffs: 1 domain: [0, 5] } }';
    const overlap = 'constraints { no_overlap { intervals: [0, 2] } }';
    // Both intervals begin at the same time and take 3.
    const text = `variables { domain: [0, 9] } ${INTERVAL(3)} ${both} ${INTERVAL(3)} ${both} ${overlap}`;
    expect(await named(text)).toEqual(['constraint 5 (noOverlap)']);
  });

  test('can be an interval by itself', async () => {
    // Of size 2, and yet it ends 3 after its start.
    expect(
      await named(`variables { domain: [0, 9] } ${BOOLEAN} constraints { bool_or { literals: 1 } } ${INTERVAL(2)}`),
    ).toEqual(['constraint 2 (interval)']);
  });

  test('can be the domain of the objective together with that of a variable', async () => {
    expect(
      await named('variables { name: "x" domain: [0, 4] } objective { vars: 0 coeffs: 2 domain: [9, 20] }'),
    ).toEqual(['variable x in 0..4', 'the domain of the objective']);
  });

  test('can be assumptions alone', async () => {
    expect(await named(`${BOOLEAN} ${BOOLEAN} assumptions: [0, 1, -1]`)).toEqual(['assumption x0', 'assumption !x0']);
  });

  test('can be an assumption together with a variable that rules it out', async () => {
    expect(await named('variables { name: "away" domain: [0, 0] } assumptions: 0')).toEqual([
      'variable away = 0',
      'assumption away',
    ]);
  });

  test('is no domain that cannot be wider: a divisor is never 0', async () => {
    const model: Model = {
      dovetail: 1,
      variables: [{ name: 'd', domain: [1, 3] }],
      intervals: [],
      constraints: [
        {
          kind: 'division',
          target: { vars: [], coeffs: [], offset: 9 },
          dividend: { vars: [], coeffs: [], offset: 8 },
          divisor: { vars: [0], coeffs: [1], offset: 0 },
        },
      ],
    };
    // 8 / d is at most 8.
    expect(await explainInfeasible(model, labelsOf(model, { variables: true }))).toMatchObject({
      kind: 'conflict',
      labels: ['constraint 1 (division)'],
      isVerified: true,
    });
  });

  test('has a solution where there is one', async () => {
    expect(await named(`${BOOLEAN} objective { vars: 0 coeffs: 1 domain: [1, 1] } assumptions: 0`)).toEqual([
      'feasible',
    ]);
  });
});

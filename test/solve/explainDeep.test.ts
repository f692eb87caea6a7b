import { afterAll, expect, test } from 'vitest';
import { wideModel } from '../../bench/instances/wideModel.ts';
import { endWarmThreads } from '../../src/engines/thread/host.ts';
import type { Model } from '../../src/language/model.ts';
import { encodeModel } from '../../src/language/proto/index.ts';
import { conflictOf } from '../../src/solve/infeasible/conflict.ts';
import { explainInfeasible } from '../../src/solve/infeasible/explainInfeasible.ts';
import { assumptionLabels, type Labels, labelsOf } from '../../src/solve/infeasible/labels.ts';
import { ModelParts } from '../../src/solve/infeasible/parts.ts';
import { cases } from '../support/deep.ts';
import { referenceOf } from '../support/reference.ts';

/** Infeasible models that are explained; DOVETAIL_EXPLAINED says how many, DOVETAIL_FIRST_MODEL where to begin. */
const EXPLAINED = Number(process.env.DOVETAIL_EXPLAINED ?? cases(20, 1000));
const FIRST = Number(process.env.DOVETAIL_FIRST_MODEL ?? 0);

afterAll(endWarmThreads);

/** Whether a model has a solution, by the reading of `cp_model.proto` that shares nothing with ours. */
function isSolvable(model: Model): boolean {
  return referenceOf(JSON.parse(encodeModel(model, 'json'))).best !== undefined;
}

/** What is wrong with a set of labels that is said to conflict, and to be minimal. */
function faultsOf(model: Model, labels: Labels, named: readonly string[]): string[] {
  const parts = new ModelParts(model, [...labels.values()].flat());
  const of = (some: readonly string[]): Model => parts.only(some.flatMap((label) => labels.get(label)!));
  const needless = named.filter((label) => !isSolvable(of(named.filter((other) => other !== label))));
  return [
    ...(isSolvable(of(named)) ? ['it has a solution'] : []),
    ...needless.map((label) => `${label} is not needed`),
  ];
}

test('explanations and conflicts name what conflicts, and no more', { timeout: 3_600_000 }, async () => {
  const wrong: string[] = [];
  let [explained, conflicts] = [0, 0];
  for (let number = FIRST; explained < EXPLAINED; number++) {
    const { model } = wideModel(number);
    if (isSolvable(model)) continue;
    explained++;
    const labels = labelsOf(model);
    const explanation = await explainInfeasible(model, labels);
    expect(explanation).toMatchObject({ kind: 'conflict', isMinimal: true, isVerified: true });
    if (explanation.kind !== 'conflict') continue;
    wrong.push(...faultsOf(model, labels, explanation.labels).map((fault) => `model ${number}: ${fault}`));
    const conflict = await conflictOf(model);
    if (!conflict) continue;
    conflicts++;
    expect(conflict).toMatchObject({ isMinimal: true, isConfirmed: true });
    const named = conflict.literals.map(String);
    wrong.push(
      ...faultsOf(model, assumptionLabels(model), named).map((fault) => `model ${number}, conflict: ${fault}`),
    );
  }
  if (EXPLAINED > 100) console.log(JSON.stringify({ explained, conflicts }));
  expect(wrong).toEqual([]);
  expect(conflicts).toBeGreaterThan(EXPLAINED / 5);
});

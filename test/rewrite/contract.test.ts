import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkModel } from '../../src/language/check.ts';
import type { Kind } from '../../src/language/constraints/index.ts';
import { KINDS } from '../../src/language/constraints/index.ts';
import type { Model } from '../../src/language/model.ts';
import { cp } from '../../src/rewrite/cp.ts';
import { milp } from '../../src/rewrite/milp.ts';
import { type Part, type Rewrite, rewrite } from '../../src/rewrite/rewrite.ts';
import { cases } from '../support/deep.ts';
import { differencesOf } from '../support/enumerate.ts';
import { arbitraryModel, arbitraryPart, SMALL_MODELS, SMALL_PARTS } from '../support/models.ts';

const PIPELINES = { cp, milp };
const MEMBERS = new Map(Object.values(PIPELINES).flatMap((list) => list.map((member) => [member.name, member])));
const ALL_KINDS = Object.keys(KINDS) as Kind[];
const ALL_PARTS = Object.keys(SMALL_PARTS) as Part[];
const RUNS = cases(30, 300);

function modelsFor(from: Kind | Part): readonly Model[] {
  return isPart(from) ? SMALL_PARTS[from] : SMALL_MODELS[from];
}

function arbitraryFor(from: Kind | Part): fc.Arbitrary<Model> {
  return isPart(from) ? arbitraryPart(from) : arbitraryModel(from);
}

function isPart(from: Kind | Part): from is Part {
  return from in SMALL_PARTS;
}

/** The original and its rewriting agree, and the rewriting means something to the language. */
function expectSame(model: Model, pipeline: readonly Rewrite[]): Model {
  const before = JSON.stringify(model);
  const { model: rewritten } = rewrite(model, pipeline);
  const faults: string[] = [];
  checkModel(rewritten, (pointer, thrown) => faults.push(`${pointer}: ${thrown}`));
  expect(faults).toEqual([]);
  expect(differencesOf(model, rewritten)).toEqual([]);
  expect(JSON.stringify(model)).toBe(before);
  return rewritten;
}

describe.each([...MEMBERS.values()])('$name alone', (member) => {
  test.each(modelsFor(member.from))('keeps the solutions of: $name', (model) => {
    expectSame(model, [member]);
  });

  test('keeps the solutions of generated models', () => {
    fc.assert(
      fc.property(arbitraryFor(member.from), (model) => void expectSame(model, [member])),
      { numRuns: RUNS, seed: 1 },
    );
  });

  test('replaces something in one of the models', () => {
    const replaced = modelsFor(member.from).map((model) => rewrite(model, [member]).steps.length);
    expect(replaced).toContain(1);
  });
});

describe('milp', () => {
  const sources = [...ALL_KINDS, ...ALL_PARTS];

  test.each(sources.map((from) => [from] as const))('ends in rows with the same solutions, from %s', (from) => {
    for (const model of modelsFor(from)) expectRows(expectSame(model, milp));
  });

  test.each(sources.map((from) => [from] as const))('ends in rows for generated models, from %s', (from) => {
    const property = fc.property(arbitraryFor(from), (model) => expectRows(expectSame(model, milp)));
    fc.assert(property, { numRuns: RUNS, seed: 2 });
  });
});

function expectRows(model: Model): void {
  for (const c of model.constraints) {
    expect(c.kind).toBe('linear');
    if (c.kind === 'linear') expect(c.domain.length).toBe(2);
    expect(c.enforce ?? []).toEqual([]);
  }
  for (const { domain } of model.variables) expect(domain.length).toBe(2);
  expect(model.intervals).toEqual([]);
  expect(model.assumptions).toBeUndefined();
  expect(model.objective?.domain).toBeUndefined();
}

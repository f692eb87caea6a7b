import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KINDS, type Kind } from '../../src/language/constraints/index.ts';
import { print } from '../../src/language/print.ts';
import { compare, sum } from '../../src/library/expression.ts';
import { type Arc, ConstraintModel } from '../../src/library/model.ts';
import { enumerate, explainInfeasible, solve } from '../../src/library/solution.ts';
import { enumerate as enumerateModel } from '../../src/solve/enumerate.ts';
import { solutionsByDefinition } from '../support/enumerate.ts';
import { arbitraryModel } from '../support/models.ts';

test('a comparison takes variables, constants and sums in any mix', () => {
  const model = new ConstraintModel();
  const [a, b, p] = [model.integer(0, 9, 'a'), model.integer(0, 9, 'b'), model.boolean('p')];
  model.add(compare(a, '>=', b));
  model.add(compare(3, '<', a));
  model.add(sum(a, 2, [b.times(3), p.not()]).le(a.minus(p)));
  model.add(a.eq(b).constraint);
  model.add(b.in([1, 2, 5, 5]));
  const [, constraints] = print(model.build()).trim().split('constraints\n');
  expect(constraints!.split('\n').map((line) => line.trim())).toEqual([
    'a - b >= 0',
    // 3 < a is -a <= -4.
    '-a <= -4',
    // a + 2 + 3 b + (1 - p) <= a - p, without a and p on both sides.
    '3 b <= -3',
    'a - b = 0',
    'b in 1..2 | 5',
  ]);
});

test('what conflicts is asked of the same model as a solve', async () => {
  const model = new ConstraintModel();
  const [a, b] = [model.integer(0, 9, 'a'), model.integer(0, 9, 'b')];
  model.add(a.le(b)).named('order');
  model.add(a.ge(7)).named('late');
  model.add(b.le(5)).named('early');
  model.add(b.ge(1)).named('some');
  // 7 <= a <= b <= 5 needs these three, and no others.
  const explanation = await explainInfeasible(model, { timeLimitMs: 20_000 });
  expect(explanation).toMatchObject({ kind: 'conflict', isMinimal: true, isVerified: true });
  expect(explanation.kind === 'conflict' && [...explanation.labels].sort()).toEqual(['early', 'late', 'order']);
});

test('what another model gave out is refused by name', () => {
  const [mine, other] = [new ConstraintModel('mine'), new ConstraintModel('other')];
  const [a, b] = [mine.boolean('a'), other.boolean('b')];
  const interval = other.interval({ start: 0, size: 1 });
  const foreign = expect.objectContaining({ code: 'model/foreign-variable' });
  for (const post of [
    () => compare(a, '<=', b),
    () => mine.add(b.le(1)),
    () => mine.or([a, b.not()]),
    () => mine.or([a]).onlyIf(b),
    () => mine.minimize(b),
    () => mine.noOverlap([interval]),
    () => mine.hint(b, 1),
  ]) {
    expect(post).toThrow(foreign);
  }
  expect(() => sum(a, 0.5)).toThrow(/0\.5 stands where/);
  // @ts-expect-error: a number is no Boolean, as the compiler says.
  expect(() => mine.or([0])).toThrow(/stands where a Boolean/);
});

test('every kind of constraint has a method', () => {
  const model = new ConstraintModel();
  const [x, y, z, p, q] = [
    model.integer(0, 2),
    model.integer(0, 2),
    model.integer(0, 2),
    model.boolean(),
    model.boolean(),
  ];
  const arcs: Arc[] = [
    [0, 1, p],
    [1, 0, q],
  ];
  const [one, two] = [model.interval({ start: x, size: 1 }), model.interval({ start: y, size: 1, presence: [p] })];
  model
    .add(compare(x, '<=', y))
    .onlyIf(p)
    .named('ordered');
  for (const post of [model.or, model.and, model.xor, model.atMostOne, model.exactlyOne]) post.call(model, [p, q]);
  model.allDifferent([x, y]);
  model.element(x, [1, y, 2], z);
  model.table([x, y], [[0, 1]]);
  model.automaton([x], { start: 0, finals: [1], transitions: [[0, 1, 1]] });
  model.circuit(arcs);
  model.multipleCircuit(arcs);
  model.inverse([x, y], [x, y]);
  model.max(x, [y, 1]);
  model.multiplication(x, [y, z]);
  model.division(x, y, 2);
  model.modulo(x, y, 2);
  model.noOverlap([one, two], { transitions: { families: [0, 0], times: [[1]] } });
  model.noOverlap2D([one], [two]);
  model.cumulative([{ interval: one, demand: 1 }], 2);
  model.reservoir([{ time: x, change: 1, isActive: p }], [0, 2]);
  const { constraints } = model.build();
  expect(new Set(constraints.map(({ kind }) => kind))).toEqual(new Set(Object.keys(KINDS)));
  expect(constraints[0]).toMatchObject({ name: 'ordered', enforce: [p.literal] });
});

test('enumerate gives the solutions that the definition gives, each once', () => {
  const models = fc.constantFrom(...(Object.keys(KINDS) as Kind[])).chain((kind) => arbitraryModel(kind));
  fc.assert(
    fc.property(models, (model) => {
      const found = [...enumerateModel(model)].map(({ values, objective }) => [values.join(), objective] as const);
      expect(new Map(found)).toEqual(solutionsByDefinition(model));
      expect(new Set(found.map(([values]) => values)).size).toBe(found.length);
    }),
    { numRuns: 150, seed: 3 },
  );
});

test('solutions are asked by variable, sum and name, and are streamed up to a limit', async () => {
  const model = new ConstraintModel();
  const [a, b] = [model.integer(0, 3, 'a'), model.integer(0, 3, 'b')];
  model.add(sum(a, b).eq(3));
  model.maximize(a);
  const told: number[] = [];
  const { outcome, solution } = await solve(model, { onIncumbent: (found) => void told.push(found.value(a)) });
  // a + b = 3 and a as large as can be: 3 and 0.
  const values = [solution!.value(a), solution!.value('b'), solution!.value(a.plus(b))];
  expect([outcome.proof, ...values]).toEqual(['optimal', 3, 0, 3]);
  expect(told.at(-1)).toBe(3);
  expect(() => solution!.value('c')).toThrow(/No variable is called c/);
  expect([...enumerate(model, { limit: 3 })].map((found) => found.value(a))).toEqual([0, 1, 2]);
  expect([...enumerate(model)]).toHaveLength(4);
});

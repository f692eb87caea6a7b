import { expect, test } from 'vitest';
import { activitiesOf } from '../../../../src/engines/scheduling/passes/activities.ts';
import { State } from '../../../../src/engines/scheduling/passes/state.ts';
import { ModelBuilder } from '../../../../src/language/builder.ts';
import { compare } from '../../../../src/language/constraints/linear.ts';
import { constant, plus, term, weighted } from '../../../../src/language/expression.ts';

function read(model: ModelBuilder) {
  const built = model.build();
  return activitiesOf(built, new State(built));
}

test('intervals with a common start are one activity, and so are alternatives; those without a resource are none', () => {
  const model = new ModelBuilder();
  const start = term(model.integer(0, 9));
  const [p, q] = [model.boolean(), model.boolean()];
  const at = [
    model.interval({ start, size: constant(2) }),
    model.interval({ start: plus(start, constant(1)), size: constant(2) }),
    model.interval({ start: term(model.integer(0, 9)), size: constant(1), presence: [p] }),
    model.interval({ start: term(model.integer(0, 9)), size: constant(1), presence: [q] }),
  ];
  model.interval({ start: term(model.integer(0, 9)), size: constant(1) });
  model.noOverlap(at);
  model.add({ kind: 'exactlyOne', literals: [p, q] });
  const activities = read(model);
  expect(
    activities.map(({ tasks }) => tasks.map(({ interval }) => at.findIndex((i) => i.start === interval.start))),
  ).toEqual([
    [0, 1],
    [2, 3],
  ]);
  expect(activities.map(({ choices }) => choices)).toEqual([[], [{ literals: [p, q] }]]);
});

test('precedences are rows between starts and ends, whatever stands for the length in between', () => {
  const model = new ModelBuilder();
  const [length, here] = [model.integer(1, 4), model.boolean()];
  const tasks = [0, 1, 2, 3, 4].map(() => model.interval({ start: term(model.integer(0, 20)), size: constant(2) }));
  const starts = tasks.map(({ start }) => start.vars[0]!);
  model.noOverlap(tasks);
  model.add(compare(tasks[0]!.end, '<=', tasks[1]!.start));
  // 2 starts after 1 and a length of at least 1.
  model.add(compare(weighted([starts[2]!, starts[1]!, length], [1, -1, -1]), '>=', 0));
  model.add(compare(tasks[2]!.end, '<', tasks[3]!.start), { enforce: [here] });
  // At most 5 apart, in either order: no precedence.
  model.add({ kind: 'linear', vars: [starts[3]!, starts[4]!], coeffs: [1, -1], domain: [-5, 5] });
  const activities = read(model);
  expect(activities.map(({ successors }) => successors)).toEqual([[1], [2], [3], [], []]);
  expect(activities.map(({ predecessors }) => predecessors)).toEqual([[], [0], [1], [2], []]);
});

test('what is said about an operation without a resource is said about its alternatives', () => {
  const model = new ModelBuilder();
  const machine: ReturnType<ModelBuilder['interval']>[] = [];
  const operation = () => {
    const [start, end, own] = [0, 1, 2].map(() => model.integer(0, 20)) as [number, number, number];
    const here = model.boolean();
    model.interval({ start: term(start), size: constant(2), end: term(end) });
    machine.push(model.interval({ start: term(own), size: constant(2), presence: [here] }));
    model.add(compare(term(own), '=', term(start)), { enforce: [here] });
    return { start, end };
  };
  const [first, second] = [operation(), operation()];
  model.noOverlap(machine);
  model.add(compare(term(first.start), '>=', term(second.end)));
  expect(read(model).map(({ predecessors }) => predecessors)).toEqual([[1], []]);
});

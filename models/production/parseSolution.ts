import { requireKnown } from '../../src/domain/entries.ts';
import { Faults } from '../../src/domain/fault.ts';
import { readForm } from '../../src/domain/read.ts';
import type { FaultCode } from './faults.ts';
import { itemNamed, type Problem } from './problem.ts';
import { type Solution, solutionSchema } from './solution.ts';

/**
 * Reads a solution that may be typed by hand.
 *
 * *Errors* `input/shape` or `input/invalid` with every name that the input does not have, at its JSON pointer.
 */
export function parseSolution(problem: Problem, value: unknown): Solution {
  const solution = readSolution(value);
  const faults = new Faults<FaultCode>();
  const orders = { code: 'unknown-order', what: 'order', known: problem.orderIndex } as const;
  for (const section of ['operations', 'sequence'] as const) {
    solution[section].forEach(({ order, operation }, i) => {
      requireKnown(faults, order, { path: [section, i, 'order'], ...orders });
      if (!problem.orderIndex.has(order) || itemNamed(problem, order, operation)) return;
      const { items } = problem.orders[problem.orderIndex.get(order)!]!;
      const known = new Set(items.map((item) => problem.items[item]!.operation));
      requireKnown(faults, operation, {
        path: [section, i, 'operation'],
        code: 'unknown-operation',
        what: 'operation',
        known,
      });
    });
  }
  solution.operations.forEach(({ batches }, i) => {
    batches.forEach(({ machine, phases }, b) => {
      const path = ['operations', i, 'batches', b];
      const machines = { code: 'unknown-machine', what: 'machine', known: problem.machineIndex } as const;
      requireKnown(faults, machine, { path: [...path, 'machine'], ...machines });
      if (phases.length === 0)
        faults.report(
          [...path, 'phases'],
          'missing-field',
          'A batch has no phases.',
          'list its phases, each with from, to and operators.',
        );
      phases.forEach(({ operators }, p) => {
        operators.forEach((one, o) => {
          const known = problem.operatorIndex;
          const at = [...path, 'phases', p, 'operators', o];
          requireKnown(faults, one, { path: at, code: 'unknown-operator', what: 'operator', known });
        });
      });
    });
  });
  faults.throwIfAny('solution');
  return solution;
}

/** Reads the form of a solution, whatever the names in it. *Errors* `input/shape`, `input/invalid`. */
export function readSolution(value: unknown): Solution {
  return readForm(solutionSchema, value, 'solution');
}

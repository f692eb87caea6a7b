import { z } from 'zod';
import { itemCalled } from '../../../src/domain/itemCalled.ts';
import { placeIn } from '../../../src/domain/whatIf/placeIn.ts';
import { somebodyCalled } from '../../../src/domain/whatIf/somebody.ts';
import { DovetailError } from '../../../src/errors.ts';
import type { Constraint } from '../../../src/language/constraints/index.ts';
import { type Literal, not } from '../../../src/language/expression.ts';
import type { Demand } from '../../../src/solve/whatIf.ts';
import type { Built } from '../built.ts';
import { timeText } from '../words.ts';

const time = z.iso.datetime({ local: true, offset: true, precision: -1 });

/** `end`, `operators` and `batches`, which a result says too, count with a start only: they follow from it. */
const placeSchema = z.strictObject({
  start: time.optional(),
  end: time.optional(),
  operators: z.string().optional(),
  batches: z.string().optional(),
});

/**
 * That an operation begins on a machine, or at a time, or both, or that it does not, as constraints on the model.
 *
 * *Means* of a divided operation, its first batch in the order of the model.
 */
export function demanded(
  built: Built,
  { item: id, who, at, isForbidden }: Demand,
): { readonly constraints: readonly Constraint[] } | { readonly impossible: string } {
  const { posting, problem } = built;
  const item = itemCalled(built, id);
  const start = startOf(built, at);
  const machine = machineOf(built, who);
  if (item.state !== 'open')
    return { impossible: `${item.label} is ${item.state}, so that the run does not place it.` };
  const operation = posting.of(item.index);
  const [batch] = operation?.batches ?? [];
  if (!operation || !batch) return { impossible: `${item.label} has no place in any schedule.` };
  const literals: Literal[] = batch.choices
    .filter((choice) => machine === undefined || choice.machine === machine)
    .map(({ literal }) => literal);
  if (literals.length === 0) {
    if (isForbidden) return { constraints: [] };
    return { impossible: `${item.label} cannot be on ${problem.machines[machine!]!.name} in any schedule.` };
  }
  const { coeffs, offset, vars } = batch.start;
  if (start === undefined) {
    return {
      constraints: [isForbidden ? { kind: 'boolAnd', literals: literals.map(not) } : { kind: 'boolOr', literals }],
    };
  }
  const least = problem.domains.earliest[item.index]!;
  if (!isForbidden) {
    if (start >= problem.horizon)
      return {
        impossible: `${item.label} cannot begin at ${at.start}: the horizon ends on ${problem.input.horizon.to}.`,
      };
    if (start < least)
      return { impossible: `${item.label} cannot begin at ${at.start}, but from ${timeText(problem, least)} on.` };
    const is: Constraint = {
      kind: 'linear',
      vars: [...vars],
      coeffs: [...coeffs],
      domain: [start - offset, start - offset],
    };
    return { constraints: [{ kind: 'boolOr', literals }, is] };
  }
  const apart: Constraint['kind'] = 'linear';
  const domain = [Number.NEGATIVE_INFINITY, start - offset - 1, start - offset + 1, Number.POSITIVE_INFINITY];
  return {
    constraints: literals.map((literal) => ({
      kind: apart,
      vars: [...vars],
      coeffs: [...coeffs],
      domain,
      enforce: [literal],
    })),
  };
}

function machineOf({ problem }: Built, who: string | undefined): number | undefined {
  if (who === undefined) return undefined;
  return problem.machineIndex.get(somebodyCalled(problem.machines, who, 'machine').id);
}

function startOf({ problem }: Built, at: Demand['at']): number | undefined {
  const { start, ...rest } = placeIn(placeSchema, at, 'tell a start such as 2026-05-04T08:00.');
  if (start !== undefined) return problem.clock.minuteOf(start);
  const [part] = Object.keys(rest);
  if (part === undefined) return undefined;
  throw new DovetailError('input/invalid', `A place with ${part} alone cannot be asked about.`, {
    maybe: 'add a start, or ask what a change of the input comes to, such as to the skills of an operator.',
  });
}

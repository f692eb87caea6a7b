import { somebodyCalled } from '../../../src/domain/whatIf/somebody.ts';
import { DovetailError } from '../../../src/errors.ts';
import type { Change } from '../../../src/solve/change.ts';
import { parse } from '../parse.ts';

/**
 * Blocked time for a provider or a student from a first to a last day of the week, for as long as the grid is open.
 *
 * *Errors* `input/invalid` for somebody, or a day, that the input does not have.
 */
export function absence(value: unknown, who: string, days: { readonly from: string; readonly to: string }): Change[] {
  const { grid, providers, students } = parse(value);
  const one = somebodyCalled([...providers, ...students], who, 'provider or student');
  const [first, last] = [days.from, days.to].map((day) => (grid.days as readonly string[]).indexOf(day));
  if (first! < 0 || last! < first!)
    throw new DovetailError('input/invalid', `The grid has no days from ${days.from} to ${days.to}.`, {
      maybe: `write a day or two of ${grid.days.join(', ')}, such as ${grid.days[0]}..${grid.days.at(-1)}.`,
    });
  const whose = providers.some(({ id }) => id === one.id) ? { provider: one.id } : { student: one.id };
  const day = grid.days.slice(first!, last! + 1);
  return [{ add: 'blocked', value: { ...whose, day, from: grid.from, to: grid.to, reason: 'absent' } }];
}

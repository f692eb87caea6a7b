import { z } from 'zod';
import { dateOf, dayNumber } from '../../../src/domain/calendar.ts';
import { pathPart } from '../../../src/domain/fixes/ruleChange.ts';
import { somebodyCalled } from '../../../src/domain/whatIf/somebody.ts';
import { DovetailError } from '../../../src/errors.ts';
import type { Change } from '../../../src/solve/change.ts';
import { parseUnjudged } from '../parse.ts';

/**
 * A machine or an operator is away from a first to a last day, both inclusive.
 *
 * *Errors* `input/invalid` for a resource that the input does not have, and for what is no date.
 */
export function absence(value: unknown, who: string, days: { readonly from: string; readonly to: string }): Change[] {
  const { resources } = parseUnjudged(value);
  const { id } = somebodyCalled(resources, who, 'machine or operator');
  if (![days.from, days.to].every((day) => z.iso.date().safeParse(day).success) || days.to < days.from)
    throw new DovetailError('input/invalid', `There are no days from ${days.from} to ${days.to}.`, {
      maybe: 'write the first and the last date, such as 2026-05-04..2026-05-06.',
    });
  const at = resources.findIndex((one) => one.id === id);
  const to = dateOf(dayNumber(days.to) + 1);
  const away = { from: `${days.from}T00:00`, to: `${to}T00:00`, open: false, reason: 'absent' };
  return [{ add: `resources/${pathPart(id, at)}/exceptions`, value: away }];
}

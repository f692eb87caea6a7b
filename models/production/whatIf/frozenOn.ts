import { z } from 'zod';
import { dateOf, dayNumber } from '../../../src/domain/calendar.ts';
import { DovetailError, type Fault } from '../../../src/errors.ts';
import { cut } from '../../../src/limits.ts';
import type { Input } from '../input.ts';

/**
 * Frozen days as frozen time, which ends with the last of them and no earlier than it does already.
 *
 * *Errors* `input/invalid` where a day is no date, or a day of the horizon before it is not named: frozen time has no gaps.
 */
export function frozenOn(fields: ReadonlyMap<string, unknown>, days: readonly string[]): [string, unknown][] {
  const { from } = fields.get('horizon') as Input['horizon'];
  const wrong = days.find((day) => !z.iso.date().safeParse(day).success);
  if (wrong !== undefined) {
    throw faultAt(`${cut(JSON.stringify(wrong))} is no date.`, 'write each frozen day like 2026-05-04.');
  }
  const named = new Set(days);
  const last = [...named].sort().at(-1);
  if (last === undefined || last < from) return [];
  for (let day = dayNumber(from); day < dayNumber(last); day++) {
    if (named.has(dateOf(day))) continue;
    const text = `${last} is frozen, and ${dateOf(day)} before it is not: frozen time begins with the horizon and has no gaps.`;
    throw faultAt(text, `name ${dateOf(day)} too, or freeze the days before it only.`);
  }
  const until = `${dateOf(dayNumber(last) + 1)}T00:00`;
  const already = fields.get('frozenUntil') as string | undefined;
  return already !== undefined && already > until ? [] : [['frozenUntil', until]];
}

function faultAt(text: string, maybe: string): DovetailError {
  const fault: Fault = { pointer: '/keep/frozenDays', code: 'input/invalid', message: `${text} Maybe ${maybe}` };
  return new DovetailError('input/invalid', text, { faults: [fault], maybe });
}

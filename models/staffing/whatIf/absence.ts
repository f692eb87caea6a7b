import { somebodyCalled } from '../../../src/domain/whatIf/somebody.ts';
import type { Change } from '../../../src/solve/change.ts';
import { parseUnjudged } from '../parse.ts';

/** Time off for an employee, both ends inclusive. *Errors* `input/invalid` for an employee that the input does not have. */
export function absence(value: unknown, who: string, days: { readonly from: string; readonly to: string }): Change[] {
  const { employees, timeOff } = parseUnjudged(value);
  const { id: employee } = somebodyCalled(employees, who, 'employee');
  const isKnown = timeOff.some((one) => one.employee === employee && one.from === days.from && one.to === days.to);
  return isKnown ? [] : [{ add: 'timeOff', value: { employee, ...days } }];
}

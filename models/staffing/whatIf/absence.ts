import { somebodyCalled } from '../../../src/domain/whatIf/somebody.ts';
import type { Change } from '../../../src/solve/change.ts';
import { parseUnjudged } from '../parse.ts';

/** Time off for an employee, both ends inclusive. *Errors* `input/invalid` for an employee that the input does not have. */
export function absence(value: unknown, who: string, days: { readonly from: string; readonly to: string }): Change[] {
  const { employees } = parseUnjudged(value);
  const at = employees.indexOf(somebodyCalled(employees, who, 'employee'));
  return [{ add: `employees/${at}/timeOff`, value: days }];
}

import { expect, it } from 'vitest';
import { staffing } from '../../../models/staffing/index.ts';
import { type Input, inputSchema } from '../../../models/staffing/input.ts';
import { parse } from '../../../models/staffing/parse.ts';
import { staffingOf } from '../../../models/staffing/staffingOf.ts';
import { changed } from '../../../src/solve/change.ts';
import { cases } from '../../support/deep.ts';
import { drawFrom } from '../../support/naiveStaffing/draw.ts';
import { drawInput } from '../../support/naiveStaffing/inputs.ts';

/** The same input with what is within employees in the lists beside them; equal dates of one employee stay within. */
function listed(input: Input): Input {
  const seen = new Set<string>();
  const isFirst = (employee: string, what: string, { from, to }: { from: string; to: string }): boolean => {
    const name = JSON.stringify([employee, what, from, to]);
    return !seen.has(name) && seen.add(name) !== undefined;
  };
  const [timeOff, overrides]: [Input['timeOff'], Input['overrides']] = [[], []];
  const employees = input.employees.map((one) => ({
    ...one,
    timeOff: one.timeOff.filter((away) => {
      if (!isFirst(one.id, 'timeOff', away)) return true;
      timeOff.push({ employee: one.id, ...away });
      return false;
    }),
    overrides: one.overrides.filter((override) => {
      if (!isFirst(one.id, 'overrides', override)) return true;
      overrides.push({ employee: one.id, ...override });
      return false;
    }),
  }));
  return parse({ ...input, employees, timeOff, overrides });
}

it('time off and overrides mean the same within employees and in lists beside them', () => {
  let moved = 0;
  for (let seed = 0; seed < cases(60, 600); seed++) {
    const input = drawInput(drawFrom(seed));
    const other = listed(input);
    moved += other.timeOff.length + other.overrides.length;
    expect(staffingOf(other).problem.domains.available).toEqual(staffingOf(input).problem.domains.available);
  }
  expect(moved).toBeGreaterThan(50);
});

const WEEK = { from: '2026-01-05', to: '2026-01-11' };
const INPUT = {
  horizon: WEEK,
  employees: [{ id: 'ann', role: 'lead' }],
  events: [{ id: 'tea', type: 'other', start: '2026-01-06', due: '2026-01-07' }],
  posted: [{ event: 'tea', employee: 'ann', day: '2026-01-06' }],
};
// 2026-01-06 is a Tuesday.
it.each([
  ['timeOff', { employee: 'ann', ...WEEK }],
  ['overrides', { employee: 'ann', from: '2026-01-06', to: '2026-01-06', days: { tuesday: false } }],
])('a day can be given back from the list %s', (list, entry) => {
  const input = { types: { other: {} }, ...INPUT, [list]: [entry] };
  const parsed = staffing.parse(input);
  const [issue] = staffing.validation(parsed);
  const relaxed = staffing.fixOptions(parsed, issue!.id).filter(({ kind }) => kind === 'relax');
  const back = relaxed.find(({ text }) => text.startsWith('Have ann work on 2026-01-06'))!;
  const after = changed(inputSchema.parse(input), back.changes) as Input;
  expect(staffing.validation(staffing.parse(after))).toEqual([]);
  // Monday, and Wednesday to Sunday, are still off.
  const left = [
    { employee: 'ann', from: '2026-01-05', to: '2026-01-05' },
    { employee: 'ann', from: '2026-01-07', to: '2026-01-11' },
  ];
  expect(after[list as 'timeOff']).toEqual(list === 'timeOff' ? left : []);
});

it('absence is an entry of the list, once', () => {
  const { absence } = staffing.whatIf;
  const changes = absence!({ types: { other: {} }, ...INPUT }, 'ann', WEEK);
  expect(changes).toEqual([{ add: 'timeOff', value: { employee: 'ann', ...WEEK } }]);
  const known = { types: { other: {} }, ...INPUT, timeOff: [{ employee: 'ann', ...WEEK }] };
  expect(absence!(known, 'ann', WEEK)).toEqual([]);
});

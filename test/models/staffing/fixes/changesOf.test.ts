import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Input } from '../../../../models/staffing/input.ts';
import { parse } from '../../../../models/staffing/parse.ts';
import { assignmentOf, NONE } from '../../../../models/staffing/problem.ts';
import type { ActiveRule } from '../../../../models/staffing/rules/rule.ts';
import { Schedule } from '../../../../models/staffing/schedule.ts';
import type { Staff, Staffing } from '../../../../models/staffing/staff.ts';
import { staffingOf } from '../../../../models/staffing/staffingOf.ts';
import type { ReliefStep } from '../../../../src/domain/fixes/reliefs.ts';
import { said as saidOf } from '../../../../src/domain/fixes/said.ts';
import { type Change, changed } from '../../../../src/solve/change.ts';
import { date, parsedOrNot, retailInputs } from '../support/inputs.ts';

type Relief = ReliefStep<Staff>['relief'];

interface Forbidden {
  readonly event: number;
  readonly employee: number;
  readonly day: number;
}

/** What a rule says of an event at a place among fixed work alone. */
function verdict({ problem, rules }: Staffing, id: string, { event, employee, day }: Forbidden) {
  const active = rules.find((rule) => rule.id === id)!;
  const info = problem.events[event]!;
  const candidate = assignmentOf(info, { employee, day, block: NONE }, 'proposal');
  const question = { problem, schedule: new Schedule(problem, problem.fixed), candidate, item: info };
  return { active, explanation: active.rule.explain(active, question), question };
}

/** Every relief that some hard rule offers for some place of the horizon. */
function* offered(staffing: Staffing): Generator<{ active: ActiveRule; at: Forbidden; relief: Relief }> {
  const { problem, rules } = staffing;
  for (const { id, hardness, rule } of rules) {
    if (hardness !== 'hard' || !rule.relax) continue;
    for (const { index: event } of problem.open) {
      for (let day = problem.frame.first; day <= problem.frame.last; day++) {
        for (const { index: employee, active: isActive } of problem.employees) {
          if (!isActive) continue;
          const at = { event, employee, day };
          const { active, explanation, question } = verdict(staffing, id, at);
          if (!explanation || explanation.missing?.length) continue;
          for (const relief of rule.relax(active, question)) yield { active, at, relief };
        }
      }
    }
  }
}

describe('a relief, said to the input', () => {
  test('makes its rule allow the place, for every rule and place of random inputs', () => {
    const kinds = new Map<string, number>();
    let refused = 0;
    fc.assert(
      fc.property(retailInputs({ events: 5, employees: 3, days: 8, posted: 4 }), (value) => {
        const input = parsedOrNot(value);
        fc.pre(input !== undefined);
        const staffing = staffingOf(input);
        let left = 60;
        for (const { active, at, relief } of offered(staffing)) {
          if (left-- === 0) break;
          const said = saidOf<Staff>(staffing.parts, { problem: staffing.problem, input }, { rule: active, relief });
          if (!said) continue;
          const milder = parsedOrNot(changed(value, said.changes));
          // A new role may break the rules of a pin; then the input is one that nobody may give.
          if (milder === undefined) refused++;
          else {
            expect([said.text, verdict(staffingOf(milder), active.id, at).explanation]).toEqual([said.text, undefined]);
            kinds.set(relief.kind, (kinds.get(relief.kind) ?? 0) + 1);
          }
        }
      }),
      { numRuns: 60, seed: 2 },
    );
    expect([...kinds.keys()].sort()).toEqual(
      ['available', 'block', 'cap', 'dates', 'open-day', 'parameters', 'role', 'skill'].sort(),
    );
    expect(refused).toBeLessThan([...kinds.values()].reduce((a, b) => a + b) / 10);
  });

  const INPUT = {
    profile: 'plain',
    horizon: { from: date(0), to: date(4) },
    types: { a: {} },
    employees: [
      { id: 'ann', role: 'crew', timeOff: [{ from: date(0), to: date(2) }] },
      { id: '0', role: 'crew', overrides: [{ from: date(1), to: date(1), days: { tuesday: false } }] },
    ],
    events: [{ id: 'e1', type: 'a', start: date(1), due: date(2) }],
    pins: [],
    rules: [{ id: 'x/y', template: 'max-per-day', parameters: { types: ['a'], max: 0 } }],
  };

  const said = (rule: string, relief: Relief): readonly Change[] | undefined => {
    const input: Input = parse(INPUT);
    const staffing = staffingOf(input);
    const active = staffing.rules.find(({ id }) => id === rule)!;
    return saidOf<Staff>(staffing.parts, { problem: staffing.problem, input }, { rule: active, relief })?.changes;
  };
  /** The frame begins on Sunday, two weeks before the week of the horizon's first day, a Monday. */
  const day = (offset: number): number => 15 + offset;

  test('cuts one day out of time off', () => {
    // Employees are in the order of their ids: '0' before 'ann'.
    expect(said('time-off', { kind: 'available', employee: 1, day: day(1), layer: 'absence' })).toEqual([
      {
        set: 'employees/ann/timeOff',
        value: [
          { from: date(0), to: date(0) },
          { from: date(2), to: date(2) },
        ],
      },
    ]);
    expect(said('time-off', { kind: 'available', employee: 1, day: day(0), layer: 'absence' })).toEqual([
      { set: 'employees/ann/timeOff', value: [{ from: date(1), to: date(2) }] },
    ]);
  });

  test('names an employee by position where the id looks like one, and replaces an override of the same day', () => {
    expect(said('weekly-pattern', { kind: 'available', employee: 0, day: day(1), layer: 'pattern' })).toEqual([
      { set: 'employees/1/overrides', value: [{ from: date(1), to: date(1), days: { tuesday: true } }] },
    ]);
  });

  test('keeps the other parameters of a rule that the input has, and escapes its id', () => {
    expect(said('x/y', { kind: 'parameters', parameters: { max: 1 } })).toEqual([
      { set: 'rules/x~1y/parameters', value: { types: ['a'], max: 1 } },
    ]);
    expect(said('x/y', { kind: 'off' })).toEqual([{ set: 'rules/x~1y/enabled', value: false }]);
    expect(said('holidays', { kind: 'off' })).toEqual([{ add: 'rules', value: { id: 'holidays', enabled: false } }]);
  });

  test('makes the dates of an event wider on the side that matters', () => {
    const change = (offset: number) => said('structure', { kind: 'dates', event: 0, day: day(offset) });
    expect(change(0)).toEqual([{ set: 'events/e1/start', value: date(0) }]);
    expect(change(3)).toEqual([{ set: 'events/e1/due', value: date(4) }]);
  });

  test('says nothing where the input has no room: no block to copy, no such day, no such pin', () => {
    expect(said('structure', { kind: 'block' })).toBeUndefined();
    expect(said('holidays', { kind: 'open-day', day: day(0), list: 'holidays' })).toBeUndefined();
    expect(said('structure', { kind: 'unpin', event: 0 })).toBeUndefined();
  });
});

import { WEEKDAYS } from '../../../src/domain/calendar.ts';
import { each, eachRepeated, requireKnown } from '../../../src/domain/entries.ts';
import type { EmployeeInput, Input } from '../input.ts';
import { TEMPLATES } from '../rules/index.ts';
import type { Context } from './context.ts';

/** Faults of employees and rotations. */
export function validatePeople(context: Context): void {
  const { given, report, roles } = context;
  eachRepeated(
    given.employees,
    ({ id }) => id,
    ({ id }, index, first) => {
      const what = `The employee ${id} is at position ${first} already.`;
      report(['employees', index, 'id'], 'duplicate-employee', what, 'give each employee their own id.');
    },
  );
  const capped = new Set(
    context.rules.filter(({ template }) => TEMPLATES.get(template)?.hasCap).map((rule) => rule.id),
  );
  each(given.employees, (employee, index) => {
    const path = ['employees', index, 'role'];
    requireKnown(context, employee.role, { path, code: 'unknown-role', what: 'role', known: roles });
    validateCaps(context, employee, { index, capped });
    validateRanges(context, employee, index);
  });
  validateRotations(context, 'rotations');
  validateRotations(context, 'rotationExceptions');
}

function validateCaps(
  { report }: Context,
  { id, caps }: EmployeeInput,
  { index, capped }: { readonly index: number; readonly capped: ReadonlySet<string> },
): void {
  for (const rule of caps.keys()) {
    if (capped.has(rule)) continue;
    const what = `${id} has an own cap for ${rule}, which has no cap.`;
    const maybe = (): string => `use one of ${[...capped].join(', ') || 'no rules'}.`;
    report(['employees', index, 'caps', rule], 'cap-not-used', what, maybe);
  }
}

function validateRanges({ report }: Context, { timeOff, overrides }: EmployeeInput, index: number): void {
  for (const [field, list] of [
    ['timeOff', timeOff],
    ['overrides', overrides],
  ] as const) {
    list.forEach(({ from, to }, i) => {
      if (from <= to) return;
      report(['employees', index, field, i], 'range-reversed', `${from} is after ${to}.`, 'swap the two dates.');
    });
  }
  overrides.forEach((a, i) => {
    const earlier = overrides.slice(0, i).findIndex(
      (b) =>
        b.from === a.from &&
        b.to === a.to &&
        WEEKDAYS.some((weekday) => {
          const [x, y] = [a.days[weekday], b.days[weekday]];
          return typeof x === 'boolean' && typeof y === 'boolean' && x !== y;
        }),
    );
    if (earlier < 0) return;
    const what = `It contradicts the override at position ${earlier}, which has the same dates.`;
    report(['employees', index, 'overrides', i], 'override-contradicts', what, 'leave one of the two out.');
  });
}

function validateRotations(context: Context, section: 'rotations' | 'rotationExceptions'): void {
  const { employees, given, report, rotationKinds } = context;
  const people = new Map(given.employees.filter((one) => one !== undefined).map((one) => [one.id, one]));
  const list: readonly (Turn | undefined)[] = given[section];
  each(list, (entry, index) => {
    const at = (field: string): PropertyKey[] => [section, index, field];
    const kind = { path: at('kind'), code: 'unknown-rotation', what: 'rotation', known: rotationKinds } as const;
    requireKnown(context, entry.kind, kind);
    for (const field of ['employee', 'backup'] as const) {
      const name = entry[field];
      if (name === undefined) continue;
      requireKnown(context, name, { path: at(field), code: 'unknown-employee', what: 'employee', known: employees });
      if (people.get(name)?.active !== false) continue;
      const what = `${name} is not active.`;
      report(at(field), 'rotation-of-inactive-employee', what, 'name somebody else, or make the employee active.');
    }
  });
  eachRepeated(list, nameOf, (entry, index, first) => {
    const what = `${nameOf(entry)} is at position ${first} already.`;
    report([section, index], 'duplicate-rotation', what, 'leave one of the two out.');
  });
}

type Turn = (Input['rotations'] | Input['rotationExceptions'])[number];

function nameOf(turn: Turn): string {
  return `${turn.kind} on ${'weekday' in turn ? turn.weekday : turn.date}`;
}

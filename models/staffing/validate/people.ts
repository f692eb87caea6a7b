import { WEEKDAYS } from '../../../src/domain/calendar.ts';
import { each, eachRepeated, requireKnown } from '../../../src/domain/entries.ts';
import { alreadyAs } from '../../../src/domain/words.ts';
import { pointerOf } from '../../../src/limits.ts';
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
      const what = `The employee ${id} is there ${alreadyAs(first)}.`;
      report(['employees', index, 'id'], 'duplicate-employee', what, 'give each employee their own id.');
    },
  );
  const capped = new Set(
    context.rules.filter(({ template }) => TEMPLATES.get(template)?.hasCap).map((rule) => rule.id),
  );
  const overrides = given.overrides.flatMap((override, i) =>
    override ? [{ employee: override.employee, override, path: ['overrides', i] }] : [],
  );
  const listed = Map.groupBy(overrides, ({ employee }) => employee);
  each(given.employees, (employee, index) => {
    const path = ['employees', index, 'role'];
    requireKnown(context, employee.role, { path, code: 'unknown-role', what: 'role', known: roles });
    validateCaps(context, employee, { index, capped });
    validateRanges(context, employee, { index, listed: listed.get(employee.id) ?? [] });
  });
  validateListed(context);
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

interface OverrideAt {
  readonly path: Path;
  readonly override: EmployeeInput['overrides'][number];
}

type Path = readonly PropertyKey[];

function validateRanges(
  context: Context,
  { timeOff, overrides }: EmployeeInput,
  { index, listed }: { readonly index: number; readonly listed: readonly OverrideAt[] },
): void {
  for (const [field, list] of [
    ['timeOff', timeOff],
    ['overrides', overrides],
  ] as const) {
    list.forEach((one, i) => void requireOrder(context, one, ['employees', index, field, i]));
  }
  const own = overrides.map((override, i): OverrideAt => ({ override, path: ['employees', index, 'overrides', i] }));
  const all = [...own, ...listed];
  all.forEach(({ override, path }, i) => {
    const earlier = all.slice(0, i).find((one) => contradict(one.override, override));
    if (earlier === undefined) return;
    const what = `It contradicts the override at ${pointerOf(earlier.path)}, which has the same dates.`;
    context.report(path, 'override-contradicts', what, 'leave one of the two out.');
  });
}

function requireOrder(
  { report }: Context,
  { from, to }: { readonly from: string; readonly to: string },
  path: Path,
): void {
  if (from > to) report(path, 'range-reversed', `${from} is after ${to}.`, 'swap the two dates.');
}

function contradict(a: OverrideAt['override'], b: OverrideAt['override']): boolean {
  const isOpposite = (weekday: (typeof WEEKDAYS)[number]): boolean => {
    const [x, y] = [a.days[weekday], b.days[weekday]];
    return typeof x === 'boolean' && typeof y === 'boolean' && x !== y;
  };
  return a.from === b.from && a.to === b.to && WEEKDAYS.some(isOpposite);
}

/** Faults of what is listed of employees beside them. */
function validateListed(context: Context): void {
  const { employees, given, report } = context;
  for (const [section, code] of [
    ['timeOff', 'duplicate-time-off'],
    ['overrides', 'duplicate-override'],
  ] as const) {
    const list: readonly ({ employee: string; from: string; to: string } | undefined)[] = given[section];
    each(list, (one, index) => {
      const path = [section, index, 'employee'];
      requireKnown(context, one.employee, { path, code: 'unknown-employee', what: 'employee', known: employees });
      requireOrder(context, one, [section, index]);
    });
    eachRepeated(
      list,
      ({ employee, from, to }) => JSON.stringify([employee, from, to]),
      ({ employee, from, to }, index, first) => {
        const what = `${employee} has an entry from ${from} to ${to} ${alreadyAs(first)}.`;
        report([section, index], code, what, 'leave one of the two out, or make one of both.');
      },
    );
  }
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
    const what = `${nameOf(entry)} is there ${alreadyAs(first)}.`;
    report([section, index], 'duplicate-rotation', what, 'leave one of the two out.');
  });
}

type Turn = (Input['rotations'] | Input['rotationExceptions'])[number];

function nameOf(turn: Turn): string {
  return `${turn.kind} on ${'weekday' in turn ? turn.weekday : turn.date}`;
}

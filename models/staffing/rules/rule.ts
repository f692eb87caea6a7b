import type * as kit from '../../../src/domain/rules/rule.ts';
import type { EmployeeInfo } from '../problem.ts';
import type { Staff } from '../staff.ts';

export type { InForce } from '../../../src/domain/rules/rule.ts';

export type Rule<P = unknown> = kit.Rule<Staff, P>;
export type ActiveRule = kit.ActiveRule<Staff>;
export type Checking = kit.Checking<Staff>;
export type Breach = kit.Breach<Staff>;
export type PlaceQuestion = kit.PlaceQuestion<Staff>;
export type Explanation = kit.Explanation<Staff>;

/** A limit that roles may be exempt from. */
export interface Cap {
  readonly max: number;
  readonly exemptRoles?: readonly string[] | undefined;
}

/** The limit of an employee: the own one, none for an exempt role, or the rule's. */
export function capOf(rule: kit.InForce<Cap>, employee: EmployeeInfo): number {
  const own = employee.caps.get(rule.id);
  if (own !== undefined) return own;
  return rule.parameters.exemptRoles?.includes(employee.role) ? Number.POSITIVE_INFINITY : rule.parameters.max;
}

/** What fixed work leaves of a limit: nothing when it is beyond it already, since that is not the run's breach. */
export function roomIn(cap: number, taken: number): number {
  return Math.max(0, cap - taken);
}

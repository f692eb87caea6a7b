import type { Visitor } from './constraint.ts';
import { type Constraint, kindOf } from './constraints/index.ts';
import { domainHas } from './domain.ts';
import { variableOf } from './expression.ts';
import { holds } from './holds.ts';
import type { Model } from './model.ts';

/** Brings a solution down to what its decisions cost; true when anything has changed. */
export type Tighten = (values: Float64Array) => boolean;

/**
 * What of an objective has slack: a variable that has to be at least something, such as the minutes by which an order is
 * late, may stand above it in a solution that holds.
 *
 * *Means* each variable of the objective goes, alone, as far to its better side as the constraints that name it let it, the
 * dearest first; variables of intervals stay, since they decide where something is. The result holds where the
 * values do, and costs no more.
 * *Limits* linear in the terms of the model once, then in the constraints that name a variable with slack. Models without
 * intervals are left as they are: the engines of rows set everything that follows themselves.
 * *Source* the heuristic 1-opt of T. Achterberg, "Constraint Integer Programming", TU Berlin, 2007.
 */
export function tightener(model: Model): Tighten {
  const { constraints, intervals, objective } = model;
  if (!objective || objective.domain || intervals.length === 0) return () => false;
  const costs = new Map<number, number>();
  const sign = objective.sense === 'maximize' ? -1 : 1;
  objective.vars.forEach((variable, i) => {
    costs.set(variable, (costs.get(variable) ?? 0) + sign * objective.coeffs[i]!);
  });
  for (const { end, presence = [], size, start } of intervals) {
    for (const { vars } of [start, size, end]) for (const variable of vars) costs.delete(variable);
    for (const literal of presence) costs.delete(variableOf(literal));
  }
  for (const literal of model.assumptions ?? []) costs.delete(variableOf(literal));
  const naming = new Map<number, Constraint[]>([...costs.keys()].map((variable) => [variable, []]));
  for (const constraint of constraints)
    forEachNamed(constraint, (variable) => addOnce(naming.get(variable), constraint));
  const loose = [...costs]
    .filter(([, cost]) => cost !== 0)
    .sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]) || a[0] - b[0])
    .map(([variable, cost]) => ({ variable, isLess: cost > 0, constraints: naming.get(variable)! }));
  return (values) => {
    let isChanged = false;
    for (const one of loose) isChanged = moved(model, one, values) || isChanged;
    return isChanged;
  };
}

interface Loose {
  readonly variable: number;
  /** Whether less of it is better. */
  readonly isLess: boolean;
  readonly constraints: readonly Constraint[];
}

/** Moves one variable as far as it may go; false where it stays. */
function moved(
  { intervals, variables }: Model,
  { constraints, isLess, variable }: Loose,
  values: Float64Array,
): boolean {
  const { domain } = variables[variable]!;
  const before = values[variable]!;
  let [lower, upper] = [domain[0]!, domain.at(-1)!];
  if (before === (isLess ? lower : upper)) return false;
  for (const c of constraints) {
    if (c.kind !== 'linear' || c.domain.length > 2 || c.enforce?.some((literal) => variableOf(literal) === variable))
      continue;
    if (c.enforce?.some((literal) => (literal >= 0 ? values[literal] !== 1 : values[-1 - literal] !== 0))) continue;
    let [own, rest] = [0, 0];
    for (let i = 0; i < c.vars.length; i++) {
      if (c.vars[i] === variable) own += c.coeffs[i]!;
      else rest += c.coeffs[i]! * values[c.vars[i]!]!;
    }
    const [a, b] = [(c.domain[0]! - rest) / own, (c.domain[1]! - rest) / own];
    lower = Math.max(lower, Math.ceil(Math.min(a, b)));
    upper = Math.min(upper, Math.floor(Math.max(a, b)));
  }
  const next = isLess ? lower : upper;
  if (!(isLess ? next < before : next > before) || !domainHas(domain, next)) return false;
  values[variable] = next;
  if (constraints.every((c) => holds(c, values, intervals))) return true;
  values[variable] = before;
  return false;
}

function addOnce(list: Constraint[] | undefined, constraint: Constraint): void {
  if (list && list.at(-1) !== constraint) list.push(constraint);
}

function forEachNamed(constraint: Constraint, tell: (variable: number) => void): void {
  const visitor: Visitor = {
    variable: tell,
    literal: (literal) => tell(variableOf(literal)),
    expression: ({ vars }) => vars.forEach(tell),
    interval: () => undefined,
  };
  kindOf(constraint).visit(constraint, visitor);
  for (const literal of constraint.enforce ?? []) tell(variableOf(literal));
}

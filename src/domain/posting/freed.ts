import type { Constraint } from '../../language/constraints/index.ts';
import { type Domain, lowerOf, upperOf } from '../../language/domain.ts';
import { type Literal, not } from '../../language/expression.ts';
import type { VariableData } from '../../language/variables.ts';

/**
 * A constraint that asks nothing once a literal is true; a row with an upper limit stays a row. Undefined where there is
 * nothing to free, since it always holds.
 */
export function freed(
  constraint: Constraint,
  literal: () => Literal,
  variables: readonly VariableData[],
): Constraint | undefined {
  const row = rowOf(constraint);
  if (!row) return { ...constraint, enforce: [...(constraint.enforce ?? []), not(literal())] };
  const { coeffs, limit, vars } = row;
  const beyond = mostOf(vars, coeffs, variables) - limit;
  if (beyond <= 0) return undefined;
  const domain: Domain = [Number.NEGATIVE_INFINITY, limit];
  return { kind: 'linear', vars: [...vars, literal()], coeffs: [...coeffs, -beyond], domain };
}

interface Row {
  readonly vars: readonly number[];
  readonly coeffs: readonly number[];
  readonly limit: number;
}

/** What a constraint says as one row with an upper limit, if it says so. */
function rowOf(constraint: Constraint): Row | undefined {
  if (constraint.enforce?.length) return undefined;
  if (constraint.kind === 'linear') {
    const { coeffs, domain, vars } = constraint;
    const isLimit = domain.length === 2 && lowerOf(domain) === Number.NEGATIVE_INFINITY;
    return isLimit ? { vars, coeffs, limit: upperOf(domain) } : undefined;
  }
  if (constraint.kind !== 'atMostOne' || constraint.literals.some((one) => one < 0)) return undefined;
  return { vars: constraint.literals, coeffs: constraint.literals.map(() => 1), limit: 1 };
}

/** The most that a sum can be. */
function mostOf(vars: readonly number[], coeffs: readonly number[], variables: readonly VariableData[]): number {
  return vars.reduce((most, variable, i) => {
    const { domain } = variables[variable]!;
    return most + Math.max(coeffs[i]! * lowerOf(domain), coeffs[i]! * upperOf(domain));
  }, 0);
}

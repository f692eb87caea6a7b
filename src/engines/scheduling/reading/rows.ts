import type { Constraint, ConstraintOf } from '../../../language/constraints/index.ts';
import { type Expression, type Literal, simplify, variableOf } from '../../../language/expression.ts';
import type { Model } from '../../../language/model.ts';
import { fixedValue } from './parts.ts';

/** A linear row with fixed variables taken out and each variable once: `least <= sum <= most`, where enforced. */
export interface Row {
  readonly vars: readonly number[];
  readonly coeffs: readonly number[];
  readonly least: number;
  readonly most: number;
  /** Whether what it allows is one range. */
  readonly isRange: boolean;
  readonly enforce: readonly Literal[];
}

/** The terms of a sum without fixed variables, which go into the offset. */
export function openTerms(model: Model, { vars, coeffs, offset }: Expression): Expression {
  const open: Expression & { vars: number[]; coeffs: number[] } = { vars: [], coeffs: [], offset };
  let constant = offset;
  for (let i = 0; i < vars.length; i++) {
    const variable = vars[i]!;
    const value = fixedValue(model, variable);
    if (value !== undefined) {
      constant += coeffs[i]! * value;
      continue;
    }
    // Rows are short, or else their variables are different.
    const at = vars.length > 64 ? -1 : open.vars.indexOf(variable);
    if (at < 0) {
      open.vars.push(variable);
      open.coeffs.push(coeffs[i]!);
    } else open.coeffs[at]! += coeffs[i]!;
  }
  const isSimple = vars.length <= 64 && open.coeffs.every((coefficient) => coefficient !== 0);
  return isSimple ? { ...open, offset: constant } : simplify({ ...open, offset: constant });
}

/** The variables of a constraint on literals or of a row, each as often as it stands there; undefined for any other kind. */
export function variablesOf(c: Constraint): readonly number[] | undefined {
  const enforcing = c.enforce?.map(variableOf) ?? [];
  switch (c.kind) {
    case 'exactlyOne':
    case 'atMostOne':
    case 'boolOr':
    case 'boolAnd':
    case 'boolXor':
      return [...c.literals.map(variableOf), ...enforcing];
    case 'linear':
      return enforcing.length === 0 ? c.vars : [...c.vars, ...enforcing];
    default:
      return undefined;
  }
}

export function rowOf(model: Model, { vars, coeffs, domain, enforce = [] }: ConstraintOf<'linear'>): Row {
  const open = openTerms(model, { vars, coeffs, offset: 0 });
  return {
    vars: open.vars,
    coeffs: open.coeffs,
    least: domain[0]! - open.offset,
    most: domain.at(-1)! - open.offset,
    isRange: domain.length === 2,
    enforce,
  };
}

import type { ConstraintOf } from '../../../language/constraints/index.ts';
import type { Expression, Literal } from '../../../language/expression.ts';
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
  const total = new Map<number, number>();
  let constant = offset;
  for (let i = 0; i < vars.length; i++) {
    const value = fixedValue(model, vars[i]!);
    if (value !== undefined) constant += coeffs[i]! * value;
    else total.set(vars[i]!, (total.get(vars[i]!) ?? 0) + coeffs[i]!);
  }
  const entries = [...total].filter(([, coefficient]) => coefficient !== 0);
  return { vars: entries.map(([v]) => v), coeffs: entries.map(([, c]) => c), offset: constant };
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

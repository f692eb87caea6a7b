import { ModelBuilder } from '../../../src/language/builder.ts';
import type { Constraint } from '../../../src/language/constraints/index.ts';
import { type Expression, type Literal, not } from '../../../src/language/expression.ts';
import type { Model } from '../../../src/language/model.ts';

/** A model of a few variables, so small that all its assignments can be tried. */
export function small(name: string, build: (m: ModelBuilder) => void): Model {
  const m = new ModelBuilder(name);
  build(m);
  return m.build();
}

/** Expressions, as the constraints' types want them. */
export type Data = { vars: number[]; coeffs: number[]; offset: number };
export const e = (variable: number, coefficient = 1, offset = 0): Data => ({
  vars: [variable],
  coeffs: [coefficient],
  offset,
});
export const k = (value: number): Data => ({ vars: [], coeffs: [], offset: value });
export const data = (expression: Expression): Data => expression as Data;

/** One model of the constraint as it is, and one under each of some enforcements. */
export function enforced(name: string, build: (m: ModelBuilder) => Constraint): Model[] {
  const conditions: Record<string, (p: Literal, q: Literal) => Literal[]> = {
    '': () => [],
    ', if p': (p) => [p],
    ', if not p': (p) => [not(p)],
    ', if p and not q': (p, q) => [p, not(q)],
  };
  return Object.entries(conditions).map(([suffix, enforce]) =>
    small(`${name}${suffix}`, (m) => {
      const constraint = build(m);
      const literals = suffix === '' ? [] : enforce(m.boolean('p'), suffix.includes('q') ? m.boolean('q') : 0);
      m.add(constraint, { enforce: literals, name: 'c' });
    }),
  );
}

import { DovetailError } from '../errors.ts';
import type { Scope, Visitor } from './constraint.ts';
import { type Constraint, kindOf } from './constraints/index.ts';
import { BOOLEAN, checkDomain, lowerOf, upperOf } from './domain.ts';
import { type Expression, type Literal, variableOf } from './expression.ts';
import type { DecisionStrategy, Hint, Model, Objective } from './model.ts';
import { namesOf } from './names.ts';
import type { Interval, VariableData } from './variables.ts';

/** What references are checked against: the variables and intervals that exist so far. */
export interface Space {
  readonly variables: readonly VariableData[];
  readonly intervals: readonly Interval[];
}

/**
 * Checks that a constraint means something in a space.
 *
 * *Errors* `model/unknown-variable`, `model/unknown-interval`, `model/not-boolean`, `model/not-integer`,
 * `model/overflow`, `model/empty-domain`, and `model/shape` for what only the kind itself can know.
 */
export function checkConstraint(constraint: Constraint, space: Space): void {
  const check = new ConstraintCheck(constraint, space);
  const kind = kindOf(constraint);
  if (constraint.enforce !== undefined) for (const literal of constraint.enforce) check.literal(literal);
  kind.visit(constraint, check);
  kind.check?.(constraint, check);
}

/** Refuses what a constraint refers to and a space does not have; one object for each constraint, and nothing for its terms. */
class ConstraintCheck implements Visitor, Scope {
  readonly #constraint: Constraint;
  readonly #space: Space;

  constructor(constraint: Constraint, space: Space) {
    this.#constraint = constraint;
    this.#space = space;
  }

  variable(variable: number): void {
    if (this.#space.variables[variable] === undefined) checkVariable(variable, this.#space, this.#what);
  }

  literal(literal: Literal): void {
    // Nearly every literal is of a Boolean that was made as one.
    if (this.#space.variables[variableOf(literal)]?.domain === BOOLEAN) return;
    checkLiteral(literal, this.#space, this.#what);
  }

  expression(expression: Expression): void {
    checkExpression(expression, this.#space, this.#what);
  }

  bounds(expression: Expression): readonly [number, number] {
    return checkExpression(expression, this.#space, this.#what);
  }

  interval(index: number): Interval {
    checkIntervalIndex(index, this.#space, this.#what);
    return this.#space.intervals[index]!;
  }

  fail(problem: string, maybe: string): never {
    throw new DovetailError('model/shape', `The ${this.#what} ${problem}.`, { maybe });
  }

  get #what(): string {
    return `constraint ${this.#constraint.name ?? this.#constraint.kind}`;
  }
}

function checkIntervalIndex(index: number, space: Space, what: string): void {
  if (space.intervals[index] !== undefined) return;
  throw new DovetailError(
    'model/unknown-interval',
    `The ${what} names interval ${index}; the model has ${space.intervals.length}, numbered from 0.`,
    { maybe: 'add the interval first.' },
  );
}

export function checkVariable(variable: number, space: Space, what: string): void {
  if (space.variables[variable] !== undefined) return;
  throw new DovetailError(
    'model/unknown-variable',
    `The ${what} names variable ${variable}; the model has ${space.variables.length}, numbered from 0.`,
    { maybe: 'it was made by another model, or a literal stands where a variable is meant.', details: { variable } },
  );
}

export function checkLiteral(literal: Literal, space: Space, what: string): void {
  const variable = variableOf(literal);
  checkVariable(variable, space, what);
  const { domain } = space.variables[variable]!;
  if (lowerOf(domain) >= 0 && upperOf(domain) <= 1) return;
  throw new DovetailError(
    'model/not-boolean',
    `The ${what} uses ${namesOf(space).variable(variable)} as a literal; its domain is [${domain.join(', ')}].`,
    { maybe: 'make it a Boolean, or compare it with a value and use the Boolean of that.' },
  );
}

/** Checks an expression and gives its least and greatest value; the overflow test covers every partial sum. */
export function checkExpression(e: Expression, space: Space, what: string): readonly [number, number] {
  if (e.vars.length !== e.coeffs.length) {
    throw new DovetailError(
      'model/shape',
      `The ${what} has an expression of ${e.vars.length} variables and ${e.coeffs.length} coefficients.`,
      { maybe: 'give one coefficient for each variable.' },
    );
  }
  if (!Number.isInteger(e.offset)) notInteger(e.offset, 'constant', what);
  let lo = e.offset;
  let hi = e.offset;
  let size = Math.abs(e.offset);
  for (let i = 0; i < e.vars.length; i++) {
    const domain = space.variables[e.vars[i]!]?.domain;
    if (domain === undefined) checkVariable(e.vars[i]!, space, what);
    const coefficient = e.coeffs[i]!;
    if (!Number.isInteger(coefficient)) notInteger(coefficient, 'coefficient', what);
    if (coefficient === 1 && domain === BOOLEAN) {
      // Nearly every term.
      hi++;
      size++;
      continue;
    }
    const a = coefficient * lowerOf(domain!);
    const b = coefficient * upperOf(domain!);
    lo += Math.min(a, b);
    hi += Math.max(a, b);
    size += Math.max(Math.abs(a), Math.abs(b), Math.abs(coefficient));
  }
  if (!(size <= Number.MAX_SAFE_INTEGER)) overflow(size, what);
  return [lo, hi];
}

function notInteger(value: number, role: string, what: string): never {
  throw new DovetailError('model/not-integer', `The ${what} has the ${role} ${value}.`, {
    maybe: 'multiply all of it by a common factor so that it is whole.',
  });
}

function overflow(size: number, what: string): never {
  throw new DovetailError(
    'model/overflow',
    `The ${what} has an expression whose terms can add up to ${size}, beyond 2^53 - 1.`,
    { maybe: 'use smaller coefficients or tighter bounds.' },
  );
}

export function checkVariableData(variable: VariableData, what: string): void {
  checkDomain(variable.domain, what);
  const { domain } = variable;
  if (Number.isFinite(lowerOf(domain)) && Number.isFinite(upperOf(domain))) return;
  throw new DovetailError('model/overflow', `The domain of ${what} has no bound: [${domain.join(', ')}].`, {
    maybe: 'give the least and the greatest value that can matter.',
  });
}

export function checkInterval(interval: Interval, space: Space, what: string): void {
  checkExpression(interval.start, space, what);
  checkExpression(interval.size, space, what);
  checkExpression(interval.end, space, what);
  for (const literal of interval.presence ?? []) checkLiteral(literal, space, what);
}

export function checkObjective(objective: Objective, space: Space): void {
  const sum = { vars: objective.vars, coeffs: objective.coeffs, offset: 0 };
  checkExpression(sum, space, 'objective');
  if (objective.domain) checkDomain(objective.domain, 'the objective');
  const scale = objective.scale ?? 1;
  if (Number.isFinite(objective.offset) && Number.isFinite(scale) && scale > 0) return;
  throw new DovetailError('model/objective', `The objective has offset ${objective.offset} and scale ${scale}.`, {
    maybe: 'use a finite offset and a positive scale.',
  });
}

export function checkHint(hint: Hint, space: Space): void {
  const given = new Map<number, number>();
  if (hint.vars.length !== hint.values.length) {
    throw new DovetailError(
      'model/shape',
      `The hint has ${hint.vars.length} variables and ${hint.values.length} values.`,
      { maybe: 'give one value for each variable.' },
    );
  }
  hint.vars.forEach((variable, i) => {
    checkVariable(variable, space, 'hint');
    const value = hint.values[i]!;
    const earlier = given.get(variable);
    if (earlier !== undefined && earlier !== value) badHint(variable, space, `${earlier} and also ${value}`);
    if (!Number.isSafeInteger(value)) badHint(variable, space, `${value}, which is not a whole number`);
    given.set(variable, value);
  });
}

function badHint(variable: number, space: Space, problem: string): never {
  throw new DovetailError('model/hint', `The hint gives ${namesOf(space).variable(variable)} the value ${problem}.`, {
    maybe: 'hint each variable once, with a whole number.',
  });
}

export function checkStrategy(strategy: DecisionStrategy, space: Space): void {
  for (const e of strategy.exprs) checkExpression(e, space, 'decision strategy');
}

/**
 * Checks everything of a model, and reports what means nothing.
 *
 * *Shapes* `report` says `enough` when nothing more is to be looked for.
 */
export function checkModel(model: Model, report: (pointer: string, thrown: unknown) => unknown): void {
  let isEnough = false;
  const attempt = (pointer: string, check: () => void): void => {
    if (isEnough) return;
    try {
      check();
    } catch (thrown) {
      isEnough = report(pointer, thrown) === 'enough';
    }
  };
  model.variables.forEach((v, i) =>
    attempt(`/variables/${i}`, () => checkVariableData(v, `variable ${v.name ?? `x${i}`}`)),
  );
  model.intervals.forEach((v, i) =>
    attempt(`/intervals/${i}`, () => checkInterval(v, model, `interval ${v.name ?? `interval${i}`}`)),
  );
  model.constraints.forEach((c, i) => attempt(`/constraints/${i}`, () => checkConstraint(c, model)));
  if (model.objective) attempt('/objective', () => checkObjective(model.objective!, model));
  if (model.hint) attempt('/hint', () => checkHint(model.hint!, model));
  model.assumptions?.forEach((l, i) => attempt(`/assumptions/${i}`, () => checkLiteral(l, model, 'assumption')));
  model.strategies?.forEach((s, i) => attempt(`/strategies/${i}`, () => checkStrategy(s, model)));
}

import { type Expression, type Literal, minus, plus, simplify, variableOf } from '../../../language/expression.ts';
import type { Model } from '../../../language/model.ts';

/** A variable and a constant, or a constant alone, whose variable is -1. */
export interface Affine {
  readonly variable: number;
  readonly offset: number;
}

/** An interval that is to be placed, in the form `start = variable + constant`. */
export interface Part {
  readonly interval: number;
  readonly start: Affine;
  readonly size: Affine;
  /** Absent where the end is said as start + size and needs no variable. */
  readonly end: Affine | undefined;
  /** Without those that are always true. */
  readonly presence: readonly Literal[];
}

/** An interval whose place is given. */
export interface Block {
  readonly start: number;
  readonly size: number;
}

/** The intervals of a model: to be placed, fixed, or neither because they are always absent. */
export interface Parts {
  readonly parts: readonly Part[];
  /** By the number of the interval. */
  readonly blocks: ReadonlyMap<number, Block>;
  readonly partOf: readonly (Part | undefined)[];
}

/** The value of a variable whose domain has one value only. */
export function fixedValue({ variables }: Model, variable: number): number | undefined {
  const { domain } = variables[variable]!;
  return domain.length === 2 && domain[0] === domain[1] ? domain[0]! : undefined;
}

/** `variable + offset`, with fixed variables counted into the offset; undefined for anything else. */
export function affineOf(model: Model, e: Expression): Affine | undefined {
  const { vars, coeffs, offset } = e.vars.length > 1 ? simplify(e) : e;
  let [variable, constant] = [-1, offset];
  for (let i = 0; i < vars.length; i++) {
    const value = fixedValue(model, vars[i]!);
    if (value !== undefined) constant += coeffs[i]! * value;
    else if (coeffs[i] === 0) continue;
    else if (variable >= 0 || coeffs[i] !== 1) return undefined;
    else variable = vars[i]!;
  }
  return { variable, offset: constant };
}

/** Reads all intervals; undefined when one of them has a form that schedules do not have. */
export function partsOf(model: Model): Parts | undefined {
  const parts: Part[] = [];
  const blocks = new Map<number, Block>();
  const partOf = new Array<Part | undefined>(model.intervals.length).fill(undefined);
  for (const [interval, { start, size, end, presence: literals = [] }] of model.intervals.entries()) {
    const presence = openLiterals(model, literals);
    if (!presence) continue;
    const [from, length] = [affineOf(model, start), affineOf(model, size)];
    if (!from || !length) return undefined;
    const isImplied = isStartPlusSize(start, size, end);
    const to = isImplied ? undefined : affineOf(model, end);
    if (!isImplied && !to) return undefined;
    if (from.variable < 0) {
      const isFixed = length.variable < 0 && presence.length === 0 && (to?.variable ?? -1) < 0;
      if (!isFixed || length.offset < 0 || (to && to.offset !== from.offset + length.offset)) return undefined;
      blocks.set(interval, { start: from.offset, size: length.offset });
      continue;
    }
    if (to && to.variable < 0) return undefined;
    const part: Part = { interval, start: from, size: length, end: to, presence };
    parts.push(part);
    partOf[interval] = part;
  }
  return { parts, blocks, partOf };
}

/** Whether the end is the same sum as start and size, so that no variable of its own tells it. */
function isStartPlusSize(start: Expression, size: Expression, end: Expression): boolean {
  const isPlain = size.vars.length === 0 && start.vars.length === 1 && end.vars.length === 1;
  if (isPlain) {
    const isSame = start.vars[0] === end.vars[0] && start.coeffs[0] === end.coeffs[0];
    return isSame && end.offset === start.offset + size.offset;
  }
  const difference = minus(plus(start, size), end);
  return difference.vars.length === 0 && difference.offset === 0;
}

/** Literals without those that are always true; undefined where one is always false. */
function openLiterals(model: Model, literals: readonly Literal[]): readonly Literal[] | undefined {
  if (literals.length === 0) return literals;
  const open: Literal[] = [];
  for (const literal of literals) {
    const value = fixedValue(model, variableOf(literal));
    if (value === undefined) open.push(literal);
    else if ((value === 1) !== literal >= 0) return undefined;
  }
  return open;
}

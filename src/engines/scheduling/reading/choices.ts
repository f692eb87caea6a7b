import type { Constraint } from '../../../language/constraints/index.ts';
import { type Literal, not, variableOf } from '../../../language/expression.ts';
import { holds } from '../../../language/holds.ts';
import type { Model } from '../../../language/model.ts';
import { fixedValue } from './parts.ts';

/** A task with more modes than this is left to others. */
export const MOST_MODES = 512;

/** Ways to set them are tried this many times for each mode that there may be. */
const MOST_TRIES = 32 * MOST_MODES;

/** Literals of which one is true, or at most one; where it depends on a literal whether one is, that is the owner. */
interface Choice {
  readonly literals: readonly Literal[];
  readonly isOptional: boolean;
  readonly owner?: Literal;
}

interface Choosing {
  readonly booleans: readonly number[];
  readonly constraints: readonly Constraint[];
  /** Of all variables; right for those that are fixed. */
  readonly values: Float64Array;
}

/**
 * Every way to set the Booleans of one task that satisfies the constraints on nothing else; undefined when there are too
 * many.
 *
 * What is said as "one of these" or "at most one", however it is said, is branched on as such, so that a hundred
 * alternatives are a hundred steps.
 */
export function choicesOf(
  model: Model,
  { booleans, constraints, values }: Choosing,
): Map<number, number>[] | undefined {
  if (booleans.length === 0) return constraints.length === 0 ? [new Map()] : [];
  const choices = constraints.flatMap((c) => choiceOf(model, c) ?? []).sort((a, b) => +a.isOptional - +b.isOptional);
  const set = new Map<number, boolean>();
  const found: Map<number, number>[] = [];
  const isTrue = (literal: Literal): boolean | undefined => {
    const value = fixedValue(model, variableOf(literal)) ?? set.get(variableOf(literal));
    return value === undefined ? undefined : Boolean(value) === literal >= 0;
  };
  /** Sets literals and goes on, unless they contradict what is set. */
  const attempt = (literals: readonly Literal[], next: () => boolean): boolean => {
    const added: number[] = [];
    const isHeld = literals.every((literal) => {
      const known = isTrue(literal);
      if (known === undefined) {
        set.set(variableOf(literal), literal >= 0);
        added.push(variableOf(literal));
      }
      return known !== false;
    });
    const isGood = !isHeld || next();
    for (const variable of added) set.delete(variable);
    return isGood;
  };
  let tries = 0;
  const branch = (at: number): boolean => {
    const choice = choices[at];
    if (!choice) return rest(0);
    const { literals, isOptional, owner } = choice;
    const owners = owner === undefined ? [] : [owner];
    const tries = literals.map((one) => [one, ...literals.filter((other) => other !== one).map(not), ...owners]);
    if (isOptional) tries.push([...literals.map(not), ...owners.map(not)]);
    return tries.every((list) => attempt(list, () => branch(at + 1)));
  };
  const rest = (at: number): boolean => {
    if (tries++ > MOST_TRIES) return false;
    const variable = booleans[at];
    if (variable === undefined) return leaf();
    if (set.has(variable)) return rest(at + 1);
    return [variable, not(variable)].every((literal) => attempt([literal], () => rest(at + 1)));
  };
  const leaf = (): boolean => {
    for (const variable of booleans) values[variable] = Number(set.get(variable));
    if (!constraints.every((c) => holds(c, values))) return true;
    found.push(new Map(booleans.map((variable) => [variable, values[variable]!])));
    return found.length <= MOST_MODES;
  };
  return branch(0) ? found : undefined;
}

function choiceOf(model: Model, c: Constraint): Choice | undefined {
  if (c.enforce?.length) return undefined;
  switch (c.kind) {
    case 'exactlyOne':
      return { literals: c.literals, isOptional: false };
    case 'atMostOne':
      return { literals: c.literals, isOptional: true };
    case 'linear': {
      if (c.domain.length > 2 || c.vars.some((variable) => fixedValue(model, variable) !== undefined)) return undefined;
      const ones = c.vars.filter((_, i) => c.coeffs[i] === 1);
      const [owner, ...more] = c.vars.filter((_, i) => c.coeffs[i] !== 1);
      if (owner === undefined && c.domain[1] === 1) return { literals: ones, isOptional: c.domain[0]! < 1 };
      const isOwned = more.length === 0 && owner !== undefined && c.coeffs[c.vars.indexOf(owner)] === -1;
      return isOwned && c.domain[0] === 0 && c.domain[1] === 0
        ? { literals: ones, isOptional: true, owner }
        : undefined;
    }
    default:
      return undefined;
  }
}

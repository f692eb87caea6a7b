import type { Constraint } from '../language/constraints/index.ts';
import { BOOLEAN, type Domain, domainHas, lowerOf, upperOf } from '../language/domain.ts';
import { type Expression, type Literal, not, simplify, type Variable } from '../language/expression.ts';
import type { Model, Objective } from '../language/model.ts';
import type { Interval, VariableData } from '../language/variables.ts';
import { type Lack, type LIMITS, refuseBeyond, refuseLacking, refuseMoreVariables, refuseOverflow } from './limits.ts';

/** Constraints that are posted between two looks at clock and memory. */
const LOOK_EVERY = 1024;

/** What is being replaced: the fields that its replacement inherits. */
export interface Origin {
  readonly kind?: string;
  readonly enforce?: readonly Literal[] | undefined;
  readonly owner?: string | undefined;
  readonly name?: string | undefined;
}

/** A constraint that nobody else has seen yet. */
interface Draft {
  enforce?: readonly Literal[] | undefined;
  owner?: string | undefined;
  name?: string | undefined;
}

/**
 * The model that rewrites write to: the original's variables first, and behind them what the rewrites append.
 *
 * It trusts the rewrites and checks only sizes, because a large model passes through in a fraction of a second.
 */
export class Target {
  readonly variables: VariableData[];
  intervals: readonly Interval[];
  constraints: Constraint[];
  objective: Objective | undefined;
  assumptions: readonly Literal[];
  /** How many constraints have been posted so far. */
  posted = 0;
  readonly #model: Model;
  readonly #shared = new Map<string, unknown>();
  /** For each variable, the last list of literals in which it was seen; see {@link Target.areApart}. */
  #seenIn = new Int32Array(0);
  #lists = 0;
  #origin: Origin = {};

  readonly #lacks: () => Lack | undefined;

  constructor(model: Model, lacks: () => Lack | undefined) {
    this.#model = model;
    this.#lacks = lacks;
    this.variables = model.variables.slice();
    this.intervals = model.intervals;
    this.constraints = model.constraints.slice();
    this.objective = model.objective;
    this.assumptions = model.assumptions ?? [];
  }

  /** Runs `write`; what it posts inherits from the origin. */
  replacing(origin: Origin, write: () => void): void {
    this.#origin = origin;
    write();
    this.#origin = {};
  }

  /** Whether what is being replaced must hold in every solution. */
  get unconditional(): boolean {
    return !this.#origin.enforce?.length;
  }

  /** Refuses what is being replaced when it is too large. *Errors* `engine/unsupported`. */
  refuseBeyond(limit: keyof typeof LIMITS, size: number): void {
    refuseBeyond(limit, size, this.#origin);
  }

  /** Posts a new constraint under the enforcement, owner and name of what is being replaced. */
  post(constraint: Constraint): void {
    const { enforce } = this.#origin;
    const own: Draft = constraint;
    if (enforce?.length) own.enforce = own.enforce ? [...enforce, ...own.enforce] : [...enforce];
    this.postAlways(constraint);
  }

  /**
   * Posts a new constraint without the enforcement of what is being replaced, for definitions of appended variables
   * that can be satisfied whatever the original variables are.
   */
  postAlways(constraint: Constraint): void {
    const { owner, name } = this.#origin;
    const own: Draft = constraint;
    if (owner !== undefined) own.owner = owner;
    if (name !== undefined) own.name = name;
    if (constraint.kind === 'linear') refuseOverflow(this.#sizeOf(constraint));
    this.constraints.push(constraint);
    this.posted++;
    const lack = this.posted % LOOK_EVERY === 0 ? this.#lacks() : undefined;
    if (lack) refuseLacking(lack);
  }

  /** How far the terms of a sum can add up; the language promises safe integers. */
  #sizeOf({ vars, coeffs }: Pick<Expression, 'vars' | 'coeffs'>): number {
    let size = 0;
    for (let i = 0; i < vars.length; i++) {
      const { domain } = this.variables[vars[i]!]!;
      size += Math.abs(coeffs[i]!) * Math.max(1, Math.abs(lowerOf(domain)), Math.abs(upperOf(domain)));
    }
    return size;
  }

  /** Posts that cannot hold: what is being replaced is not enforced. */
  postFalse(): void {
    this.post({ kind: 'boolOr', literals: [] });
  }

  /** A new 0/1 variable. */
  boolean(): Variable {
    return this.#append(BOOLEAN);
  }

  /** A new variable with `lo <= value <= hi`. */
  integer(lo: number, hi: number): Variable {
    return this.#append([lo, hi]);
  }

  /** A new variable with the values of a domain. */
  integerIn(domain: Domain): Variable {
    return this.#append(domain);
  }

  #append(domain: Domain): Variable {
    const { owner } = this.#origin;
    refuseMoreVariables(this.variables.length - this.#model.variables.length);
    return this.variables.push(owner === undefined ? { domain } : { domain, owner }) - 1;
  }

  /** The literal that is always true. */
  truth(): Literal {
    return this.shared('true', () => this.integer(1, 1));
  }

  /** What `make` gave the first time that the key was asked for. */
  shared<T>(key: string, make: () => T): T {
    let value = this.#shared.get(key) as T | undefined;
    if (value === undefined) {
      value = make();
      this.#shared.set(key, value);
    }
    return value;
  }

  /** Whether something is shared under the key. */
  has(key: string): boolean {
    return this.#shared.has(key);
  }

  /** The least and the greatest value of an expression whose variables are named once each. */
  bounds(e: Expression): [number, number] {
    let lo = e.offset;
    let hi = e.offset;
    for (let i = 0; i < e.vars.length; i++) {
      const coefficient = e.coeffs[i]!;
      const { domain } = this.variables[e.vars[i]!]!;
      lo += coefficient * (coefficient > 0 ? lowerOf(domain) : upperOf(domain));
      hi += coefficient * (coefficient > 0 ? upperOf(domain) : lowerOf(domain));
    }
    refuseOverflow(hi - lo);
    return [lo, hi];
  }

  /** The values that an expression can take; all between its bounds, unless it has only one variable. */
  domain(expression: Expression): Domain {
    const e = simplify(expression);
    if (e.vars.length !== 1) return this.bounds(e);
    const { domain } = this.variables[e.vars[0]!]!;
    const [factor, offset] = [e.coeffs[0]!, e.offset];
    if (factor === 1) return offset === 0 ? domain : domain.map((bound) => bound + offset);
    if (factor === -1) return domain.map((bound) => offset - bound).reverse();
    return this.bounds(e);
  }

  /** What the domains say of a literal: true, false, or undefined when it can be either. */
  fixed(literal: Literal): boolean | undefined {
    const { domain } = this.variables[literal < 0 ? not(literal) : literal]!;
    if (domain === BOOLEAN) return undefined;
    if (!domainHas(domain, 0)) return literal >= 0;
    if (!domainHas(domain, 1)) return literal < 0;
    return undefined;
  }

  /**
   * Whether no two of the literals have the same variable, so that their sum needs no simplification: nearly always
   * the case, and a set for each of 100,000 short lists would take most of the time.
   */
  areApart(literals: readonly Literal[]): boolean {
    if (this.#seenIn.length < this.variables.length) this.#seenIn = new Int32Array(2 * this.variables.length);
    const list = ++this.#lists;
    for (const literal of literals) {
      const variable = literal < 0 ? not(literal) : literal;
      if (this.#seenIn[variable] === list) return false;
      this.#seenIn[variable] = list;
    }
    return true;
  }

  /** The rewritten model; the original is left as it was. */
  build(): Model {
    const { assumptions: _, objective: __, ...rest } = this.#model;
    return {
      ...rest,
      variables: this.variables,
      intervals: this.intervals,
      constraints: this.constraints,
      ...(this.objective ? { objective: this.objective } : {}),
      ...(this.assumptions.length ? { assumptions: this.assumptions } : {}),
    };
  }
}

import { now } from '../engines/engine.ts';
import type { Solution } from '../engines/outcome.ts';
import type { EngineName } from '../engines/registry.ts';
import type { Constraint } from '../language/constraints/index.ts';
import { BOOLEAN } from '../language/domain.ts';
import type { Literal } from '../language/expression.ts';
import type { Model } from '../language/model.ts';
import { solve } from './solve.ts';

/** Groups of constraints by label: indices into the model's constraints. What no label names is taken as given. */
export type Labels = ReadonlyMap<string, readonly number[]>;

export interface ExplainOptions {
  /** For everything, in milliseconds; half a minute by default. */
  readonly budgetMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly seed?: number | undefined;
}

/** Why a model has no solution, or that it has one, or that the budget did not suffice to tell. */
export type Explanation =
  | {
      readonly kind: 'conflict';
      /** Labels whose constraints, with what is given, cannot all hold. */
      readonly labels: readonly string[];
      /** Whether it is proved that without any one of them the rest has a solution. */
      readonly isMinimal: boolean;
      /** Whether a solve of just these constraints proved them infeasible, after the set was found. */
      readonly isVerified: boolean;
      /** How many solves it took. */
      readonly solves: number;
    }
  | { readonly kind: 'feasible'; readonly solution: Solution }
  | { readonly kind: 'unknown'; readonly solves: number };

const DEFAULT_BUDGET_MS = 30_000;

/**
 * A minimal set of labelled constraints that conflict.
 *
 * First an assumption literal stands for each label, and the core of assumptions that CP-SAT returns is taken; where
 * there is no such engine, all labels are. Then each label is left out in turn and stays out if the rest is still
 * infeasible (the deletion filter). At last the set is solved once more by itself.
 *
 * *Limits* the time is shared by all solves; when it ends, the smallest set so far is returned, not called minimal.
 * *Source* J. W. Chinneck and E. W. Dravnieks, "Locating minimal infeasible constraint sets in linear programs",
 * ORSA Journal on Computing 3(2), 1991.
 */
export async function explainInfeasible(
  model: Model,
  labels: Labels = labelsOf(model),
  options: ExplainOptions = {},
): Promise<Explanation> {
  const filter = new Filter(model, labels, options);
  const core = await filter.core();
  if (core.kind !== 'core') return core;
  const { kept, isMinimal } = await filter.shrink(core.labels);
  const isVerified = await filter.isInfeasible(kept);
  return { kind: 'conflict', labels: kept, isMinimal, isVerified: isVerified === true, solves: filter.solves };
}

/** One label for each owner, or name, or position of a constraint without either. */
export function labelsOf(model: Model): Labels {
  const labels = new Map<string, number[]>();
  model.constraints.forEach((constraint, i) => {
    const label = constraint.owner ?? constraint.name ?? `constraint ${i} (${constraint.kind})`;
    const group = labels.get(label);
    if (group) group.push(i);
    else labels.set(label, [i]);
  });
  return labels;
}

type Core = { readonly kind: 'core'; readonly labels: readonly string[] } | Exclude<Explanation, { kind: 'conflict' }>;

class Filter {
  solves = 0;
  readonly #model: Model;
  readonly #labels: Labels;
  readonly #options: ExplainOptions;
  readonly #deadline: number;

  constructor(model: Model, labels: Labels, options: ExplainOptions) {
    const { objective: _, ...decision } = model;
    this.#model = decision;
    this.#labels = labels;
    this.#options = options;
    this.#deadline = now() + (options.budgetMs ?? DEFAULT_BUDGET_MS);
  }

  /** The labels of an infeasible core, which need not be minimal. */
  async core(): Promise<Core> {
    if (this.#isOver()) return { kind: 'unknown', solves: 0 };
    const names = [...this.#labels.keys()];
    const { model, literals } = this.#assumed(names);
    const result = await this.#solve(model, 'cp-sat').catch(() => this.#solve(this.#only(names), 'auto'));
    const { proof, solution, conflict } = result.outcome;
    if (solution) return { kind: 'feasible', solution: this.#cut(solution) };
    if (proof !== 'infeasible') return { kind: 'unknown', solves: this.solves };
    const inConflict = new Set(conflict);
    const core = conflict ? names.filter((_, i) => inConflict.has(literals[i]!)) : names;
    return { kind: 'core', labels: core };
  }

  /** Leaves out each label that the others do not need. */
  async shrink(core: readonly string[]): Promise<{ kept: readonly string[]; isMinimal: boolean }> {
    let kept = core;
    let isMinimal = true;
    for (const label of core) {
      const rest = kept.filter((other) => other !== label);
      const without = await this.isInfeasible(rest);
      if (without === true) kept = rest;
      else if (without === undefined) isMinimal = false;
    }
    return { kept, isMinimal };
  }

  /** Whether these labels conflict; undefined when the budget ends first. */
  async isInfeasible(labels: readonly string[]): Promise<boolean | undefined> {
    if (this.#isOver()) return undefined;
    const { outcome } = await this.#solve(this.#only(labels), 'auto');
    if (outcome.solution) return false;
    return outcome.proof === 'infeasible' ? true : undefined;
  }

  #isOver(): boolean {
    return now() >= this.#deadline || this.#options.signal?.aborted === true;
  }

  #solve(model: Model, engine: EngineName | 'auto'): ReturnType<typeof solve> {
    this.solves++;
    const { signal, seed } = this.#options;
    return solve(model, { engine, timeLimitMs: Math.max(1, this.#deadline - now()), signal, seed });
  }

  /** The given constraints and those of the labels. */
  #only(labels: readonly string[]): Model {
    const optional = new Set([...this.#labels.values()].flat());
    const wanted = new Set(labels.flatMap((label) => this.#labels.get(label)!));
    const constraints = this.#model.constraints.filter((_, i) => !optional.has(i) || wanted.has(i));
    return { ...this.#model, constraints };
  }

  /** Every labelled constraint enforced by the assumption that stands for its label. */
  #assumed(names: readonly string[]): { model: Model; literals: readonly Literal[] } {
    const first = this.#model.variables.length;
    const literals = names.map((_, i) => first + i);
    const enforcedBy = new Map<number, Literal[]>();
    names.forEach((name, i) => {
      for (const index of this.#labels.get(name)!) {
        enforcedBy.set(index, [...(enforcedBy.get(index) ?? []), literals[i]!]);
      }
    });
    const constraints = this.#model.constraints.map((constraint, i): Constraint => {
      const assumed = enforcedBy.get(i);
      return assumed ? { ...constraint, enforce: [...(constraint.enforce ?? []), ...assumed] } : constraint;
    });
    const model: Model = {
      ...this.#model,
      variables: [...this.#model.variables, ...names.map((name) => ({ name, domain: BOOLEAN }))],
      constraints,
      assumptions: [...(this.#model.assumptions ?? []), ...literals],
    };
    return { model, literals };
  }

  #cut(solution: Solution): Solution {
    return { ...solution, values: solution.values.slice(0, this.#model.variables.length) };
  }
}

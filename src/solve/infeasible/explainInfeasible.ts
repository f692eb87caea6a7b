import { now } from '../../engines/engine.ts';
import type { Solution } from '../../engines/outcome.ts';
import type { EngineName } from '../../engines/registry.ts';
import type { Model } from '../../language/model.ts';
import { solve } from '../solve.ts';
import { type Labels, labelsOf } from './labels.ts';
import { ModelParts } from './parts.ts';

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
      /** Labels whose parts, with what is given, cannot all hold. */
      readonly labels: readonly string[];
      /** Whether it is proved that without any one of them the rest has a solution. */
      readonly isMinimal: boolean;
      /** Whether a solve of just these parts proved them infeasible, after the set was found. */
      readonly isVerified: boolean;
      /** How many solves it took. */
      readonly solves: number;
    }
  | { readonly kind: 'feasible'; readonly solution: Solution }
  | { readonly kind: 'unknown'; readonly solves: number };

const DEFAULT_BUDGET_MS = 30_000;

/**
 * A minimal set of labelled parts that conflict.
 *
 * When the whole is infeasible, an assumption literal stands for each label, and the core of assumptions that CP-SAT
 * returns is taken, once a solve has confirmed it; where there is no such engine, all labels are. Then each label is left
 * out in turn and stays out if the rest is still infeasible (the deletion filter). At last the set is solved once more by
 * itself.
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

type Core = { readonly kind: 'core'; readonly labels: readonly string[] } | Exclude<Explanation, { kind: 'conflict' }>;

class Filter {
  solves = 0;
  readonly #parts: ModelParts;
  readonly #labels: Labels;
  readonly #options: ExplainOptions;
  readonly #deadline: number;

  constructor(model: Model, labels: Labels, options: ExplainOptions) {
    this.#parts = new ModelParts(model, [...labels.values()].flat());
    this.#labels = labels;
    this.#options = options;
    this.#deadline = now() + (options.budgetMs ?? DEFAULT_BUDGET_MS);
  }

  /** The labels of an infeasible core, which need not be minimal. */
  async core(): Promise<Core> {
    if (this.#isOver()) return { kind: 'unknown', solves: 0 };
    const names = [...this.#labels.keys()];
    const { proof, solution } = (await this.#solve(this.#of(names), 'auto')).outcome;
    if (solution) return { kind: 'feasible', solution };
    if (proof !== 'infeasible') return { kind: 'unknown', solves: this.solves };
    const reported = await this.#reported(names);
    // The engine's word is only a hint where to begin.
    const isCore = reported.length < names.length && (await this.isInfeasible(reported)) === true;
    return { kind: 'core', labels: isCore ? reported : names };
  }

  /** The labels that CP-SAT names as a core; all of them when it names none. */
  async #reported(names: readonly string[]): Promise<readonly string[]> {
    const { model, literals } = this.#parts.assumed(names.map((name) => this.#labels.get(name)!));
    const result = await this.#solve(model, 'cp-sat').catch(() => undefined);
    const conflict = new Set(result?.outcome.conflict);
    return conflict.size > 0 ? names.filter((_, i) => conflict.has(literals[i]!)) : names;
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
    const { outcome } = await this.#solve(this.#of(labels), 'auto');
    if (outcome.solution) return false;
    return outcome.proof === 'infeasible' ? true : undefined;
  }

  #of(labels: readonly string[]): Model {
    return this.#parts.only(labels.flatMap((label) => this.#labels.get(label)!));
  }

  #isOver(): boolean {
    return now() >= this.#deadline || this.#options.signal?.aborted === true;
  }

  #solve(model: Model, engine: EngineName | 'auto'): ReturnType<typeof solve> {
    this.solves++;
    const { signal, seed } = this.#options;
    return solve(model, { engine, timeLimitMs: Math.max(1, this.#deadline - now()), signal, seed });
  }
}

import type { EngineName } from '../engines/registry.ts';
import type { Kind } from '../language/constraints/index.ts';
import type { Model } from '../language/model.ts';

/** One engine of a race. */
export interface Contender {
  readonly engine: EngineName;
  /** Whether it waits for a first solution, which makes its work shorter, or for the end of those that look for one. */
  readonly waits: boolean;
  /** Of a budget of ticks, the share of what is left when its turn comes. */
  readonly share: number;
  /** At most so many ticks, whatever the budget: for one that only makes a start. */
  readonly mostTicks?: number;
}

/** Which engines solve a model. */
export interface Plan {
  /** In words for the person who asked. */
  readonly reason: string;
  /** In the order in which they get a thread; those without one take the place of those that end without a proof. */
  readonly contenders: readonly Contender[];
  /** At most so many engines at once, whatever the threads. */
  readonly atOnce: number;
  /** Engines that serve only when a contender cannot: missing, unable to take the model, or wrong. */
  readonly substitutes: readonly EngineName[];
}

/** Kinds that become a row or two each, without new variables or a loose relaxation. */
const ROW_KINDS: ReadonlySet<Kind> = new Set(['linear', 'boolOr', 'boolAnd', 'atMostOne', 'exactlyOne']);

/** Up to this many variables, branch and cut on an assignment model usually ends within its first minute. */
const PROVABLE_VARIABLES = 20_000;

/** Up to this many variables engines follow each other, since a race could not make them faster. */
const SMALL_MODEL = 1000;

/** More engines than this have nothing new to say. */
const MOST_AT_ONCE = 3;

/** Work of local search for a start, by variable. */
const START_TICKS = 1 / 10;

const at = (engine: EngineName, share: number): Contender => ({ engine, waits: false, share });
const after = (engine: EngineName, share: number): Contender => ({ engine, waits: true, share });

/** The engines to race on a model: one that constructs, one that proves, others that improve. */
export function planFor(model: Model, wanted: EngineName | 'auto'): Plan {
  if (wanted !== 'auto') return { reason: 'asked for', contenders: [at(wanted, 1)], atOnce: 1, substitutes: [] };
  const other = model.constraints.find((c) => !ROW_KINDS.has(c.kind))?.kind;
  const size = `${model.variables.length} variables`;
  if (other) {
    return {
      reason: `the model has a ${other} constraint, which CP-SAT propagates as it is`,
      contenders: [at('cp-sat', 1)],
      atOnce: 1,
      substitutes: ['highs'],
    };
  }
  if (!model.objective) {
    return {
      reason: `any solution will do, and CP-SAT finds or excludes one among ${size}`,
      contenders: [at('cp-sat', 1)],
      atOnce: 1,
      substitutes: ['highs'],
    };
  }
  if (model.variables.length > PROVABLE_VARIABLES) {
    return {
      reason: `${size} are too many to prove anything soon; local search and neighbourhoods improve fastest`,
      contenders: [at('local', 0.5), after('lns', 1)],
      atOnce: MOST_AT_ONCE,
      substitutes: ['cp-sat'],
    };
  }
  const reason = `all constraints are linear rows, and ${size} are few enough for a proof`;
  const start = { ...at('local', 0.2), mostTicks: Math.ceil(model.variables.length * START_TICKS) };
  if (model.variables.length <= SMALL_MODEL) {
    return { reason, contenders: [start, after('highs', 1)], atOnce: 1, substitutes: ['cp-sat'] };
  }
  return {
    reason,
    contenders: [at('local', 0.2), after('highs', 0.5), after('lns', 1)],
    atOnce: MOST_AT_ONCE,
    substitutes: ['cp-sat'],
  };
}

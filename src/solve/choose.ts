import type { EngineName } from '../engines/registry.ts';
import type { Kind } from '../language/constraints/index.ts';
import type { Model } from '../language/model.ts';

/** An engine to try, and why in words for the person who asked. */
export interface Choice {
  readonly engine: EngineName;
  readonly reason: string;
  /** Whether local search goes first for a moment, so that there is a solution early and a start for the proof. */
  readonly startsLocally?: boolean;
}

/** Kinds that become a row or two each, without new variables or a loose relaxation. */
const ROW_KINDS: ReadonlySet<Kind> = new Set(['linear', 'boolOr', 'boolAnd', 'atMostOne', 'exactlyOne']);

/** Up to this many variables, branch and cut on an assignment model usually ends within its first minute. */
const PROVABLE_VARIABLES = 20_000;

/**
 * The engines to try for a model, best first; the later ones serve when an earlier one is missing, cannot take the
 * model, or answers wrongly.
 */
export function choose(model: Model, wanted: EngineName | 'auto'): Choice[] {
  if (wanted !== 'auto') return [{ engine: wanted, reason: 'asked for' }];
  const others = model.constraints.find((c) => !ROW_KINDS.has(c.kind))?.kind;
  const size = `${model.variables.length} variables`;
  if (others) {
    return [
      { engine: 'cp-sat', reason: `the model has a ${others} constraint, which CP-SAT propagates as it is` },
      { engine: 'highs', reason: 'the constraints can be rewritten to linear rows' },
    ];
  }
  if (!model.objective) {
    return [
      { engine: 'cp-sat', reason: `any solution will do, and CP-SAT finds or excludes one among ${size}` },
      { engine: 'highs', reason: 'all constraints are linear rows' },
    ];
  }
  if (model.variables.length > PROVABLE_VARIABLES) {
    return [
      { engine: 'local', reason: `${size} are too many to prove anything soon; local search improves fastest` },
      { engine: 'cp-sat', reason: 'local search found nothing; CP-SAT may' },
    ];
  }
  return [
    {
      engine: 'highs',
      reason: `all constraints are linear rows, and ${size} are few enough for a proof`,
      startsLocally: true,
    },
    { engine: 'cp-sat', reason: 'it takes every model' },
  ];
}

import type { Constraint, ConstraintOf } from '../constraints/index.ts';
import type { Domain } from '../domain.ts';
import { type DecisionStrategy, type Hint, type Model, VALUE_SELECTIONS, VARIABLE_SELECTIONS } from '../model.ts';
import type { Interval } from '../variables.ts';
import { CODECS } from './constraints.ts';
import { objectiveTo, opposite } from './objective.ts';
import type { Message } from './schema.ts';

/** The parts of a model that may change between two solves of it. */
export interface Changes {
  readonly hint?: Hint | undefined;
  /** Of the objective's sum without offset and scale, as in our model, whatever the sense. */
  readonly objectiveDomain?: Domain | undefined;
  readonly assumptions?: readonly number[] | undefined;
}

/**
 * A model as a `CpModelProto`.
 *
 * *Means* the same variables at the same indices; the intervals are the first constraints, each at its own index, then
 * come the constraints in order. A maximum is the minimum of the opposite, shown with a negative factor.
 * *Limits* owners have no place in the format and are left out.
 */
export function toProto(model: Model): Message<'CpModelProto'> {
  const base = toBase(model);
  const { objective, ...changes } = toChanges(model, changesOf(model));
  return { ...base, ...changes, ...(objective ? { objective: { ...base.objective, ...objective } } : {}) };
}

/** The changeable parts as they stand in the model. */
export function changesOf({ hint, objective, assumptions }: Model): Changes {
  return { hint, objectiveDomain: objective?.domain, assumptions };
}

/** The model without its changeable parts. */
export function toBase(model: Model): Message<'CpModelProto'> {
  return {
    ...(model.name ? { name: model.name } : {}),
    variables: model.variables.map(({ name, domain }) => (name ? { name, domain } : { domain })),
    constraints: [...model.intervals.map(intervalTo), ...model.constraints.map(constraintTo)],
    ...(model.objective ? { objective: objectiveTo(model.objective) } : {}),
    ...(model.strategies?.length ? { search_strategy: model.strategies.map(strategyTo) } : {}),
  };
}

/** The changeable parts alone; merged into the base, as protobuf merges, they complete it. */
export function toChanges(model: Pick<Model, 'objective'>, changes: Changes): Message<'CpModelProto'> {
  const { hint, objectiveDomain, assumptions } = changes;
  const maximize = model.objective?.sense === 'maximize';
  return {
    ...(objectiveDomain ? { objective: { domain: maximize ? opposite(objectiveDomain) : objectiveDomain } } : {}),
    ...(hint?.vars.length ? { solution_hint: hintTo(hint) } : {}),
    ...(assumptions?.length ? { assumptions } : {}),
  };
}

function intervalTo({ name, start, size, end, presence }: Interval): Message<'ConstraintProto'> {
  return { ...(name ? { name } : {}), enforcement_literal: presence, interval: { start, end, size } };
}

function constraintTo(given: Constraint): Message<'ConstraintProto'> {
  const constraint = given.kind === 'table' && given.exprs.length === 0 ? withoutColumns(given) : given;
  const { name, enforce } = constraint;
  const codec = CODECS[constraint.kind] as { field: string; to(c: Constraint): unknown };
  return { ...(name ? { name } : {}), enforcement_literal: enforce, [codec.field]: codec.to(constraint) };
}

/** A table of no expression, which the file's form has no rows for: it always holds or never does. */
function withoutColumns({ tuples, negated = false, kind: _, exprs: __, ...base }: ConstraintOf<'table'>): Constraint {
  return { ...base, kind: tuples.length > 0 === !negated ? 'boolAnd' : 'boolOr', literals: [] };
}

/** CP-SAT refuses a variable that is hinted twice, even alike. */
function hintTo({ vars, values }: Hint): Message<'PartialVariableAssignment'> {
  const value = new Map(vars.map((variable, i) => [variable, values[i]!]));
  return { vars: [...value.keys()], values: [...value.values()] };
}

function strategyTo(s: DecisionStrategy): Message<'DecisionStrategyProto'> {
  return {
    variable_selection_strategy: VARIABLE_SELECTIONS.indexOf(s.variableSelection),
    domain_reduction_strategy: VALUE_SELECTIONS.indexOf(s.valueSelection),
    exprs: s.exprs,
  };
}

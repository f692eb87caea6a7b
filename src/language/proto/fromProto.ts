import { DovetailError, type Fault } from '../../errors.ts';
import { LIMITS } from '../../limits.ts';
import type { Constraint, Kind } from '../constraints/index.ts';
import { BOOLEAN } from '../domain.ts';
import type { Expression } from '../expression.ts';
import { checkedModel, faultOf, faultyModel } from '../faults.ts';
import { type DecisionStrategy, type Model, VALUE_SELECTIONS, VARIABLE_SELECTIONS } from '../model.ts';
import type { Interval, VariableData } from '../variables.ts';
import type { Origin } from './codec.ts';
import { CODECS } from './constraints.ts';
import { expression, expressions, required } from './forms.ts';
import { objectiveFrom } from './objective.ts';
import type { Message } from './schema.ts';

type ConstraintProto = Message<'ConstraintProto'>;
type File = Message<'CpModelProto'>;

/** A model, and where its parts stand in the file: the pointer into the file for one into the model. */
export interface Located {
  readonly model: Model;
  readonly placeOf: (pointer: string) => string;
}

/**
 * A `CpModelProto` as a model.
 *
 * *Means* the same problem: intervals leave the constraints and references to them follow; a constraint that says
 * nothing is left out; symmetries, and how an objective was scaled before, advise only and are passed over.
 * *Errors* `input/invalid` with every fault at its JSON pointer into the file: `model/unrepresentable` for what our
 * language cannot say, the other `model/...` codes for what means nothing.
 */
export function fromProto(file: File): Located {
  const faults: Fault[] = [];
  let count = 0;
  const attempt: Attempt = (pointer, read) => {
    if (count >= LIMITS.faultsCounted) return undefined;
    try {
      return read();
    } catch (thrown) {
      if (count++ < LIMITS.faults) faults.push(faultOf(pointer, thrown));
      return undefined;
    }
  };
  const { intervals, constraints, placeOf } = constraintsFrom(file.constraints ?? [], attempt);
  const objective = attempt('/objective', () => objectiveFrom(file));
  const strategies = present(
    file.search_strategy?.map((s, i) => attempt(`/search_strategy/${i}`, () => strategyFrom(s))),
  );
  if (count > 0) throw faultyModel('input/invalid', faults, count);
  const { vars = [], values = [] } = file.solution_hint ?? {};
  const model: Model = {
    dovetail: 1,
    ...(file.name ? { name: file.name } : {}),
    variables: (file.variables ?? []).map(variableFrom),
    intervals,
    constraints,
    ...(objective ? { objective } : {}),
    ...(vars.length || values.length ? { hint: { vars, values } } : {}),
    ...(file.assumptions?.length ? { assumptions: file.assumptions } : {}),
    ...(strategies.length ? { strategies } : {}),
  };
  return { model: checkedModel(model, placeOf), placeOf };
}

/** Reads one part of the file and notes what is wrong with it, to go on with the next. */
type Attempt = <T>(pointer: string, read: () => T) => T | undefined;

function present<T>(list: readonly (T | undefined)[] = []): T[] {
  return list.filter((item) => item !== undefined);
}

interface Constraints {
  readonly intervals: Interval[];
  readonly constraints: Constraint[];
  /** The pointer into the file for one into our model. */
  placeOf(pointer: string): string;
}

function constraintsFrom(all: readonly ConstraintProto[], attempt: Attempt): Constraints {
  const intervalPlaces = [...all.keys()].filter((at) => all[at]!.interval !== undefined);
  const indexOf = new Map(intervalPlaces.map((at, index) => [at, index]));
  const intervals = intervalPlaces.map((at) => attempt(`/constraints/${at}`, () => intervalFrom(all[at]!)));
  const constraints: Constraint[] = [];
  const constraintPlaces: number[] = [];
  all.forEach((c, at) => {
    const constraint = indexOf.has(at)
      ? undefined
      : attempt(`/constraints/${at}`, () => constraintFrom(c, originOf(c, indexOf)));
    if (constraint === undefined) return;
    constraints.push(constraint);
    constraintPlaces.push(at);
  });
  const places = { intervals: intervalPlaces, constraints: constraintPlaces };
  return { intervals: present(intervals), constraints, placeOf: (pointer) => placeInFile(pointer, places) };
}

function placeInFile(
  pointer: string,
  places: Readonly<Record<'intervals' | 'constraints', readonly number[]>>,
): string {
  const [, part, index, ...rest] = pointer.split('/');
  if (part === 'intervals' || part === 'constraints') {
    return ['', 'constraints', places[part][Number(index)], ...rest].join('/');
  }
  return pointer.replace(/^\/hint/, '/solution_hint').replace(/^\/strategies/, '/search_strategy');
}

/** The kind that each member of the oneof stands for; an interval stands for none. */
const KIND_OF_FIELD = new Map(Object.entries(CODECS).map(([kind, codec]) => [codec.field as string, kind as Kind]));

function originOf(c: ConstraintProto, indexOf: ReadonlyMap<number, number>): Origin {
  const field = Object.keys(c).find((name) => KIND_OF_FIELD.has(name) || name === 'interval') ?? 'constraint';
  const what = c.name ? `${field} ${c.name}` : field;
  return {
    interval(index) {
      const known = indexOf.get(index);
      if (known !== undefined) return known;
      throw new DovetailError(
        'model/unknown-interval',
        `The ${what} names constraint ${index}, which is not an interval.`,
        {
          maybe: 'intervals are numbered by their place among all constraints of the file, from 0.',
        },
      );
    },
    refuse(code, problem, maybe) {
      throw new DovetailError(code, `The ${what} ${problem}.`, { maybe });
    },
  };
}

function constraintFrom(c: ConstraintProto, origin: Origin): Constraint | undefined {
  if (c.dummy_constraint) {
    return origin.refuse('model/unrepresentable', 'is a dummy_constraint', 'remove it: it has no meaning in a model.');
  }
  const field = Object.keys(c).find((name) => KIND_OF_FIELD.has(name));
  if (field === undefined) return undefined;
  const kind = KIND_OF_FIELD.get(field)!;
  const codec = CODECS[kind] as { from(message: unknown, origin: Origin): object | 'always' | 'never' };
  const read = codec.from(c[field as keyof ConstraintProto], origin);
  if (read === 'always') return undefined;
  const base = {
    ...(c.name ? { name: c.name } : {}),
    ...(c.enforcement_literal?.length ? { enforce: c.enforcement_literal } : {}),
  };
  const own = read === 'never' ? { kind: 'boolOr', ...base, literals: [] } : { kind, ...base, ...read };
  return own as Constraint;
}

function intervalFrom(c: ConstraintProto): Interval {
  const origin = originOf(c, new Map());
  const { start, size, end } = c.interval!;
  return {
    ...(c.name ? { name: c.name } : {}),
    start: expression(required(start, 'start', origin)),
    size: expression(required(size, 'size', origin)),
    end: expression(required(end, 'end', origin)),
    ...(c.enforcement_literal?.length ? { presence: c.enforcement_literal } : {}),
  };
}

function variableFrom({ name, domain = [] }: Message<'IntegerVariableProto'>): VariableData {
  const boolean = domain.length === 2 && domain[0] === 0 && domain[1] === 1;
  return { ...(name ? { name } : {}), domain: boolean ? BOOLEAN : domain };
}

function strategyFrom(s: Message<'DecisionStrategyProto'>): DecisionStrategy {
  const variableSelection = VARIABLE_SELECTIONS[s.variable_selection_strategy ?? 0];
  const valueSelection = VALUE_SELECTIONS[s.domain_reduction_strategy ?? 0];
  if (variableSelection === undefined || valueSelection === undefined) {
    const numbers = `${s.variable_selection_strategy ?? 0} and ${s.domain_reduction_strategy ?? 0}`;
    throw new DovetailError('model/unrepresentable', `The search strategy chooses by the unknown rules ${numbers}.`, {
      maybe: 'another version of OR-Tools wrote it; leave the strategy out, it only advises.',
    });
  }
  const exprs = [...(s.variables ?? []).map(branchedOn), ...expressions(s.exprs)];
  return { exprs, variableSelection, valueSelection };
}

/** A negative reference of the old field stands for the opposite of the variable. */
function branchedOn(reference: number): Expression {
  return reference >= 0
    ? { vars: [reference], coeffs: [1], offset: 0 }
    : { vars: [-1 - reference], coeffs: [-1], offset: 0 };
}

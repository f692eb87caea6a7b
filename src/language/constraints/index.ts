import type { ConstraintKind } from '../constraint.ts';
import { type AllDifferent, allDifferent } from './allDifferent.ts';
import { type AtMostOne, atMostOne } from './atMostOne.ts';
import { type Automaton, automaton } from './automaton.ts';
import { type BoolAnd, boolAnd } from './boolAnd.ts';
import { type BoolOr, boolOr } from './boolOr.ts';
import { type BoolXor, boolXor } from './boolXor.ts';
import { type Circuit, circuit } from './circuit.ts';
import { type Cumulative, cumulative } from './cumulative.ts';
import { type Division, division } from './division.ts';
import { type Element, element } from './element.ts';
import { type ExactlyOne, exactlyOne } from './exactlyOne.ts';
import { type Inverse, inverse } from './inverse.ts';
import { type Linear, linear } from './linear.ts';
import { type Max, max } from './max.ts';
import { type Modulo, modulo } from './modulo.ts';
import { type MultipleCircuit, multipleCircuit } from './multipleCircuit.ts';
import { type Multiplication, multiplication } from './multiplication.ts';
import { type NoOverlap, noOverlap } from './noOverlap.ts';
import { type NoOverlap2D, noOverlap2D } from './noOverlap2D.ts';
import { type Reservoir, reservoir } from './reservoir.ts';
import { type Table, table } from './table.ts';

/** Any constraint, told apart by `kind`. The kinds and their meanings are those of CP-SAT. */
export type Constraint =
  | AllDifferent
  | AtMostOne
  | Automaton
  | BoolAnd
  | BoolOr
  | BoolXor
  | Circuit
  | Cumulative
  | Division
  | Element
  | ExactlyOne
  | Inverse
  | Linear
  | Max
  | Modulo
  | MultipleCircuit
  | Multiplication
  | NoOverlap
  | NoOverlap2D
  | Reservoir
  | Table;

/** The name of a kind of constraint. */
export type Kind = Constraint['kind'];

/** The constraint of one kind. */
export type ConstraintOf<K extends Kind> = Extract<Constraint, { kind: K }>;

/** The whole vocabulary: every kind with its definition. */
export const KINDS = {
  linear,
  boolOr,
  boolAnd,
  boolXor,
  atMostOne,
  exactlyOne,
  allDifferent,
  element,
  table,
  automaton,
  circuit,
  multipleCircuit,
  inverse,
  max,
  multiplication,
  division,
  modulo,
  noOverlap,
  noOverlap2D,
  cumulative,
  reservoir,
} as const satisfies { readonly [K in Kind]: ConstraintKind<ConstraintOf<K>> };

/** The definition of a constraint's kind. */
export function kindOf<C extends Constraint>(constraint: C): ConstraintKind<C> {
  return KINDS[constraint.kind] as unknown as ConstraintKind<C>;
}

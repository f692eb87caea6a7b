import type { Kind } from '../../src/language/constraints/index.ts';
import type { Model } from '../../src/language/model.ts';
import { MAX, MULTIPLICATION, quotients } from './smallModels/arithmetic.ts';
import { circuits } from './smallModels/circuits.ts';
import { CUMULATIVE, NO_OVERLAP, NO_OVERLAP_2D, RESERVOIR } from './smallModels/intervals.ts';
import { LINEAR } from './smallModels/linear.ts';
import { literalLists } from './smallModels/literalLists.ts';
import { ALL_DIFFERENT, AUTOMATON, ELEMENT, INVERSE, TABLE } from './smallModels/values.ts';

export { arbitraryModel, arbitraryPart } from '../../bench/instances/arbitraryModel.ts';
export { SMALL_PARTS } from './smallModels/parts.ts';

/** For each kind, small models with it: plain, enforced, negated, empty and at the boundaries of what it means. */
export const SMALL_MODELS = {
  linear: LINEAR,
  boolOr: literalLists('boolOr'),
  boolAnd: literalLists('boolAnd'),
  boolXor: literalLists('boolXor'),
  atMostOne: literalLists('atMostOne'),
  exactlyOne: literalLists('exactlyOne'),
  allDifferent: ALL_DIFFERENT,
  element: ELEMENT,
  table: TABLE,
  automaton: AUTOMATON,
  circuit: circuits('circuit'),
  multipleCircuit: circuits('multipleCircuit'),
  inverse: INVERSE,
  max: MAX,
  multiplication: MULTIPLICATION,
  division: quotients('division'),
  modulo: quotients('modulo'),
  noOverlap: NO_OVERLAP,
  noOverlap2D: NO_OVERLAP_2D,
  cumulative: CUMULATIVE,
  reservoir: RESERVOIR,
} as const satisfies Record<Kind, readonly Model[]>;

import { circuitToSingleArcs } from './circuitToSingleArcs.ts';
import { cumulativeToAffine } from './cumulativeToAffine.ts';
import { emptyTableToBoolOr } from './emptyTableToBoolOr.ts';
import { enforcedCircuitToCircuit } from './enforcedCircuitToCircuit.ts';
import { enforcedDivisionToDivision } from './enforcedDivisionToDivision.ts';
import { enforcedModuloToModulo } from './enforcedModuloToModulo.ts';
import { enforcedMultipleCircuitToMultipleCircuit } from './enforcedMultipleCircuitToMultipleCircuit.ts';
import { enforcedMultiplicationToMultiplication } from './enforcedMultiplicationToMultiplication.ts';
import { intervalsToAffine } from './intervalsToAffine.ts';
import { multipleCircuitToIdleRoute } from './multipleCircuitToIdleRoute.ts';
import { noOverlap2DToCommonPresence } from './noOverlap2DToCommonPresence.ts';
import { rangesToVariable } from './rangesToVariable.ts';
import { reservoirToAffine } from './reservoirToAffine.ts';
import { reservoirToPositiveLiterals } from './reservoirToPositiveLiterals.ts';
import type { Rewrite } from './rewrite.ts';
import { transitionsToLinear } from './transitionsToLinear.ts';

/**
 * For CP-SAT, which takes the whole language but for transition times, sums in some places and a table of nothing, and
 * which answers wrongly for a few constraints that can be said in another way.
 */
export const cp: readonly Rewrite[] = [
  transitionsToLinear,
  noOverlap2DToCommonPresence,
  intervalsToAffine,
  cumulativeToAffine,
  reservoirToAffine,
  reservoirToPositiveLiterals,
  emptyTableToBoolOr,
  rangesToVariable,
  enforcedDivisionToDivision,
  enforcedModuloToModulo,
  enforcedMultiplicationToMultiplication,
  enforcedCircuitToCircuit,
  enforcedMultipleCircuitToMultipleCircuit,
  multipleCircuitToIdleRoute,
  circuitToSingleArcs,
];

import { allDifferentToLinear } from './allDifferentToLinear.ts';
import { assumptionsToLinear } from './assumptionsToLinear.ts';
import { atMostOneToLinear } from './atMostOneToLinear.ts';
import { automatonToLinear } from './automatonToLinear.ts';
import { boolAndToLinear } from './boolAndToLinear.ts';
import { boolOrToLinear } from './boolOrToLinear.ts';
import { boolXorToLinear } from './boolXorToLinear.ts';
import { circuitToLinear } from './circuitToLinear.ts';
import { cumulativeToLinear } from './cumulativeToLinear.ts';
import { divisionToLinear } from './divisionToLinear.ts';
import { elementToLinear } from './elementToLinear.ts';
import { enforcedLinearToLinear } from './enforcedLinearToLinear.ts';
import { exactlyOneToLinear } from './exactlyOneToLinear.ts';
import { intervalsToLinear } from './intervalsToLinear.ts';
import { inverseToLinear } from './inverseToLinear.ts';
import { maxToLinear } from './maxToLinear.ts';
import { moduloToLinear } from './moduloToLinear.ts';
import { multipleCircuitToLinear } from './multipleCircuitToLinear.ts';
import { multiplicationToLinear } from './multiplicationToLinear.ts';
import { noOverlap2DToLinear } from './noOverlap2DToLinear.ts';
import { noOverlapToLinear } from './noOverlapToLinear.ts';
import { objectiveToLinear } from './objectiveToLinear.ts';
import { reservoirToLinear } from './reservoirToLinear.ts';
import type { Rewrite } from './rewrite.ts';
import { tableToLinear } from './tableToLinear.ts';
import { unionLinearToLinear } from './unionLinearToLinear.ts';
import { variablesToLinear } from './variablesToLinear.ts';

/**
 * For mixed-integer engines: ends in a model of linear constraints with one range and no enforcement, variables with
 * one range, no intervals and no assumptions. Each rewrite posts only kinds that a later one replaces.
 */
export const milp: readonly Rewrite[] = [
  noOverlap2DToLinear,
  noOverlapToLinear,
  cumulativeToLinear,
  reservoirToLinear,
  intervalsToLinear,
  circuitToLinear,
  multipleCircuitToLinear,
  inverseToLinear,
  allDifferentToLinear,
  automatonToLinear,
  tableToLinear,
  elementToLinear,
  maxToLinear,
  divisionToLinear,
  moduloToLinear,
  multiplicationToLinear,
  objectiveToLinear,
  assumptionsToLinear,
  variablesToLinear,
  unionLinearToLinear,
  boolXorToLinear,
  exactlyOneToLinear,
  atMostOneToLinear,
  boolAndToLinear,
  boolOrToLinear,
  enforcedLinearToLinear,
];

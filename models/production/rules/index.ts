import type { Rule } from '../world.ts';
import { balance } from './balance.ts';
import { calendars } from './calendars.ts';
import { changeBudget } from './changeBudget.ts';
import { complete } from './complete.ts';
import { cost } from './cost.ts';
import { earliness } from './earliness.ts';
import { flowTime } from './flowTime.ts';
import { frozen } from './frozen.ts';
import { idle } from './idle.ts';
import { idleBounds } from './idleBounds.ts';
import { keep } from './keep.ts';
import { machines } from './machines.ts';
import { makespan } from './makespan.ts';
import { materials } from './materials.ts';
import { operators } from './operators.ts';
import { place } from './place.ts';
import { precedence } from './precedence.ts';
import { setup } from './setup.ts';
import { structure } from './structure.ts';
import { tardiness } from './tardiness.ts';
import { window } from './window.ts';

/** Every rule template there is: the one list that a new rule enters. */
export const RULES: readonly Rule[] = [
  structure,
  calendars,
  idleBounds,
  window,
  precedence,
  machines,
  operators,
  materials,
  frozen,
  complete,
  changeBudget,
  place,
  tardiness,
  earliness,
  flowTime,
  makespan,
  idle,
  setup,
  cost,
  balance,
  keep,
];

/** Every rule template by name. */
export const TEMPLATES: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.template, rule]));

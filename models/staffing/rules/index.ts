import { affinity } from './affinity.ts';
import { available } from './available.ts';
import { balance } from './balance.ts';
import { changeBudget } from './changeBudget.ts';
import { dailyMinutes } from './dailyMinutes.ts';
import { duplicatePerDay } from './duplicatePerDay.ts';
import { exclusiveDays } from './exclusiveDays.ts';
import { exclusivePerDay } from './exclusivePerDay.ts';
import { fairness } from './fairness.ts';
import { follower } from './follower.ts';
import { followerChoice } from './followerChoice.ts';
import { frozenDays } from './frozenDays.ts';
import { fullDay } from './fullDay.ts';
import { keep } from './keep.ts';
import { leadBlock } from './leadBlock.ts';
import { leadDaily } from './leadDaily.ts';
import { leastChange } from './leastChange.ts';
import { maxConsecutiveDays } from './maxConsecutiveDays.ts';
import { maxDaysPerWeek } from './maxDaysPerWeek.ts';
import { maxPerDay } from './maxPerDay.ts';
import { maxPerWeek } from './maxPerWeek.ts';
import { minPerWeek } from './minPerWeek.ts';
import { minRest } from './minRest.ts';
import { needsBase } from './needsBase.ts';
import { noOverlap } from './noOverlap.ts';
import { openDay } from './openDay.ts';
import { place } from './place.ts';
import { proximity } from './proximity.ts';
import { qualified } from './qualified.ts';
import { roleMisuse } from './roleMisuse.ts';
import { rotation } from './rotation.ts';
import type { Rule } from './rule.ts';
import { structure } from './structure.ts';
import { typePriority } from './typePriority.ts';
import { uniqueBlock } from './uniqueBlock.ts';
import { urgency } from './urgency.ts';
import { weeklyExcess } from './weeklyExcess.ts';
import { weeklyMinutes } from './weeklyMinutes.ts';

/** Every rule template there is: the one list that a new rule enters. */
export const RULES: readonly Rule[] = [
  structure,
  available,
  openDay,
  frozenDays,
  qualified,
  maxPerDay,
  maxPerWeek,
  maxDaysPerWeek,
  maxConsecutiveDays,
  exclusivePerDay,
  exclusiveDays,
  follower,
  needsBase,
  fullDay,
  uniqueBlock,
  weeklyMinutes,
  dailyMinutes,
  minRest,
  noOverlap,
  minPerWeek,
  changeBudget,
  place,
  urgency,
  typePriority,
  rotation,
  roleMisuse,
  followerChoice,
  leadBlock,
  leadDaily,
  fairness,
  weeklyExcess,
  duplicatePerDay,
  proximity,
  balance,
  keep,
  leastChange,
  affinity,
];

/** Every rule template by name. */
export const TEMPLATES: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.template, rule]));

import type { Rule } from '../caseload.ts';
import { activities } from './activities.ts';
import { afternoon } from './afternoon.ts';
import { apart } from './apart.ts';
import { bells } from './bells.ts';
import { blocked } from './blocked.ts';
import { capacity } from './capacity.ts';
import { changeBudget } from './changeBudget.ts';
import { compactness } from './compactness.ts';
import { company } from './company.ts';
import { evenDays } from './evenDays.ts';
import { frozenDays } from './frozenDays.ts';
import { hours } from './hours.ts';
import { keep } from './keep.ts';
import { leastChange } from './leastChange.ts';
import { lunch } from './lunch.ts';
import { maxConsecutive } from './maxConsecutive.ts';
import { maxMinutes } from './maxMinutes.ts';
import { maxPerDay } from './maxPerDay.ts';
import { minBreak } from './minBreak.ts';
import { minDaysBetween } from './minDaysBetween.ts';
import { morning } from './morning.ts';
import { noOverlap } from './noOverlap.ts';
import { place } from './place.ts';
import { prefer } from './prefer.ts';
import { sameGroup } from './sameGroup.ts';
import { secondPass } from './secondPass.ts';
import { spread } from './spread.ts';
import { structure } from './structure.ts';
import { works } from './works.ts';

/** Every rule template there is: the one list that a new rule enters. */
export const RULES: readonly Rule[] = [
  structure,
  works,
  hours,
  bells,
  activities,
  blocked,
  frozenDays,
  noOverlap,
  maxPerDay,
  maxConsecutive,
  minBreak,
  minDaysBetween,
  capacity,
  sameGroup,
  apart,
  lunch,
  maxMinutes,
  changeBudget,
  place,
  prefer,
  keep,
  secondPass,
  spread,
  evenDays,
  company,
  morning,
  afternoon,
  compactness,
  leastChange,
];

/** Every rule template by name. */
export const TEMPLATES: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.template, rule]));

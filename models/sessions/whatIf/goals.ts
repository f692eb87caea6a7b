import { ruleChange } from '../../../src/domain/fixes/ruleChange.ts';
import type { Change } from '../../../src/solve/change.ts';
import type { Budget, Goal } from '../../../src/solve/whatIf.ts';
import type { Input } from '../input.ts';
import { declaredRules } from '../ruleBook.ts';
import { sessionsFor } from '../sessionsOf.ts';

/** How many times its weight a rule has when it is what a run is about; more would rather leave work out. */
const EMPHASIS = 20;

/** Weight of a rule that the input does not have, below that of placing a session. */
const OWN_WEIGHT = 400;

/** Cheapest by the input's own weights; even days; least change, where there is something to change. */
export function goals(input: Input, previous: unknown): Goal[] {
  const least =
    previous === undefined && input.previous === undefined ? emphasisedKeep(input) : leastChange(input, previous);
  return [
    { name: 'cheapest', changes: [] },
    { name: 'even days', changes: emphasised(input, 'even-days') },
    ...(least ? [{ name: 'least change', changes: least }] : []),
  ];
}

function leastChange(input: Input, previous: unknown): Change[] {
  const id = idOf(input, 'least-change');
  return [
    ...earlier(previous),
    ...ruleChange(input, id, { template: 'least-change', weight: OWN_WEIGHT, enabled: true }),
  ];
}

/** Without an earlier schedule, what is posted and may move is what can change. */
function emphasisedKeep(input: Input): Change[] | undefined {
  return sessionsFor(input).problem.students.some(({ old }) => old.length > 0) ? emphasised(input, 'keep') : undefined;
}

/** The rules of a template at a multiple of their weights; one more where there is none. */
function emphasised(input: Input, template: string): Change[] {
  const rules = sessionsFor(input).rules.filter(({ rule, weight }) => rule.template === template && weight > 0);
  if (rules.length === 0)
    return ruleChange(input, idOf(input, template), { template, weight: OWN_WEIGHT, enabled: true });
  return rules.flatMap(({ id, ownWeight }) =>
    ruleChange(input, id, { weight: Math.min(1_000_000, ownWeight * EMPHASIS) }),
  );
}

/** The changes that make an input keep to a budget, counted from an earlier solution. */
export function budgeted(input: Input, previous: unknown, { assignments, people }: Budget): Change[] {
  const id = idOf(input, 'change-budget');
  if (assignments === undefined && people === undefined) {
    const isOn = input.rules.some((rule) => rule.id === id);
    return [...earlier(previous), ...(isOn ? ruleChange(input, id, { enabled: false }) : [])];
  }
  const parameters = {
    ...(assignments === undefined ? {} : { assignments }),
    ...(people === undefined ? {} : { people }),
  };
  return [...earlier(previous), ...ruleChange(input, id, { template: 'change-budget', enabled: true, parameters })];
}

function earlier(previous: unknown): Change[] {
  return previous === undefined ? [] : [{ set: 'previous', value: previous }];
}

/** The rule of a template that the input has, or else a new one of that name. */
function idOf(input: Input, template: string): string {
  return declaredRules(input).find((rule) => rule.template === template)?.id ?? template;
}

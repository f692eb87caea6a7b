import { ruleChange } from '../../../src/domain/fixes/ruleChange.ts';
import type { Change } from '../../../src/solve/change.ts';
import type { Budget, Goal } from '../../../src/solve/whatIf.ts';
import type { Input } from '../input.ts';
import { declaredRules } from '../ruleBook.ts';
import { staffFor } from '../staffingOf.ts';

/** How many times its weight a rule has when it is what a run is about; more would rather leave work out. */
const EMPHASIS = 20;

/** Weight of a rule that the input does not have, below that of placing an event. */
const OWN_WEIGHT = 400;

/** Cheapest by the input's own weights; fairest; least change, where there is something to change. */
export function goals(input: Input, previous: unknown): Goal[] {
  const least = leastChange(input, previous);
  return [
    { name: 'cheapest', changes: [] },
    { name: 'fairest', changes: emphasised(input, 'fairness') ?? fairness(input) },
    ...(least ? [{ name: 'least change', changes: least }] : []),
  ];
}

/** The rules of a template at a multiple of their weights; undefined when there is none. */
function emphasised(input: Input, template: string): Change[] | undefined {
  const rules = staffFor(input).rules.filter(({ rule, weight }) => rule.template === template && weight > 0);
  if (rules.length === 0) return undefined;
  return rules.flatMap(({ id, ownWeight }) =>
    ruleChange(input, id, { weight: Math.min(1_000_000, ownWeight * EMPHASIS) }),
  );
}

/** All work shared out evenly, for an input that has no rule of fairness. */
function fairness(input: Input): Change[] {
  const { problem } = staffFor(input);
  const types = problem.types.map(({ name }) => name);
  if (types.length === 0) return [];
  return ruleChange(input, 'fairest', { template: 'fairness', weight: OWN_WEIGHT, parameters: { types } });
}

function leastChange(input: Input, previous: unknown): Change[] | undefined {
  if (previous === undefined && input.previous === undefined) return emphasisedKeep(input);
  const id = idOf(input, 'least-change');
  return [
    ...earlier(previous),
    ...ruleChange(input, id, { template: 'least-change', weight: OWN_WEIGHT, enabled: true }),
  ];
}

/** Without an earlier schedule, what is posted and may move is what can change. */
function emphasisedKeep(input: Input): Change[] | undefined {
  return staffFor(input).problem.events.some(({ old }) => old) ? emphasised(input, 'keep') : undefined;
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

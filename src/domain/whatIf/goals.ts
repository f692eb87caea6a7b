import type { Change } from '../../solve/change.ts';
import type { Budget, Goal } from '../../solve/whatIf.ts';
import { ruleChange } from '../fixes/ruleChange.ts';
import type { Ruled } from '../parts.ts';
import type { RuledInput } from '../rules/input.ts';
import type { Declared } from '../rules/profile.ts';
import type { World } from '../world.ts';

/** How many times its weight a rule has when it is what a run is about; more would rather leave work out. */
const EMPHASIS = 20;

/** Weight of a rule that an input does not have, below that of placing an item. */
export const OWN_WEIGHT = 400;

/** The most that a rule may weigh. */
const MOST_WEIGHT = 1_000_000;

/** An input that may have an earlier schedule, with its rules before their parameters are read. */
export interface Aimed {
  readonly input: Pick<RuledInput, 'rules'> & { readonly previous?: unknown };
  readonly declared: readonly Declared[];
}

/** The rules of a template at a multiple of their weights; undefined when there is none with a weight. */
export function emphasised<W extends World>({ problem, rules }: Ruled<W>, template: string): Change[] | undefined {
  const meant = rules.filter(({ rule, weight }) => rule.template === template && weight > 0);
  if (meant.length === 0) return undefined;
  return meant.flatMap(({ id, ownWeight }) =>
    ruleChange(problem.input, id, { weight: Math.min(MOST_WEIGHT, ownWeight * EMPHASIS) }),
  );
}

/** A rule of a template with a weight of its own, for an input that has none. */
export function added({ input, declared }: Aimed, template: string): Change[] {
  return ruleChange(input, idOf(declared, template), { template, weight: OWN_WEIGHT, enabled: true });
}

/**
 * The goal of changing as little as possible; none where nothing can change.
 *
 * *Means* changes are counted from the earlier schedule, by the `template` that does so; without one, from what is posted
 * and may move, by `keep`.
 */
export function leastChangeGoal<W extends World>(
  ruled: Ruled<W>,
  aimed: Aimed,
  { previous, template }: { readonly previous: unknown; readonly template: string },
): Goal[] {
  const { parts, problem } = ruled;
  const hasEarlier = previous !== undefined || aimed.input.previous !== undefined;
  const canMove = parts.itemsOf(problem).some((item) => parts.oldOf(problem, item));
  const changes = hasEarlier
    ? [...earlier(previous), ...added(aimed, template)]
    : canMove
      ? emphasised(ruled, 'keep')
      : undefined;
  return changes ? [{ name: 'least change', changes }] : [];
}

/** The changes that make an input keep to a budget, counted from an earlier solution, by the template `change-budget`. */
export function budgetedBy({ input, declared }: Aimed, previous: unknown, { assignments, people }: Budget): Change[] {
  const id = idOf(declared, 'change-budget');
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

/** The rule of a template that an input has, or else a new one of that name. */
function idOf(declared: readonly Declared[], template: string): string {
  return declared.find((rule) => rule.template === template)?.id ?? template;
}

import { ModelBuilder } from '../../src/language/builder.ts';
import { constant, type Expression, minus, sum } from '../../src/language/expression.ts';
import type { Built } from './built.ts';
import { firstSchedule } from './dispatch/first.ts';
import { Posting } from './posting.ts';
import { valuesOf } from './read.ts';
import type { ActiveRule, Production } from './world.ts';

/**
 * Builds the model of a problem and its rules: variables of operations, what each rule posts, the costs; and the best
 * schedule of the dispatch rules as the hint that a solve begins with.
 */
export function buildFrom(production: Production, isHinted = true): Built {
  const { problem, rules } = production;
  const builder = new ModelBuilder(problem.input.name ?? 'production');
  const isSure = rules.some(({ hardness, rule }) => rule.template === 'complete' && hardness === 'hard');
  const posting = new Posting(builder, problem, isSure);
  const microseconds = rules.map((active) => post(active, posting));
  for (const run of problem.earlier.values()) posting.staysAt(run);
  builder.minimize(posting.costs.total(builder.variables.length));
  const model = builder.build();
  const costs = rules.map(({ id }, i) => ({ rule: id, microseconds: microseconds[i]!, reads: 0 }));
  const choices = posting.operations.reduce(
    (sum, { batches }) => sum + batches.reduce((all, batch) => all + batch.choices.length, 0),
    0,
  );
  const built: Built = { ...production, input: problem.input, model, posting, choices, costs };
  const first = isHinted ? firstSchedule(production) : undefined;
  if (first === undefined) return built;
  const values = [...valuesOf(built, first)];
  return { ...built, model: { ...model, hint: { vars: [...values.keys()], values } } };
}

function post(active: ActiveRule, posting: Posting): number {
  const start = performance.now();
  posting.begin(active.id, () => active.rule.post(active, posting));
  return Math.round((performance.now() - start) * 1000);
}

/** How many operations are elsewhere than they were; undefined where nothing has been anywhere. */
export function changesIn({ posting, problem }: Built): Expression | undefined {
  if (problem.earlier.size === 0 && problem.input.previous === undefined) return undefined;
  const open = [...problem.earlier.values()].filter(({ item }) => problem.items[item]!.state === 'open');
  return minus(constant(open.length), sum(open.flatMap((run) => posting.staysAt(run) ?? [])));
}

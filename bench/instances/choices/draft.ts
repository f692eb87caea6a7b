import { Random } from '../../../src/engines/random.ts';
import { ModelBuilder } from '../../../src/language/builder.ts';
import { weighted } from '../../../src/language/expression.ts';
import type { Model } from '../../../src/language/model.ts';

/** Makes a model of a size from a seed; 1 is small, 4 large. */
export type ShapeOf = (size: number, seed: number) => Model;

/** A literal with its weight in a row. */
export type Entry = readonly [literal: number, weight: number];

interface Priced {
  readonly literals: number[];
  readonly costs: number[];
}

export function begun(name: string, seed: number): Priced & { model: ModelBuilder; random: Random } {
  return { model: new ModelBuilder(name), random: new Random(seed), costs: [], literals: [] };
}

export function take(model: ModelBuilder, { literals, costs }: Priced, cost: number): number {
  const literal = model.boolean();
  literals.push(literal);
  costs.push(cost);
  return literal;
}

export function ended(model: ModelBuilder, literals: readonly number[], costs: readonly number[]): Model {
  model.minimize(weighted(literals, costs));
  return model.build();
}

export function lists(length: number): Entry[][] {
  return Array.from({ length }, () => []);
}

export function columns(entries: readonly Entry[]): number[] {
  return entries.map(([literal]) => literal);
}

export function weights(entries: readonly Entry[]): number[] {
  return entries.map(([, weight]) => weight);
}

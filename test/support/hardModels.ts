import { ModelBuilder } from '../../src/language/builder.ts';
import { compare } from '../../src/language/constraints/linear.ts';
import { weighted } from '../../src/language/expression.ts';
import type { Model } from '../../src/language/model.ts';

/**
 * A market split problem: rows of random weights that must each be halved exactly. A handful of rows keeps branch and
 * bound busy for hours.
 *
 * *Source* G. Cornuejols and M. Dawande, "A class of hard small 0-1 programs", INFORMS Journal on Computing 11(2), 1999.
 */
export function marketSplit(rows: number, variables: number): Model {
  const model = new ModelBuilder('market split');
  const x = Array.from({ length: variables }, () => model.boolean());
  let state = 12345;
  const next = (): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >> 8) % 100;
  };
  for (let row = 0; row < rows; row++) {
    const weights = x.map(next);
    const half = Math.floor(weights.reduce((total, w) => total + w, 0) / 2);
    model.add(compare(weighted(x, weights), '=', half));
  }
  model.minimize(weighted(x, x.map(next)));
  return model.build();
}

import { lowerOf, upperOf } from '../language/domain.ts';
import { term } from '../language/expression.ts';
import { isEncoded } from './indicators.ts';
import type { PartRewrite } from './rewrite.ts';
import { postUnion } from './unionLinearToLinear.ts';

/** Replaces the holes in the domains of variables by a choice of one range; the domain becomes its hull. */
export const variablesToLinear: PartRewrite = {
  name: 'variablesToLinear',
  from: 'variables',
  adds: 'exactly one r[k]; sum of lo[k] * r[k] <= variable <= sum of hi[k] * r[k], over the ranges k of the domain',
  exact: true,
  replacePart(target) {
    let replaced = 0;
    for (let i = 0; i < target.variables.length; i++) {
      const variable = target.variables[i]!;
      const { domain, owner, name } = variable;
      if (domain.length === 2) continue;
      replaced++;
      const encoded = isEncoded(target, term(i));
      target.variables[i] = { ...variable, domain: [lowerOf(domain), upperOf(domain)] };
      if (encoded) continue;
      target.replacing({ kind: 'variable', owner, name }, () => postUnion(target, term(i), domain));
    }
    return replaced;
  },
};

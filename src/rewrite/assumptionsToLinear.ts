import { sum } from '../language/expression.ts';
import { linearOf } from './enforcedLinearToLinear.ts';
import type { PartRewrite } from './rewrite.ts';

/** Asserts the assumptions; an infeasible outcome can then not tell which of them conflict. */
export const assumptionsToLinear: PartRewrite = {
  name: 'assumptionsToLinear',
  from: 'assumptions',
  adds: 'literal = 1',
  exact: true,
  replacePart(target) {
    const { assumptions } = target;
    if (assumptions.length === 0) return 0;
    target.assumptions = [];
    for (const literal of assumptions) {
      target.replacing({ name: 'assumption' }, () => target.post(linearOf(sum([literal]), 1, 1)));
    }
    return assumptions.length;
  },
};

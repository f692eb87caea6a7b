import type { PartRewrite } from './rewrite.ts';

/** Replaces the domain of the objective by a linear constraint on the same sum. */
export const objectiveToLinear: PartRewrite = {
  name: 'objectiveToLinear',
  from: 'objective',
  adds: 'sum of coeffs[i] * vars[i] in domain',
  exact: true,
  replacePart(target) {
    if (!target.objective?.domain) return 0;
    const { domain, ...objective } = target.objective;
    target.objective = objective;
    target.replacing({ name: 'objective' }, () => {
      target.post({ kind: 'linear', vars: [...objective.vars], coeffs: [...objective.coeffs], domain: [...domain] });
    });
    return 1;
  },
};

import type { Automaton } from '../language/constraints/automaton.ts';
import { compare } from '../language/constraints/linear.ts';
import { domainHas } from '../language/domain.ts';
import { type Literal, minus, sum } from '../language/expression.ts';
import { choose, tie } from './choices.ts';
import type { ConstraintRewrite } from './rewrite.ts';
import type { Target } from './target.ts';

/**
 * Replaces an automaton by a path through its layered graph.
 *
 * *Source* M.-C. Cote, B. Gendron, L.-M. Rousseau, "Modeling the regular constraint with integer programming", CPAIOR
 * 2007: the flow is integral by itself.
 */
export const automatonToLinear: ConstraintRewrite<'automaton'> = {
  name: 'automatonToLinear',
  from: 'automaton',
  adds: 'flow y[i, transition]: one unit leaves the start, in = out at each state between, sum of label * y = exprs[i]',
  exact: true,
  replace(c, target) {
    target.refuseBeyond('transitions', c.exprs.length * c.transitions.length);
    if (c.exprs.length === 0) {
      if (!c.finals.includes(c.start)) target.postFalse();
      return;
    }
    const layers = layersOf(c, target);
    if (layers[0]!.length === 0) {
      target.postFalse();
      return;
    }
    const flows = layers.map((layer, i) =>
      i === 0 ? choose(target, layer.length) : layer.map(() => target.boolean()),
    );
    layers.forEach((layer, i) => {
      if (i > 0) conserve(target, { layer, flow: flows[i]! }, { layer: layers[i - 1]!, flow: flows[i - 1]! });
      const labels = layer.map(([, label]) => label);
      tie(target, c.exprs[i]!, { literals: flows[i]!, lows: labels, highs: labels });
    });
  },
};

type Transition = Automaton['transitions'][number];

/** The transitions of each step that lie on a path from the start to a final state, by the domains. */
function layersOf(c: Automaton, target: Target): Transition[][] {
  let states = new Set([c.start]);
  const forward = c.exprs.map((e) => {
    const domain = target.domain(e);
    const layer = c.transitions.filter(([from, label]) => states.has(from) && domainHas(domain, label));
    states = new Set(layer.map(([, , to]) => to));
    return layer;
  });
  states = new Set(c.finals);
  const backward = forward.toReversed().map((all) => {
    const layer = all.filter(([, , to]) => states.has(to));
    states = new Set(layer.map(([from]) => from));
    return layer;
  });
  return backward.reverse();
}

interface Layer {
  readonly layer: readonly Transition[];
  readonly flow: readonly Literal[];
}

function conserve(target: Target, after: Layer, before: Layer): void {
  for (const state of new Set(after.layer.map(([from]) => from))) {
    const out = after.flow.filter((_, k) => after.layer[k]![0] === state);
    const into = before.flow.filter((_, k) => before.layer[k]![2] === state);
    target.postAlways(compare(minus(sum(into), sum(out)), '=', 0));
  }
}

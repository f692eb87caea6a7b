import type { Kind } from '../constraints/index.ts';
import type { Case, Codec } from './codec.ts';
import {
  arcsFrom,
  arcsTo,
  automatonFrom,
  circuitFrom,
  elementFrom,
  expression,
  expressions,
  list,
  literalsFrom,
  literalsTo,
  noOverlapTo,
  quotientFrom,
  quotientTo,
  required,
  tableFrom,
} from './forms.ts';
import { levelLimit, linearDomain } from './int64.ts';

/**
 * Every kind with its protobuf form; `interval` is not here, because ours is not a constraint.
 *
 * Degenerate forms mean what CP-SAT makes of them: the maximum of nothing, an empty domain and an automaton without
 * final state cannot hold; a table of nothing always does.
 */
export const CODECS = {
  linear: {
    field: 'linear',
    to: ({ vars, coeffs, domain }) => ({ vars, coeffs, domain }),
    from(m) {
      const domain = linearDomain(m.domain);
      return domain.length === 0 ? 'never' : { vars: list(m.vars), coeffs: list(m.coeffs), domain };
    },
  },
  boolOr: { field: 'bool_or', to: literalsTo, from: literalsFrom },
  boolAnd: { field: 'bool_and', to: literalsTo, from: literalsFrom },
  boolXor: { field: 'bool_xor', to: literalsTo, from: literalsFrom },
  atMostOne: { field: 'at_most_one', to: literalsTo, from: literalsFrom },
  exactlyOne: { field: 'exactly_one', to: literalsTo, from: literalsFrom },
  allDifferent: { field: 'all_diff', to: ({ exprs }) => ({ exprs }), from: (m) => ({ exprs: expressions(m.exprs) }) },
  element: {
    field: 'element',
    to: (c) => ({ linear_index: c.index, linear_target: c.target, exprs: c.exprs }),
    from: elementFrom,
  },
  table: {
    field: 'table',
    to: (c) => ({ values: c.tuples.flat(), exprs: c.exprs, ...(c.negated ? { negated: true } : {}) }),
    from: tableFrom,
  },
  automaton: {
    field: 'automaton',
    to: (c) => ({
      starting_state: c.start,
      final_states: c.finals,
      transition_tail: c.transitions.map(([from]) => from),
      transition_head: c.transitions.map(([, , to]) => to),
      transition_label: c.transitions.map(([, label]) => label),
      exprs: c.exprs,
    }),
    from: automatonFrom,
  },
  circuit: { field: 'circuit', to: arcsTo, from: circuitFrom },
  multipleCircuit: {
    field: 'routes',
    to: arcsTo,
    from(m, origin) {
      if (m.demands?.length || m.capacity || m.dimensions?.length) {
        const what = m.demands?.length || m.capacity ? 'demands and a capacity' : 'dimensions';
        origin.refuse('model/unrepresentable', `has ${what} on its routes`, 'say them with constraints of their own.');
      }
      return arcsFrom(m, origin);
    },
  },
  inverse: {
    field: 'inverse',
    to: (c) => ({ f_direct: c.direct, f_inverse: c.inverse }),
    from: (m) => ({ direct: list(m.f_direct), inverse: list(m.f_inverse) }),
  },
  max: {
    field: 'lin_max',
    to: ({ target, exprs }) => ({ target, exprs }),
    from: (m) => (m.exprs?.length ? { target: expression(m.target), exprs: expressions(m.exprs) } : 'never'),
  },
  multiplication: {
    field: 'int_prod',
    to: ({ target, exprs }) => ({ target, exprs }),
    from: (m, origin) => ({ target: expression(required(m.target, 'target', origin)), exprs: expressions(m.exprs) }),
  },
  division: { field: 'int_div', to: quotientTo, from: quotientFrom },
  modulo: { field: 'int_mod', to: quotientTo, from: quotientFrom },
  noOverlap: {
    field: 'no_overlap',
    to: noOverlapTo,
    from: (m, origin) => ({ intervals: list(m.intervals).map(origin.interval) }),
  },
  noOverlap2D: {
    field: 'no_overlap_2d',
    to: (c) => ({ x_intervals: c.x, y_intervals: c.y }),
    from: (m, origin) => ({
      x: list(m.x_intervals).map(origin.interval),
      y: list(m.y_intervals).map(origin.interval),
    }),
  },
  cumulative: {
    field: 'cumulative',
    to: ({ capacity, intervals, demands }) => ({ capacity, intervals, demands }),
    from: (m, origin) => ({
      intervals: list(m.intervals).map(origin.interval),
      demands: expressions(m.demands),
      capacity: expression(m.capacity),
    }),
  },
  reservoir: {
    field: 'reservoir',
    to: (c) => ({
      min_level: c.minLevel,
      max_level: c.maxLevel,
      time_exprs: c.times,
      active_literals: c.actives,
      level_changes: c.changes,
    }),
    from: (m) => ({
      times: expressions(m.time_exprs),
      changes: expressions(m.level_changes),
      ...(m.active_literals?.length ? { actives: list(m.active_literals) } : {}),
      minLevel: levelLimit(m.min_level),
      maxLevel: levelLimit(m.max_level),
    }),
  },
} as const satisfies { readonly [K in Kind]: { [F in Case]: Codec<K, F> }[Case] };

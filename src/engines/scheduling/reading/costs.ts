import type { Model } from '../../../language/model.ts';
import type { Term } from '../shop.ts';
import type { Definitions } from './definitions.ts';
import type { Mode } from './modes.ts';
import type { Owners } from './owners.ts';
import { openTerms, type Row } from './rows.ts';

interface Known {
  readonly modes: readonly (readonly Mode[])[];
  readonly owners: Owners;
  readonly definitions: Definitions;
  /** What variables are sums of. */
  readonly totals: ReadonlyMap<number, Row>;
}

/** What is to be small: costs of modes by task, and terms of times. */
export interface Costs {
  readonly terms: Term[];
  readonly modeCost: number[][];
  readonly constant: number;
}

/** The objective as costs of modes and terms; undefined when something is better for being later. */
export function costsOf(model: Model, { modes, owners, definitions, totals }: Known): Costs | undefined {
  const { objective } = model;
  const modeCost = modes.map((modes) => modes.map(() => 0));
  const terms: Term[] = [];
  let constant = 0;
  const sign = objective?.sense === 'maximize' ? -1 : 1;
  const open = objective
    ? openTerms(model, { ...objective, coeffs: objective.coeffs.map((c) => sign * c), offset: 0 })
    : { vars: [], coeffs: [], offset: 0 };
  constant += open.offset;
  const queue = open.vars.map((variable, i) => [variable, open.coeffs[i]!] as const);
  for (let next = queue.shift(); next; next = queue.shift()) {
    const [variable, weight] = next;
    const task = owners.taskOf(variable);
    const total = totals.get(variable);
    if (total) {
      const own = total.coeffs[total.vars.indexOf(variable)]!;
      constant += (weight * total.least) / own;
      total.vars.forEach((v, i) => {
        if (v !== variable) queue.push([v, (-weight * total.coeffs[i]!) / own]);
      });
    } else if (task >= 0 && !owners.isTime(variable)) {
      modes[task]!.forEach(({ values }, m) => {
        modeCost[task]![m]! += weight * values.get(variable)!;
      });
    } else if (task >= 0) {
      if (weight < 0) return undefined;
      const at = Float64Array.from(modes[task]!, ({ values }) => values.get(variable)!);
      terms.push({ weight, floor: Number.NEGATIVE_INFINITY, refs: [{ task, at }], offsets: [0] });
    } else {
      const latest = definitions.latest(variable);
      if (!latest || (weight < 0 && latest.refs.length > 0)) return undefined;
      const { domain } = model.variables[variable]!;
      if (latest.refs.length > 0) terms.push({ weight, ...latest });
      else constant += weight * (weight < 0 && !definitions.has(variable) ? domain.at(-1)! : latest.floor);
    }
  }
  return { terms, modeCost, constant };
}

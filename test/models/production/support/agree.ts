import { buildFrom } from '../../../../models/production/model.ts';
import type { Run } from '../../../../models/production/problem.ts';
import { runsAt, valuesOf } from '../../../../models/production/read.ts';
import { Schedule } from '../../../../models/production/schedule.ts';
import type { Production } from '../../../../models/production/world.ts';
import { check } from '../../../../src/domain/review.ts';
import { completable } from '../../../support/enumerate.ts';

/** What checks say of a schedule: its penalty, or undefined when a hard rule is broken. */
export function checksSay(production: Production, runs: readonly Run[]): number | undefined {
  const { breaches, penalty } = check(
    production,
    new Schedule(production.problem, [...production.problem.fixed, ...runs]),
  );
  return breaches.length > 0 ? undefined : penalty;
}

/** Asks the model of a problem about schedules, many times. */
export class Asking {
  readonly #production: Production;
  readonly #built: ReturnType<typeof buildFrom>;
  readonly #limit: number;
  readonly #isCompletable: (decided: ReadonlyMap<number, number>) => boolean;
  readonly #open: ReadonlySet<number>;

  constructor(production: Production) {
    this.#production = production;
    this.#built = buildFrom(production, false);
    const { model, posting } = this.#built;
    const { offset = 0, vars = [], coeffs = [] } = model.objective ?? {};
    // One variable more, which the objective may not exceed.
    this.#limit = model.variables.length;
    this.#isCompletable = completable({
      ...model,
      objective: undefined,
      variables: [...model.variables, { domain: [-1_000_000_000, 1_000_000_000] }],
      constraints: [
        ...model.constraints,
        {
          kind: 'linear',
          vars: [...vars, this.#limit],
          coeffs: [...coeffs, -1],
          domain: [Number.NEGATIVE_INFINITY, -offset],
        },
      ],
    });
    // Everything that follows is left open but the sizes of intervals, which of absent ones say nothing.
    const sizes = new Set(model.intervals.flatMap(({ size }) => size.vars));
    this.#open = new Set(posting.follows.flatMap(({ variable }) => (sizes.has(variable) ? [] : [variable])));
  }

  /** The difference between the model and the checks for a schedule, in words; undefined when they agree. */
  disagreement(runs: readonly Run[]): string | undefined {
    const said = checksSay(this.#production, runs);
    const { problem } = this.#production;
    const schedule = new Schedule(problem, [...problem.fixed, ...runs]);
    const values = valuesOf(this.#built, schedule);
    const { operations } = this.#built.posting;
    const placed = operations.filter(({ presence }) => values[presence] === 1).length;
    // What has no variables, since nothing can place it, is not placed by the model.
    if (placed < runs.length) return said === undefined ? undefined : `the model has no room for ${told(runs)}`;
    const most = 1_000_000_000;
    if (said === undefined) {
      if (!this.#allows(values, most)) return undefined;
      // Which operators of a team do what is told afterwards, so that others may be named than overlap here.
      const named = runsAt(this.#built, values);
      return checksSay(this.#production, named) === undefined ? `the model allows ${told(runs)}` : undefined;
    }
    if (!this.#allows(values, said)) return `the model forbids ${told(runs)} at ${said}`;
    return this.#allows(values, said - 1) ? `the model asks less than ${said} for ${told(runs)}` : undefined;
  }

  #allows(values: Float64Array, limit: number): boolean {
    const decided = new Map<number, number>([[this.#limit, limit]]);
    values.forEach((value, variable) => {
      if (!this.#open.has(variable)) decided.set(variable, value);
    });
    return this.#isCompletable(decided);
  }
}

function told(runs: readonly Run[]): string {
  return JSON.stringify(
    runs.map(({ batches, id }) => [
      id,
      batches.map((b) => [b.machine, b.quantity, ...b.phases.map((p) => [p.from, p.to, p.operators.join()])]),
    ]),
  );
}

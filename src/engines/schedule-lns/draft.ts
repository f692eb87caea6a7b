import type { Constraint } from '../../language/constraints/index.ts';
import { constant } from '../../language/expression.ts';
import type { Model } from '../../language/model.ts';
import type { Interval, VariableData } from '../../language/variables.ts';

/**
 * A model in the making, with a hint for each variable and a cost that is fixed already.
 *
 * A start may be -1 wherever one is asked for: then the time beside it is the time itself.
 */
export class Draft {
  readonly variables: VariableData[] = [];
  readonly hint: number[] = [];
  readonly constraints: Constraint[] = [];
  readonly #intervals: Interval[] = [];
  readonly #objective = new Map<number, number>();
  #cost: number;

  constructor(cost: number) {
    this.#cost = cost;
  }

  /** The model whose solutions cost less than `below`. */
  model(below: number): Model {
    return {
      dovetail: 1,
      variables: this.variables,
      intervals: this.#intervals,
      constraints: this.constraints,
      objective: {
        sense: 'minimize',
        vars: [...this.#objective.keys()],
        coeffs: [...this.#objective.values()],
        offset: 0,
        domain: [Number.NEGATIVE_INFINITY, below - this.#cost - 1],
      },
      hint: { vars: this.hint.map((_, v) => v), values: this.hint },
    };
  }

  addVariable(low: number, high: number, hint: number): number {
    this.hint.push(Math.min(high, Math.max(low, hint)));
    return this.variables.push({ domain: [low, high] }) - 1;
  }

  addInterval(start: number, offset: number, size: number, presence: number): number {
    const vars = start < 0 ? [] : [start];
    const coeffs = vars.map(() => 1);
    return (
      this.#intervals.push({
        start: { vars, coeffs, offset },
        size: constant(size),
        end: { vars, coeffs, offset: offset + size },
        ...(presence >= 0 ? { presence: [presence] } : {}),
      }) - 1
    );
  }

  addCost(cost: number): void {
    this.#cost += cost;
  }

  addWeight(variable: number, weight: number): void {
    if (weight !== 0) this.#objective.set(variable, (this.#objective.get(variable) ?? 0) + weight);
  }

  /** `later + laterAt >= earlier + earlierAt` where the literals are true. */
  addOrder(earlier: number, earlierAt: number, later: number, laterAt: number, enforce: readonly number[] = []): void {
    if (earlier < 0 && later < 0 && enforce.length === 0) return;
    if (earlier === later && earlier >= 0) return;
    const vars = [later, earlier].filter((v) => v >= 0);
    const coeffs = [...(later >= 0 ? [1] : []), ...(earlier >= 0 ? [-1] : [])];
    const domain = [earlierAt - laterAt, Number.POSITIVE_INFINITY];
    this.constraints.push({ kind: 'linear', vars, coeffs, domain, ...(enforce.length > 0 ? { enforce } : {}) });
  }
}

import type { Model } from '../../../language/model.ts';
import type { Schedule, Shop } from '../shop.ts';
import type { Definitions } from './definitions.ts';
import type { Mode } from './modes.ts';
import type { Owners } from './owners.ts';
import type { Row } from './rows.ts';

/** What is known of the model's variables. */
interface Known {
  readonly modes: readonly (readonly Mode[])[];
  readonly owners: Owners;
  readonly definitions: Definitions;
  readonly totals: ReadonlyMap<number, Row>;
}

/** The way between schedules of a shop and assignments of the model that it was read from. */
export class Projection {
  readonly #model: Model;
  readonly #shop: Shop;
  readonly #known: Known;

  constructor(model: Model, shop: Shop, known: Known) {
    this.#model = model;
    this.#shop = shop;
    this.#known = known;
  }

  /** The assignment that a schedule stands for. */
  valuesOf({ start, mode }: Schedule): Float64Array {
    const { modes, owners, definitions, totals } = this.#known;
    const shop = this.#shop;
    const values = Float64Array.from(this.#model.variables, ({ domain }) => domain[0]!);
    const set = (variable: number, value: number): void => {
      const { domain } = this.#model.variables[variable]!;
      values[variable] = Math.min(Math.max(value, domain[0]!), domain.at(-1)!) + 0;
    };
    modes.forEach((list, t) => {
      for (const [variable, value] of list[mode[t]! - shop.modeFrom[t]!]!.values) {
        set(variable, owners.isTime(variable) ? start[t]! + value : value);
      }
    });
    for (const variable of definitions.variables()) {
      const latest = definitions.latest(variable);
      if (!latest) continue;
      let value = latest.floor;
      latest.refs.forEach(({ task, at }, i) => {
        value = Math.max(value, start[task]! + at[mode[task]! - shop.modeFrom[task]!]! + latest.offsets[i]!);
      });
      set(variable, value);
    }
    this.#setFree(values);
    // A sum may be of sums that were named later.
    for (const [variable, row] of [...totals].toReversed()) set(variable, solved(row, variable, values));
    return values;
  }

  /** Variables of the objective that nothing else tells take the better end of their domains. */
  #setFree(values: Float64Array): void {
    const { objective, variables } = this.#model;
    const { owners, definitions } = this.#known;
    objective?.vars.forEach((variable, i) => {
      if (owners.taskOf(variable) >= 0 || definitions.has(variable)) return;
      const isUp = objective.coeffs[i]! > 0 === (objective.sense === 'maximize');
      values[variable] = isUp ? variables[variable]!.domain.at(-1)! : variables[variable]!.domain[0]!;
    });
  }

  /** The schedule that an assignment stands for, or undefined when a task is in none of its modes. */
  scheduleOf(values: ArrayLike<number>): Schedule | undefined {
    const { modes, owners } = this.#known;
    const shop = this.#shop;
    const schedule = { start: new Int32Array(shop.taskCount), mode: new Int32Array(shop.taskCount) };
    const isRead = modes.every((list, t) => {
      const first = list.findIndex((one) => isIn(one, values, owners));
      if (first < 0) return false;
      // Modes with the same Booleans differ in the times within the task.
      const exact = list.findIndex((one, m) => m >= first && isIn(one, values, owners) && isAt(one, values, owners));
      const at = exact < 0 ? first : exact;
      schedule.mode[t] = shop.modeFrom[t]! + at;
      const [variable, shift] = firstTime(list[at]!, owners);
      schedule.start[t] = values[variable]! - shift;
      return true;
    });
    return isRead ? schedule : undefined;
  }
}

function isIn({ values: expected }: Mode, values: ArrayLike<number>, owners: Owners): boolean {
  for (const [variable, value] of expected) {
    if (owners.isBoolean(variable) && values[variable] !== value) return false;
  }
  return true;
}

/** Whether all times within a task are as in a mode. */
function isAt(mode: Mode, values: ArrayLike<number>, owners: Owners): boolean {
  const [first, shift] = firstTime(mode, owners);
  for (const [variable, value] of mode.values)
    if (owners.isTime(variable) && values[variable]! - value !== values[first]! - shift) return false;
  return true;
}

function firstTime({ values }: Mode, owners: Owners): readonly [number, number] {
  for (const entry of values) if (owners.isTime(entry[0])) return entry;
  return [0, 0];
}

function solved({ vars, coeffs, least }: Row, variable: number, values: Float64Array): number {
  let sum = least;
  let own = 1;
  vars.forEach((v, i) => {
    if (v === variable) own = coeffs[i]!;
    else sum -= coeffs[i]! * values[v]!;
  });
  return sum / own;
}

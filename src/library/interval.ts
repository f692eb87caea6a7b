import type { IntervalHandle } from '../language/builder.ts';
import { type Owner, Sum } from './expression.ts';

/** An interval of one model; its data are those of the model. */
export class Interval {
  readonly owner: Owner;
  readonly #data: IntervalHandle;

  constructor(owner: Owner, data: IntervalHandle) {
    this.owner = owner;
    this.#data = data;
  }

  get data(): IntervalHandle {
    return this.#data;
  }

  get start(): Sum {
    return new Sum(this.owner, this.#data.start);
  }

  get size(): Sum {
    return new Sum(this.owner, this.#data.size);
  }

  get end(): Sum {
    return new Sum(this.owner, this.#data.end);
  }
}

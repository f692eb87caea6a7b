import type { Expression, Literal } from '../../../language/expression.ts';
import type { Model } from '../../../language/model.ts';
import type { Interval } from '../../../language/variables.ts';
import type { Bounds } from './bounds.ts';
import { Sequence } from './sequence.ts';
import { type Line, type Load, Timeline } from './timeline.ts';

/** What intervals share: a noOverlap, or a cumulative with its capacity. */
export interface Resource {
  readonly capacity: Expression;
  readonly enforce: readonly Literal[];
  readonly timeline: Line;
}

/** One interval on one resource. */
export interface Use {
  /** Its place among all uses. */
  readonly index: number;
  readonly interval: Interval;
  readonly demand: Expression;
  readonly resource: Resource;
  /** Its family, where the resource needs transition times. */
  readonly family: number | undefined;
}

interface Settled {
  readonly use: Use;
  readonly start: number;
  readonly load: Load;
}

const ONE: Expression = { vars: [], coeffs: [], offset: 1 };

/** Which resources each interval uses, and what is settled on their timelines. */
export class Usage {
  readonly resources: Resource[] = [];
  readonly uses: Use[] = [];
  /** The uses of each interval of the model. */
  readonly usesOf: readonly Use[][];
  readonly #bounds: Bounds;
  readonly #isSettled: Uint8Array;
  /** What stands on timelines, in the order in which it came. */
  readonly #settled: Settled[] = [];

  constructor({ intervals, constraints }: Model, bounds: Bounds) {
    this.#bounds = bounds;
    this.usesOf = intervals.map(() => []);
    const add = (resource: Resource, at: number, of: Pick<Use, 'demand' | 'family'>): void => {
      const use = { index: this.uses.length, interval: intervals[at]!, ...of, resource };
      this.uses.push(use);
      this.usesOf[at]!.push(use);
    };
    for (const c of constraints) {
      if (c.kind !== 'noOverlap' && c.kind !== 'cumulative') continue;
      const isExclusive = c.kind === 'noOverlap';
      const capacity = isExclusive ? ONE : c.capacity;
      const transitions = isExclusive ? c.transitions : undefined;
      const timeline = transitions ? new Sequence(transitions) : new Timeline(isExclusive);
      const resource = { capacity, enforce: c.enforce ?? [], timeline };
      this.resources.push(resource);
      c.intervals.forEach((at, i) =>
        add(resource, at, { demand: isExclusive ? ONE : c.demands[i]!, family: transitions?.families[i] }),
      );
    }
    this.#isSettled = new Uint8Array(this.uses.length);
  }

  /** Pieces of timelines that were looked at. */
  get looked(): number {
    let looked = 0;
    for (const { timeline } of this.resources) looked += timeline.looked;
    return looked;
  }

  mark(): number {
    return this.#settled.length;
  }

  undo(mark: number): void {
    while (this.#settled.length > mark) {
      const { use, start, load } = this.#settled.pop()!;
      use.resource.timeline.remove(start, load);
      this.#isSettled[use.index] = 0;
    }
  }

  isSettled(use: Use): boolean {
    return this.#isSettled[use.index] === 1;
  }

  /** Whether the resource may count: none of its enforcement literals is false. */
  counts({ enforce }: Resource): boolean {
    return !enforce.some((literal) => this.#bounds.isFalse(literal));
  }

  /** Puts a use on its timeline once it is known; false when there is no room for it. */
  settle(use: Use): boolean {
    const { interval, resource, index } = use;
    const bounds = this.#bounds;
    if (this.#isSettled[index] === 1 || !this.counts(resource)) return true;
    if (!(interval.presence?.every((literal) => bounds.isTrue(literal)) ?? true)) return true;
    const known = [interval.start, interval.size, use.demand].every((e) => bounds.isFixedSum(e));
    if (!known) return true;
    const start = bounds.least(interval.start);
    const load = this.loadOf(use);
    const hasRoom = resource.timeline.earliest(start, load) === start;
    const isSure = resource.enforce.every((literal) => bounds.isTrue(literal));
    if (!hasRoom) return !isSure;
    resource.timeline.add(start, load);
    this.#isSettled[index] = 1;
    this.#settled.push({ use, start, load });
    const peak = load.size > 0 ? resource.timeline.peak(start, load.size) : 0;
    return !isSure || bounds.narrow(resource.capacity, peak, Number.POSITIVE_INFINITY);
  }

  /** What a use asks for at least, and what its resource offers at most. */
  loadOf({ interval, demand, resource, family }: Use): Load {
    return {
      size: Math.max(0, this.#bounds.least(interval.size)),
      demand: this.#bounds.least(demand),
      capacity: this.#bounds.most(resource.capacity),
      family,
    };
  }
}

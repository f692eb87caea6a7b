import type { Random } from '../../random.ts';
import type { Heads } from './heads.ts';
import type { Selection } from './sequences.ts';

/** A selection in order of start, with the place of each task in that order. */
export interface Elite extends Selection {
  readonly rank: Int32Array;
}

/** Two that differ in less than this share of pairs are taken for the same. */
const NEAR = 0.02;

/**
 * A few good selections, far enough from each other, whose pairs are joined by points in between.
 *
 * *Source* B. Peng, Z. Lu and T. C. E. Cheng, "A tabu search/path relinking algorithm to solve the job shop scheduling
 * problem", Computers & Operations Research 53, 2015.
 */
export class Population {
  readonly members: Elite[] = [];
  readonly size: number;
  readonly #heads: Heads;
  readonly #random: Random;

  constructor(size: number, heads: Heads, random: Random) {
    this.size = size;
    this.#heads = heads;
    this.#random = random;
  }

  get isFull(): boolean {
    return this.members.length >= this.size;
  }

  /** Takes a selection in, in place of the one most like it or else of the worst, unless it is worse than that one. */
  take(selection: Selection): void {
    const child = this.#eliteOf(selection);
    if (!this.isFull) {
      this.members.push(child);
      return;
    }
    let [near, worst, least] = [0, 0, Number.POSITIVE_INFINITY];
    this.members.forEach((member, i) => {
      const distance = this.#distance(member);
      if (distance < least) [least, near] = [distance, i];
      if (member.cost > this.members[worst]!.cost) worst = i;
    });
    const out = least < NEAR ? near : worst;
    if (child.cost <= this.members[out]!.cost) this.members[out] = child;
  }

  /** Somewhere between two members: every order and mode on which the two agree is kept. */
  between(): { order: Int32Array; mode: Int32Array } {
    const i = this.#random.below(this.members.length);
    const j = (i + 1 + this.#random.below(Math.max(1, this.members.length - 1))) % this.members.length;
    const [a, b] = [this.members[i]!, this.members[j]!];
    const share = 0.4 + this.#random.unit() / 5;
    const key = Float64Array.from(a.rank, (rank, t) => (1 - share) * rank + share * b.rank[t]!);
    return {
      order: a.order.slice().sort((x, y) => key[x]! - key[y]! || a.rank[x]! - a.rank[y]!),
      mode: a.mode.map((mode, t) => (this.#random.unit() < share ? b.mode[t]! : mode)),
    };
  }

  #eliteOf(selection: Selection): Elite {
    const heads = this.#heads;
    heads.load(selection.order, selection.mode);
    const start = (t: number): number => heads.head[t]! - heads.time[t]!;
    const order = selection.order.slice().sort((a, b) => start(a) - start(b) || heads.place[a]! - heads.place[b]!);
    const rank = new Int32Array(order.length);
    order.forEach((t, i) => {
      rank[t] = i;
    });
    return { ...selection, order, rank };
  }

  /** The share of pairs on a machine, and of modes, in which a member differs from what was loaded last. */
  #distance({ mode, rank }: Elite): number {
    const { next, none, mode: own, machine, problem } = this.#heads;
    let [differ, all] = [0, 0];
    for (let t = 0; t < none; t++) {
      if (mode[t] !== own[t]) {
        differ += 3;
        all += 3;
        continue;
      }
      for (let x = next[t]!; x !== none; x = next[x]!, all++) {
        if (problem.modeMachine[mode[x]!] === machine[x] && rank[x]! < rank[t]!) differ++;
      }
    }
    return differ / (all || 1);
  }
}

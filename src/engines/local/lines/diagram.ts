import type { Labels } from './labels.ts';
import type { Programme } from './programme.ts';

/** The sum of a row that holds whatever follows. */
const HOLDS = 2 ** 30;

/**
 * A decision diagram: each path from node 0 to the last node is a way to choose in all steps of a line, one label each.
 * The arcs of node n, each with the node that it leads to and its label, are `arcs[n] .. arcs[n + 1] - 1`; nodes stand in
 * the order of steps, those of step s at `layers[s] .. layers[s + 1] - 1`.
 */
export interface Diagram {
  readonly layers: Int32Array;
  readonly arcs: Int32Array;
  readonly to: Int32Array;
  readonly label: Int32Array;
  /** The node of a coarser diagram, without some of the separated rows, that stands for node n. */
  readonly coarse: Int32Array;
}

/**
 * The diagram of all ways through a line that keep the rows of which `isKept` says so; undefined with more than `most` arcs,
 * or when there is no way.
 *
 * *Means* a node is what the rows that are open after a step add up to; a row that holds whatever follows is left out.
 * *Source* D. Bergman, A. Cire, W.-J. van Hoeve and J. Hooker, "Decision Diagrams for Optimization", Springer 2016, chapters
 * 3 and 4: compilation from states, separation of further rows ({@link within}), and reduction.
 */
export function diagramOf(
  programme: Programme,
  labels: Labels,
  { isKept, most }: { isKept: Uint8Array; most: number },
): Diagram | undefined {
  const { rows, steps, base, first, last } = programme;
  const start = Int32Array.from(base, (sum, r) => (isKept[r] === 1 ? sum : HOLDS));
  const grown = new Grown();
  const sums = new Int32Array(rows);
  let open = new Int32Array(0);
  let states: Int32Array = new Int32Array(0);
  let count = 1;
  for (let s = 0; s < steps.length; s++) {
    const { columns, touched } = steps[s]!;
    const nextOpen = Int32Array.from(sums.keys()).filter((r) => start[r] !== HOLDS && first[r]! <= s && last[r]! > s);
    const found = new Found(nextOpen.length);
    grown.beginLayer(count);
    for (let n = 0; n < count; n++) {
      grown.beginNode(-1);
      for (let option = 0; option < columns.length; option++) {
        for (const row of touched) sums[row] = start[row]!;
        for (let i = 0; i < open.length; i++) sums[open[i]!] = states[n * open.length + i]!;
        const label = take(programme, labels, { s, option, sums });
        if (label < 0) continue;
        for (let i = 0; i < nextOpen.length; i++) found.key[i] = sums[nextOpen[i]!]!;
        grown.arc(found.place(), label);
      }
      if (grown.size > most) return undefined;
    }
    count = found.count;
    states = found.states;
    open = nextOpen;
  }
  const diagram = reduced(grown.end(-1));
  return diagram && withItself(diagram);
}

/** A diagram that is its own coarser one. */
export function withItself(diagram: Diagram): Diagram {
  return { ...diagram, coarse: Int32Array.from({ length: diagram.coarse.length }, (_, n) => n) };
}

/**
 * The ways of a diagram on which what the labels add keeps a sum in its range; undefined as in {@link diagramOf}.
 * *Shapes* `adds` by label.
 */
export function within(
  diagram: Diagram,
  { adds, lower, upper, most }: { adds: Float64Array; lower: number; upper: number; most: number },
): Diagram | undefined {
  const { layers, arcs, to, label, coarse } = diagram;
  const [least, greatest] = restOf(diagram, adds);
  if (least[0]! >= lower && greatest[0]! <= upper) return diagram;
  const grown = new Grown();
  let states: Int32Array = Int32Array.of(0, 0);
  let count = 1;
  for (let s = 0; s < layers.length - 2; s++) {
    const found = new Found(2);
    grown.beginLayer(count);
    for (let i = 0; i < count; i++) {
      const node = states[2 * i]!;
      grown.beginNode(coarse[node]!);
      for (let a = arcs[node]!; a < arcs[node + 1]!; a++) {
        const next = to[a]!;
        let sum = states[2 * i + 1]!;
        if (sum !== HOLDS) {
          sum += adds[label[a]!]!;
          const [low, high] = [sum + least[next]!, sum + greatest[next]!];
          if (high < lower || low > upper) continue;
          if (low >= lower && high <= upper) sum = HOLDS;
        }
        found.key[0] = next;
        found.key[1] = sum;
        grown.arc(found.place(), label[a]!);
      }
      if (grown.size > most) return undefined;
    }
    count = found.count;
    states = found.states;
  }
  return reduced(grown.end(coarse[coarse.length - 1]!));
}

/** What is added from each node to the end at least, and at most. */
function restOf({ layers, arcs, to, label }: Diagram, adds: Float64Array): [Float64Array, Float64Array] {
  const nodes = layers[layers.length - 1]!;
  const [least, greatest] = [new Float64Array(nodes), new Float64Array(nodes)];
  for (let n = nodes - 2; n >= 0; n--) {
    least[n] = Number.POSITIVE_INFINITY;
    greatest[n] = Number.NEGATIVE_INFINITY;
    for (let a = arcs[n]!; a < arcs[n + 1]!; a++) {
      const by = adds[label[a]!]!;
      least[n] = Math.min(least[n]!, by + least[to[a]!]!);
      greatest[n] = Math.max(greatest[n]!, by + greatest[to[a]!]!);
    }
  }
  return [least, greatest];
}

/** A diagram that grows layer by layer. */
class Grown {
  readonly #layers: number[] = [];
  #arcs = new Int32Array(1024);
  #coarse = new Int32Array(1024);
  #to = new Int32Array(4096);
  #label = new Int32Array(4096);
  #nodes = 0;
  /** The first node of the next layer. */
  #next = 0;
  /** Arcs so far. */
  size = 0;

  beginLayer(count: number): void {
    this.#layers.push(this.#next);
    this.#next += count;
  }

  beginNode(coarse: number): void {
    if (this.#nodes + 2 >= this.#arcs.length) {
      this.#arcs = doubled(this.#arcs);
      this.#coarse = doubled(this.#coarse);
    }
    this.#coarse[this.#nodes] = coarse;
    this.#arcs[this.#nodes++] = this.size;
  }

  /** An arc to a node of the next layer, by its place there. */
  arc(place: number, label: number): void {
    if (this.size === this.#to.length) {
      this.#to = doubled(this.#to);
      this.#label = doubled(this.#label);
    }
    this.#to[this.size] = this.#next + place;
    this.#label[this.size++] = label;
  }

  end(coarse: number): Diagram {
    this.beginLayer(1);
    this.beginNode(coarse);
    this.#arcs[this.#nodes] = this.size;
    return {
      layers: Int32Array.of(...this.#layers, this.#next),
      arcs: this.#arcs.subarray(0, this.#nodes + 1),
      to: this.#to.subarray(0, this.size),
      label: this.#label.subarray(0, this.size),
      coarse: this.#coarse.subarray(0, this.#nodes),
    };
  }
}

function doubled(values: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * values.length);
  larger.set(values);
  return larger;
}

/** Adds an option and what follows from it to the sums; gives its label, or -1 when a row can no longer hold. */
function take(
  { rows, steps, lower, upper, last, least, most, knownAt }: Programme,
  labels: Labels,
  { s, option, sums }: { s: number; option: number; sums: Int32Array },
): number {
  const { entries, followers, touched } = steps[s]!;
  const own = entries[option]!;
  for (let i = 0; i < own.rows.length; i++) if (sums[own.rows[i]!] !== HOLDS) sums[own.rows[i]!]! += own.values[i]!;
  let label = labels.begin(s, option);
  for (let f = 0; f < followers.length; f++) {
    const follower = followers[f]!;
    const { definers, isLeast } = follower;
    let value = isLeast ? follower.lower : follower.upper;
    for (let i = 0; i < definers.rows.length; i++) {
      const row = definers.rows[i]!;
      const coefficient = definers.values[i]!;
      const limit = coefficient > 0 === isLeast ? lower[row]! : upper[row]!;
      const exact = (limit - sums[row]!) / coefficient;
      value = isLeast ? Math.max(value, Math.ceil(exact)) : Math.min(value, Math.floor(exact));
    }
    value = Math.min(Math.max(value, follower.lower), follower.upper);
    label = labels.add(label, f, value);
    for (let i = 0; value !== 0 && i < follower.rows.length; i++) {
      if (sums[follower.rows[i]!] !== HOLDS) sums[follower.rows[i]!]! += follower.values[i]! * value;
    }
  }
  for (let i = 0; i < touched.length; i++) {
    const row = touched[i]!;
    const sum = sums[row]!;
    if (sum === HOLDS) continue;
    const [low, high] = s === last[row] ? [sum, sum] : [sum + least[s * rows + row]!, sum + most[s * rows + row]!];
    if (high < lower[row]! || low > upper[row]!) return -1;
    if (low >= lower[row]! && high <= upper[row]! && s >= knownAt[row]!) sums[row] = HOLDS;
  }
  return labels.end(label);
}

/** The states of one layer, each once: an open hash table. */
class Found {
  readonly key: Int32Array;
  #table = new Int32Array(256);
  states: Int32Array;
  count = 0;

  constructor(width: number) {
    this.key = new Int32Array(width);
    this.states = new Int32Array(64 * Math.max(1, width));
  }

  /** The place of the state `key`, which is new unless there is one. */
  place(): number {
    const { key } = this;
    const width = key.length;
    const at = this.#slot(key, 0);
    const known = this.#table[at]! - 1;
    if (known >= 0) return known;
    if ((this.count + 1) * width > this.states.length) {
      this.states = doubled(this.states);
    }
    this.states.set(key, this.count * width);
    this.#table[at] = ++this.count;
    if (2 * this.count > this.#table.length) this.#enlarge();
    return this.count - 1;
  }

  #enlarge(): void {
    this.#table = new Int32Array(4 * this.#table.length);
    for (let n = 0; n < this.count; n++) this.#table[this.#slot(this.states, n * this.key.length)] = n + 1;
  }

  /** Where the state that begins at `from` stands in the table, or would. */
  #slot(states: Int32Array, from: number): number {
    const width = this.key.length;
    let hash = 0x811c9dc5;
    for (let i = 0; i < width; i++) hash = mixed(hash, states[from + i]!);
    const mask = this.#table.length - 1;
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const known = this.#table[at]! - 1;
      if (known < 0) return at;
      let i = 0;
      while (i < width && this.states[known * width + i] === states[from + i]) i++;
      if (i === width) return at;
    }
  }
}

function mixed(hash: number, value: number): number {
  const h = Math.imul(hash ^ value, 0x9e3779b1);
  return h ^ (h >>> 15);
}

/** Without what leads to no end, and with nodes that have the same ways to the end made one. */
function reduced(diagram: Diagram): Diagram | undefined {
  const { layers, arcs, to, label } = diagram;
  const nodes = layers[layers.length - 1]!;
  const as = new Int32Array(nodes).fill(-1);
  as[nodes - 1] = nodes - 1;
  const haveSameWays = (one: number, other: number): boolean => {
    let [a, b] = [arcs[one]!, arcs[other]!];
    const [endA, endB] = [arcs[one + 1]!, arcs[other + 1]!];
    for (;;) {
      while (a < endA && as[to[a]!]! < 0) a++;
      while (b < endB && as[to[b]!]! < 0) b++;
      if (a === endA || b === endB) return a === endA && b === endB;
      if (label[a] !== label[b] || as[to[a]!] !== as[to[b]!]) return false;
      a++;
      b++;
    }
  };
  for (let layer = layers.length - 3; layer >= 0; layer--) {
    const [from, end] = [layers[layer]!, layers[layer + 1]!];
    const mask = 2 ** Math.ceil(Math.log2(2 * (end - from))) - 1;
    const table = new Int32Array(mask + 1).fill(-1);
    for (let n = from; n < end; n++) {
      let [hash, ways] = [0, 0];
      for (let a = arcs[n]!; a < arcs[n + 1]!; a++) {
        if (as[to[a]!]! < 0) continue;
        ways++;
        hash = mixed(mixed(hash, label[a]!), as[to[a]!]!);
      }
      if (ways === 0) continue;
      let at = hash & mask;
      while (table[at]! >= 0 && !haveSameWays(n, table[at]!)) at = (at + 1) & mask;
      if (table[at]! < 0) table[at] = n;
      as[n] = table[at]!;
    }
  }
  return as[0]! < 0 ? undefined : kept(diagram, as);
}

/** The nodes that stand for themselves. */
function kept({ layers, arcs, to, label, coarse }: Diagram, as: Int32Array): Diagram {
  const number = new Int32Array(as.length);
  const grown = new Grown();
  for (let layer = 0; layer < layers.length - 2; layer++) {
    let place = 0;
    for (let n = layers[layer + 1]!; n < layers[layer + 2]!; n++) if (as[n] === n) number[n] = place++;
    let width = 0;
    for (let n = layers[layer]!; n < layers[layer + 1]!; n++) if (as[n] === n) width++;
    grown.beginLayer(width);
    for (let n = layers[layer]!; n < layers[layer + 1]!; n++) {
      if (as[n] !== n) continue;
      grown.beginNode(coarse[n]!);
      for (let a = arcs[n]!; a < arcs[n + 1]!; a++) if (as[to[a]!]! >= 0) grown.arc(number[as[to[a]!]!]!, label[a]!);
    }
  }
  return grown.end(coarse[as.length - 1]!);
}

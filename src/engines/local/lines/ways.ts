import { type Diagram, Grown, withItself } from './diagram.ts';
import type { Labels } from './labels.ts';
import type { Programme } from './programme.ts';
import { reduced } from './reduced.ts';
import { States } from './states.ts';

/** The sum of a row that holds whatever follows. */
const HOLDS = 2 ** 30;

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
    const found = new States(nextOpen.length);
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
    const found = new States(2);
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

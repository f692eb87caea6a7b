import { type Diagram, Grown } from './diagram.ts';
import { mixed } from './states.ts';

/** Without what leads to no end, and with nodes that have the same ways to the end made one. */
export function reduced(diagram: Diagram): Diagram | undefined {
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

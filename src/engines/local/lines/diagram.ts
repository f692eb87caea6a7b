import { doubled } from './states.ts';

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

/** A diagram that is its own coarser one. */
export function withItself(diagram: Diagram): Diagram {
  return { ...diagram, coarse: Int32Array.from({ length: diagram.coarse.length }, (_, n) => n) };
}

/** A diagram that grows layer by layer. */
export class Grown {
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

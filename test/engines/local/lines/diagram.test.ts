import { expect, test } from 'vitest';
import { roster } from '../../../../bench/instances/rosters.ts';
import { Cheapest } from '../../../../src/engines/local/lines/cheapest.ts';
import { type Compiled, compiled } from '../../../../src/engines/local/lines/compiled.ts';
import { type Line, linesOf } from '../../../../src/engines/local/lines/reading.ts';
import { State } from '../../../../src/engines/local/state.ts';
import { Random } from '../../../../src/engines/random.ts';
import { directMatrixOf } from '../../../../src/engines/rows.ts';

const [PEOPLE, DAYS, SHIFTS] = [4, 8, 2];

function firstLine(seed: number): { state: State; line: Line; ways: Compiled } {
  const state = new State(directMatrixOf(roster({ people: PEOPLE, days: DAYS, shifts: SHIFTS, seed }))!, undefined);
  const line = linesOf(state)[0]!;
  return { state, line, ways: compiled(state, line)! };
}

/** All paths of a diagram, each as the decisions that it sets. */
function pathsOf({ diagram: { arcs, to, label }, column }: Compiled): string[] {
  const walk = (node: number): number[][] => {
    if (node === arcs.length - 2) return [[]];
    const paths: number[][] = [];
    for (let a = arcs[node]!; a < arcs[node + 1]!; a++) {
      for (const rest of walk(to[a]!)) paths.push([column[label[a]!]!, ...rest]);
    }
    return paths;
  };
  return walk(0).map((path) => path.filter((c) => c >= 0).join(' '));
}

/** All ways to choose in the steps of a line that break none of its rows, tried one by one on the state. */
function waysOf(state: State, { steps, rows }: Line): string[] {
  const ways: string[] = [];
  const isOwn = new Set(rows);
  const walk = (s: number, chosen: readonly number[]): void => {
    if (s === steps.length) {
      if (!state.violated.subarray(0, state.violatedCount).some((row) => isOwn.has(row))) ways.push(chosen.join(' '));
      return;
    }
    walk(s + 1, chosen);
    for (const decision of steps[s]!) {
      state.set(decision, 1);
      walk(s + 1, [...chosen, decision]);
      state.set(decision, 0);
    }
  };
  walk(0, []);
  return ways;
}

test('the paths of a line are all ways that keep its rows, each once', () => {
  for (const seed of [1, 2, 3]) {
    const { state, line, ways } = firstLine(seed);
    // 3 options on each of 8 days and 2 of the weekend: 13,122 ways, of which some are left.
    const expected = waysOf(state, line);
    expect(expected.length).toBeGreaterThan(20);
    expect(pathsOf(ways).toSorted()).toEqual(expected.toSorted());
  }
});

test('the cheapest path costs no more than any other', () => {
  const { ways } = firstLine(1);
  const random = new Random(7);
  const { diagram, coarse, column } = ways;
  const found = new Cheapest(diagram, coarse);
  const path = new Int32Array(ways.decisions.length);
  for (let i = 0; i < 50; i++) {
    const price = Float64Array.from(column, () => random.unit() - 0.5);
    const costs = costsOf(ways, price);
    const least = Math.min(...costs);
    // Whether the known one costs as much, somewhat more, or nothing is known.
    for (const most of [least, least + 0.2, Number.POSITIVE_INFINITY]) {
      found.find(price, most, path);
      expect(path.reduce((sum, label) => sum + price[label]!, 0)).toBeCloseTo(least, 9);
    }
    path.fill(-1);
    found.find(price, least - 0.01, path);
    expect(new Set(path)).toEqual(new Set([-1]));
  }
});

/** What each path costs, with the labels counted in order. */
function costsOf({ diagram: { arcs, to, label } }: Compiled, price: Float64Array): number[] {
  const walk = (node: number): number[] => {
    if (node === arcs.length - 2) return [0];
    const costs: number[] = [];
    for (let a = arcs[node]!; a < arcs[node + 1]!; a++) {
      for (const rest of walk(to[a]!)) costs.push(price[label[a]!]! + rest);
    }
    return costs;
  };
  return walk(0);
}

import type { Matrix } from '../matrix.ts';
import type { Definitions } from './definitions/index.ts';

/**
 * Sums of decisions that it pays to raise, as of the sessions of a student who asks for three: as many of the decisions
 * are to be 1 as the sum has room for.
 *
 * ```
 * first[d]       the decisions of demand d stand at first[d] .. first[d + 1] - 1 of decisions
 * sum[d]         the dependent column that costs less with each of them
 * best[d]        the value of that column at which nothing more is asked for
 * demandOf[c]    the demand of column c, or -1
 * ```
 */
export interface Demands {
  readonly count: number;
  readonly first: Int32Array;
  readonly decisions: Int32Array;
  readonly sum: Int32Array;
  readonly best: Float64Array;
  readonly demandOf: Int32Array;
}

/** What is known of a matrix before: what follows from what, and the choices; see the structure for the shapes. */
interface Choices extends Definitions {
  readonly group: Int32Array;
  readonly leading: Int32Array;
}

/**
 * Finds the demands: columns with a cost that follow, through equations alone, from decisions of which each brings them
 * nearer to their cheap end by one, where the choices among these decisions ask for none of them.
 *
 * *Limits* about linear time.
 */
export function demandsOf(matrix: Matrix, structure: Choices): Demands {
  const { numCols, cost, colLower, colUpper } = matrix;
  const demandOf = new Int32Array(numCols).fill(-1);
  const [first, sum, best, decisions]: [number[], number[], number[], number[]] = [[0], [], [], []];
  const behind = new Behind(matrix, structure);
  for (let column = 0; column < numCols; column++) {
    if (structure.level[column] === 0 || cost[column] === 0) continue;
    const found = behind.find(column, demandOf);
    if (!found) continue;
    for (const decision of found) {
      demandOf[decision] = sum.length;
      decisions.push(decision);
    }
    sum.push(column);
    best.push(cost[column]! < 0 ? colUpper[column]! : colLower[column]!);
    first.push(decisions.length);
  }
  return {
    ...{ count: sum.length, first: Int32Array.from(first), decisions: Int32Array.from(decisions) },
    ...{ sum: Int32Array.from(sum), best: Float64Array.from(best), demandOf },
  };
}

class Behind {
  readonly #matrix: Matrix;
  readonly #structure: Choices;
  /** Whether a row is a choice that nothing opens and that may stay without a decision. */
  readonly #isOpen: Uint8Array;
  /** The last column from which each one was reached. */
  readonly #reachedFrom: Int32Array;

  constructor(matrix: Matrix, structure: Choices) {
    this.#matrix = matrix;
    this.#structure = structure;
    this.#reachedFrom = new Int32Array(matrix.numCols).fill(-1);
    this.#isOpen = new Uint8Array(matrix.numRows);
    for (const row of structure.leading) if (matrix.rowLower[row] !== matrix.rowUpper[row]) this.#isOpen[row] = 1;
  }

  /** The decisions that a column adds up, at least two; undefined when it is no such sum, or shares them with another. */
  find(column: number, demandOf: Int32Array): number[] | undefined {
    const { level, group } = this.#structure;
    const found: number[] = [];
    // To fall, a column needs inputs on its own side of the equation; to rise, on the other.
    const columns = [column];
    for (let next = 0; next < columns.length; next++) {
      const sign = next === 0 && this.#matrix.cost[column]! > 0 ? 1 : -1;
      const inputs = this.#inputs(columns[next]!, sign);
      if (!inputs) return undefined;
      for (const input of inputs) {
        if (this.#reachedFrom[input] === column) return undefined;
        this.#reachedFrom[input] = column;
        if (level[input]! > 0) columns.push(input);
        else if (demandOf[input]! >= 0 || (group[input]! >= 0 && this.#isOpen[group[input]!] === 0)) return undefined;
        else found.push(input);
      }
    }
    return found.length > 1 && found.some((decision) => group[decision]! >= 0) ? found : undefined;
  }

  /** The other columns of the one equation from which a column follows; undefined when they have another sign or weight. */
  #inputs(column: number, sign: 1 | -1): number[] | undefined {
    const { starts, indices, values, rowLower, rowUpper } = this.#matrix;
    const { starts: definedAt, rowsOf, coefficients } = this.#structure;
    const at = definedAt[column]!;
    const row = rowsOf[at]!;
    if (definedAt[column + 1]! - at !== 1 || rowLower[row] !== rowUpper[row]) return undefined;
    const wanted = sign * coefficients[at]!;
    if (Math.abs(wanted) !== 1) return undefined;
    const inputs: number[] = [];
    for (let i = starts[row]!; i < starts[row + 1]!; i++) {
      if (indices[i] === column) continue;
      if (values[i] !== wanted) return undefined;
      inputs.push(indices[i]!);
    }
    return inputs;
  }
}

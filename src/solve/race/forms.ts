import type { Accepts } from '../../engines/engine.ts';
import { type Matrix, matrixOf } from '../../engines/matrix.ts';
import { type EngineName, engineNamed } from '../../engines/registry.ts';
import { directMatrixOf } from '../../engines/rows.ts';
import { DovetailError } from '../../errors.ts';
import type { Model } from '../../language/model.ts';
import { withPlainObjective } from '../../language/objective.ts';
import { cp } from '../../rewrite/cp.ts';
import { type Lack, lackOf, refuseLacking } from '../../rewrite/limits.ts';
import { milp } from '../../rewrite/milp.ts';
import { type Rewrite, rewrite, type Step } from '../../rewrite/rewrite.ts';

const PIPELINES: Readonly<Record<Accepts['pipeline'], readonly Rewrite[]>> = { none: [], cp, milp };

interface Rewritten {
  readonly model: Model;
  readonly steps: readonly Step[];
}

/** A model in the form that an engine takes. */
export interface Form {
  readonly input: Model | Matrix;
  /** What the model was rewritten by, with sizes; empty when the engine takes it as it is. */
  readonly steps: readonly Step[];
}

/**
 * The forms of one model, each made when the first engine needs it.
 *
 * *Means* the same problem with a plain objective: what engines find and bound is the whole number of its sum.
 */
export class Forms {
  readonly #model: Model;
  readonly #rewritten = new Map<Accepts['pipeline'], Rewritten | DovetailError>();
  readonly #matrices = new Map<Accepts['pipeline'], Matrix>();

  #isRead = false;
  #directMatrix: Matrix | undefined;

  readonly #lacks: () => Lack | undefined;

  constructor(model: Model, lacks: () => Lack | undefined = () => undefined) {
    this.#lacks = lacks;
    this.#model = withPlainObjective(model);
  }

  /** The model in the form that the engine takes. *Errors* `engine/unsupported`. */
  for(name: EngineName): Form {
    const { accepts, form } = engineNamed(name);
    if (form === 'matrix' && this.#direct() !== undefined) return { input: this.#direct()!, steps: [] };
    const { model, steps } = this.#rewrite(accepts.pipeline);
    return { input: form === 'matrix' ? this.#matrix(accepts.pipeline, model) : model, steps };
  }

  /** What the model was rewritten by for the engine, which there may have been no time or memory for. */
  stepsFor(name: EngineName): readonly Step[] {
    try {
      return this.for(name).steps;
    } catch (thrown) {
      if (lackOf(thrown)) return [];
      throw thrown;
    }
  }

  /** The matrix of a model that needs no rewriting for it. */
  #direct(): Matrix | undefined {
    if (!this.#isRead) {
      this.#isRead = true;
      this.#directMatrix = directMatrixOf(this.#model);
    }
    return this.#directMatrix;
  }

  /** What cannot be rewritten for one engine is not tried again for the next. */
  #rewrite(pipeline: Accepts['pipeline']): Rewritten {
    const made = this.#rewritten.get(pipeline) ?? rewrittenOrRefused(this.#model, pipeline, this.#lacks);
    this.#rewritten.set(pipeline, made);
    if (made instanceof DovetailError) throw made;
    return made;
  }

  #matrix(pipeline: Accepts['pipeline'], model: Model): Matrix {
    let made = this.#matrices.get(pipeline);
    if (!made) {
      const lack = this.#lacks();
      if (lack) refuseLacking(lack);
      made = matrixOf(model);
      this.#matrices.set(pipeline, made);
    }
    return made;
  }
}

function rewrittenOrRefused(
  model: Model,
  pipeline: Accepts['pipeline'],
  lacks: () => Lack | undefined,
): Rewritten | DovetailError {
  try {
    return rewrite(model, PIPELINES[pipeline], lacks);
  } catch (thrown) {
    if (thrown instanceof DovetailError) return thrown;
    throw thrown;
  }
}

import type { Constraint, ConstraintOf, Kind } from '../language/constraints/index.ts';
import type { Model } from '../language/model.ts';
import type { Lack } from './limits.ts';
import { Target } from './target.ts';

/** A part of a model, other than its constraints, that a rewrite can turn into constraints. */
export type Part = 'variables' | 'intervals' | 'assumptions' | 'objective';

interface RewriteBase {
  /** `<from>To<To>`, the name of its file. */
  readonly name: string;
  /** What it adds to the model for each thing it replaces, as a formula. */
  readonly adds: string;
  /** The values of the original variables that can be completed to a solution are the original's solutions. */
  readonly exact: true;
}

/** A rewrite of one kind of constraint. */
export interface ConstraintRewrite<K extends Kind = Kind> extends RewriteBase {
  readonly from: K;
  /** Whether this constraint of the kind is to be replaced; all are, when left out. */
  applies?(constraint: ConstraintOf<K>): boolean;
  /** Posts what replaces the constraint. */
  replace(constraint: ConstraintOf<K>, target: Target): void;
}

/** A rewrite of another part of the model. */
export interface PartRewrite extends RewriteBase {
  readonly from: Part;
  /** Replaces the part and says how many things it has replaced. */
  replacePart(target: Target): number;
}

/**
 * Replaces one kind of constraint, or one part of a model, by simpler ones, exactly.
 *
 * It only appends variables: a solution of the rewritten model begins with a solution of the original.
 */
export type Rewrite = ConstraintRewrite | PartRewrite;

/** What one rewrite did to one model. */
export interface Step {
  readonly rewrite: string;
  /** How many constraints, variables, intervals or the like it has replaced. */
  readonly replaced: number;
  /** How many variables it has appended. */
  readonly variables: number;
  /** How many constraints it has posted. */
  readonly constraints: number;
}

/** A rewritten model, and the steps that had something to do. */
export interface Rewritten {
  readonly model: Model;
  readonly steps: readonly Step[];
}

/**
 * Applies the rewrites in order.
 *
 * *Means* the rewritten model has the same solutions, cut to the original's variables, with the same objective values.
 * *Limits* linear in the model and in what is added; whatever no rewrite touches is the same object as before.
 * *Errors* `engine/unsupported` for a constraint whose rewriting would be too large, and where there is no time or memory left for it.
 *
 * @example
 * ```ts
 * const model = new ModelBuilder();
 * model.add({ kind: 'boolOr', literals: [model.boolean('a'), not(model.boolean('b'))] });
 * const { model: rows, steps } = rewrite(model.build(), milp);
 * console.log(print(rows));
 * // model
 * // variables
 * //   a in 0..1
 * //   b in 0..1
 * // constraints
 * //   a - b >= 0
 * console.log(steps.map((step) => step.rewrite));
 * // [ 'boolOrToLinear' ]
 * ```
 */
export function rewrite(
  model: Model,
  pipeline: readonly Rewrite[],
  lacks: () => Lack | undefined = () => undefined,
): Rewritten {
  const target = new Target(model, lacks);
  const steps: Step[] = [];
  for (const step of pipeline) {
    const [variables, posted] = [target.variables.length, target.posted];
    const replaced = 'replace' in step ? replaceConstraints(step, target) : step.replacePart(target);
    if (replaced === 0) continue;
    steps.push({
      rewrite: step.name,
      replaced,
      variables: target.variables.length - variables,
      constraints: target.posted - posted,
    });
  }
  return { model: steps.length === 0 ? model : target.build(), steps };
}

/** What replaces a constraint stands where it stood, so that the text before and after can be compared. */
function replaceConstraints(step: ConstraintRewrite, target: Target): number {
  const matches = (c: Constraint): boolean => c.kind === step.from && (step.applies === undefined || step.applies(c));
  const before = target.constraints;
  const first = before.findIndex(matches);
  if (first === -1) return 0;
  target.constraints = before.slice(0, first);
  let replaced = 0;
  for (let i = first; i < before.length; i++) {
    const constraint = before[i]!;
    if (matches(constraint)) {
      replaced++;
      target.replacing(constraint, () => step.replace(constraint, target));
    } else {
      target.constraints.push(constraint);
    }
  }
  return replaced;
}

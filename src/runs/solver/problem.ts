import { DovetailError } from '../../errors.ts';
import type { Expression } from '../../language/expression.ts';
import { violationsOf } from '../../language/holds.ts';
import { parseJson } from '../../language/jsonText.ts';
import { ledger } from '../../language/ledger.ts';
import type { Model } from '../../language/model.ts';
import { readModel } from '../../language/read.ts';
import { inputAsked } from '../../solve/asked.ts';
import { complete } from '../../solve/complete.ts';
import type { DomainModel, Proof, ReviewReport } from '../../solve/domainModel.ts';
import { startOf } from '../../solve/race/start.ts';
import type { HardRule } from '../../solve/whatIf.ts';
import { type Given, RAW_MODEL } from '../run.ts';

export type Domains = Readonly<Record<string, DomainModel>>;

/** An input in the hands of a solver: of a domain or a constraint model as it is, it looks the same from here on. */
export interface SolverInput {
  readonly model: Model;
  /** How many changes of an earlier solution values make; undefined where there is nothing to change. */
  readonly changes?: Expression | undefined;
  /**
   * A start from an earlier solution; undefined when a domain cannot read it.
   *
   * *Errors* `input/invalid` for the solution of another constraint model.
   */
  startFrom(solution: string): Float64Array | undefined;
  /** The solution that values say, and the review of it by those who know nothing of the engines. */
  judge(values: ArrayLike<number>): { readonly solution: unknown; readonly review: ReviewReport };
  /** Everything that a run gives for a solution. */
  result(solution: unknown, proof: Proof): unknown;
  /** The rules that a proof of infeasibility can be about; undefined where there are none. */
  hardRules?(): readonly HardRule[];
  ledger(): unknown;
}

/** *Errors* `input/usage` for an unknown model. */
export function domainOf(domains: Domains, name: string): DomainModel {
  const domain = Object.hasOwn(domains, name) ? domains[name] : undefined;
  if (domain) return domain;
  throw new DovetailError('input/usage', `There is no model "${name}".`, {
    maybe: `use one of ${[...Object.keys(domains), RAW_MODEL].join(', ')}.`,
  });
}

/** Reads an input and builds its model; `lap` is called between the two. *Errors* `input/...`, `model/...`. */
export function problemOf(domains: Domains, request: Given, lap: () => void): SolverInput {
  if (request.model === RAW_MODEL) {
    refuseAsked(request);
    const { model } = readModel(new TextEncoder().encode(request.input));
    lap();
    return rawProblem(model);
  }
  const domain = domainOf(domains, request.model);
  const input = readInput(domain, request);
  lap();
  return domainProblem(domain, input);
}

function refuseAsked({ reopen, strategy }: Given): void {
  const asked = reopen?.length ? 'reopen' : strategy === undefined ? undefined : 'strategy';
  if (asked === undefined) return;
  const what = asked === 'reopen' ? 'given work that could be reopened' : 'rules that a strategy could weigh';
  throw new DovetailError('input/invalid', `A constraint model has no ${what}.`, { maybe: `leave ${asked} out.` });
}

/** The input that a run is about. *Errors* as the domain's `parse`, and of {@link inputAsked}. */
export function readInput(domain: DomainModel, { input, ...asked }: Given): unknown {
  return domain.parse(inputAsked(domain, parseJson(input), asked));
}

function domainProblem(domain: DomainModel, input: unknown): SolverInput {
  const built = domain.build(input);
  return {
    model: built.model,
    changes: domain.whatIf.changes(built),
    startFrom(solution) {
      // A start is a convenience: one from another input may say what this one does not know.
      try {
        return complete(built.model, domain.whatIf.startOf(built, JSON.parse(solution)));
      } catch {
        return undefined;
      }
    },
    judge(values) {
      const solution = domain.read(built, values);
      return { solution, review: domain.review(input, solution) };
    },
    result: (solution, proof) => domain.result(built, solution, proof),
    hardRules: () => domain.whatIf.hardRules(input),
    ledger: () => domain.ledger(built),
  };
}

function startOfAnother(): DovetailError {
  return new DovetailError('input/invalid', 'The earlier run has no solution of a constraint model.', {
    maybe: 'leave out warmStart, or name a run of the same model.',
  });
}

/** The JSON form of a raw model's solution. */
export interface RawSolution {
  /** One number for each variable. */
  readonly values: readonly number[];
}

/** At most this many broken parts of a model are told. */
const TOLD = 20;

function rawProblem(model: Model): SolverInput {
  return {
    model,
    startFrom(solution) {
      const { values } = JSON.parse(solution) as Partial<RawSolution>;
      if (!values) throw startOfAnother();
      return startOf(model, values);
    },
    judge: (values) => ({ solution: { values: Array.from(values) }, review: reviewRaw(model, values) }),
    result: (solution) => solution,
    ledger: () => ledger(model),
  };
}

/** Every domain, interval and constraint by its meaning; `penalty` is 0, because a raw model's objective need not be one. */
export function reviewRaw(model: Model, values: ArrayLike<number>): ReviewReport {
  const issues: ReviewReport['issues'][number][] = [];
  for (const { pointer, message } of violationsOf(model, values)) {
    issues.push({ rule: pointer, text: message, items: [] });
    if (issues.length === TOLD) break;
  }
  return { isLegal: issues.length === 0, issues, conflicts: [], penalty: 0, penalties: {} };
}

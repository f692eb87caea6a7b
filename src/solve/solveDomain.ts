import { now } from '../engines/engine.ts';
import type { Model } from '../language/model.ts';
import type { BuildLedger, DomainModel, ReviewReport } from './domainModel.ts';
import { type SolveOptions, type SolveResult, solve } from './solve.ts';

/** What a domain model makes of one input. */
export interface DomainRun {
  readonly solved: SolveResult;
  /** What is placed, what is not and why, what it costs; absent when nothing was found. */
  readonly answer?: {
    /** In the domain's JSON form, as `check` reads it. */
    readonly solution: unknown;
    readonly result: unknown;
    readonly review: ReviewReport;
  };
  readonly ledger: BuildLedger;
  /** Variables and constraints of the model. */
  readonly size: { readonly variables: number; readonly constraints: number };
  /** Milliseconds by phase. */
  readonly timings: { readonly parse: number; readonly build: number; readonly solve: number; readonly review: number };
}

/**
 * Solves a problem of a domain: reads the input, builds the model once, solves it, reads the schedule back, and reviews
 * it by the domain's own rules, which know nothing of the model.
 *
 * *Errors* `input/shape` and `input/invalid` with every fault of the input; what {@link solve} throws.
 */
export async function solveDomain<Input, Built extends { readonly model: Model }>(
  domain: DomainModel<Input, Built>,
  value: unknown,
  options: SolveOptions = {},
): Promise<DomainRun> {
  const laps = [now()];
  const input = domain.parse(value);
  laps.push(now());
  const built = domain.build(input);
  laps.push(now());
  const solved = await solve(built.model, options);
  laps.push(now());
  const { solution, proof } = solved.outcome;
  const answer = solution ? answerOf(domain, { input, built, values: solution.values, proof }) : undefined;
  laps.push(now());
  const [parse, build, solving, review] = laps.slice(1).map((time, i) => time - laps[i]!);
  return {
    solved,
    ...(answer ? { answer } : {}),
    ledger: domain.ledger(built),
    size: { variables: built.model.variables.length, constraints: built.model.constraints.length },
    timings: { parse: parse!, build: build!, solve: solving!, review: review! },
  };
}

interface Found<Input, Built> {
  readonly input: Input;
  readonly built: Built;
  readonly values: ArrayLike<number>;
  readonly proof: SolveResult['outcome']['proof'];
}

function answerOf<Input, Built extends { readonly model: Model }>(
  domain: DomainModel<Input, Built>,
  { input, built, values, proof }: Found<Input, Built>,
): NonNullable<DomainRun['answer']> {
  const solution = domain.read(built, values);
  return { solution, result: domain.result(built, solution, proof), review: domain.review(input, solution) };
}
